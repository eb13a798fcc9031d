import PageModel
import ReportModel

/// A standard cell where it was read, in the frame of the pages' text.
struct PlacedCell {
  struct Part {
    /// Index of the page among those of the document.
    var page: Int
    var box: Box
  }

  var slot: StandardForm.Slot
  var reading: CellReading
  /// Where it stands: a part a page.
  var parts: [Part]
  /// Whether a finding names it already.
  var isNamed: Bool
  /// Whether it was read from a table without rules.
  var isAligned = false

  var first: Part { parts[0] }
}

/// What the witness cannot confirm of a cell.
enum Objection: Hashable {
  /// The box holds other digits than were read.
  case otherDigits
  /// Text stands at the place of a blank cell.
  case unread
  /// The value is not the printed figure.
  case otherValue
  /// The digits may be of several figures.
  case doubtfulFigure
  /// Another cell lies over the box.
  case shared
  /// The box stands beside the label of this row.
  case otherRow(beside: Int)
  /// The box stands beside words that are not its label.
  case unlabelled
  /// The box stands below the header of this column.
  case otherColumn(below: Int)
  /// It stands apart from the other cells of its row or column, or in another order than the labels.
  case outOfLine
}
