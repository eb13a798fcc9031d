import PageModel
import ReportModel

/// Where a row of the section-3 grid may go on in the next one.
///
/// A row is cut by a break between pages alone; within a page a row that has a label and no figures is
/// blank, and the figures below it are those of the next label.
struct RowBreaks {
  /// Whether the table has no rules: the lines of a label may then be rows of their own.
  let isAligned: Bool
  /// Whether a header that is repeated stands between the two rows.
  let isHeaderBetween: Bool

  /// Whether the words of one label may go on in those of another, which stands in the next row.
  func mayGoOn(_ label: TableCell, in rest: TableCell) -> Bool {
    guard isAligned || isHeaderBetween || Self.isBreak(between: label, and: rest) else {
      return false
    }
    return !Self.beginsItem(rest.text)
      && Labels.statedRows(rest.text).isSubset(of: own(label, rest))
  }

  /// The row that two labels together state.
  private func own(_ label: TableCell, _ rest: TableCell) -> Set<RequestRow> {
    let stated = Labels.statedRows(label.text)
    return stated.isEmpty ? Labels.statedRows(label.text + rest.text) : stated
  }

  /// Whether two cells that follow one another stand on two pages, or on the halves of one sheet.
  private static func isBreak(between above: TableCell, and below: TableCell) -> Bool {
    guard let last = above.fragments.last, let first = below.fragments.first else { return false }
    return first.page != last.page || first.box.y0 < last.box.y0
  }

  /// Whether a text begins with a number of the form: `一、`, `（一）`, `1.`.
  private static func beginsItem(_ text: String) -> Bool {
    guard let first = text.first else { return true }
    if first.isDecimalDigit || "（(".contains(first) { return true }
    let number = text.prefix { "一二三四五六七八九十".contains($0) }
    return !number.isEmpty
      && text.dropFirst(number.count).first.map { "、.．,，".contains($0) } ?? false
  }
}
