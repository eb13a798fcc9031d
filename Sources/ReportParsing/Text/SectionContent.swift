import PageModel
import ReportModel

/// All words of a section of grids, in tables or not, to tell a grid's blank rows from lost ones.
struct SectionContent {
  struct Item {
    var text: String
    var page: Int
    var box: Box
  }

  /// Height in points of a row that is nowhere drawn: a line of the smallest usual print.
  static let lineHeight = 12.0

  private(set) var items: [Item] = []
  /// Whether a figure stands in it that no standard cell holds.
  private(set) var hasFigure = false
  /// Whether all of it is a digital text: where a picture was read, a figure may leave no trace.
  private(set) var isCertain = true

  init(_ blocks: ArraySlice<Block>, taken cells: CellCollection) {
    let taken = Set(cells.readings.values.compactMap(\.place))
    for block in blocks {
      switch block {
      case .line(let line):
        add(
          line.text, CellFragment(page: line.page, box: line.box), line.confidence, isTaken: false)
      case .table(let table):
        for cell in table.cells where !cell.text.isEmpty {
          guard let place = cell.fragments.first else { continue }
          if cell.unmappedCount > 0 { isCertain = false }
          let isAlone = !table.cells.contains {
            $0.row == cell.row && $0.column > cell.column && !$0.text.isEmpty
          }
          add(cell.text, place, cell.confidence, isTaken: taken.contains(place), isAlone: isAlone)
        }
      }
    }
  }

  private mutating func add(
    _ text: String, _ place: CellFragment, _ confidence: Double, isTaken: Bool,
    isAlone: Bool = false
  ) {
    items +=
      isAlone ? Self.items(text, place) : [Item(text: text, page: place.page, box: place.box)]
    isCertain = isCertain && confidence == 1
    if !isTaken, Labels.holdsFigure(text), !Labels.isPieceOfLabel(text) { hasFigure = true }
  }

  /// The text of a cell beside which there is nothing, as one item or, where no line parts several
  /// rows' labels, as one a line.
  private static func items(_ text: String, _ place: CellFragment) -> [Item] {
    let lines = text.split(separator: "\n").map(String.init)
    guard Set(lines.compactMap(Labels.requestRow)).count > 1 else {
      return [Item(text: text, page: place.page, box: place.box)]
    }
    let height = place.box.height / Double(lines.count)
    return lines.enumerated().map { index, line in
      var box = place.box
      box.y0 += height * Double(index)
      box.y1 = box.y0 + height
      return Item(text: line, page: place.page, box: box)
    }
  }

  /// Where the columns of section 3 stand by their headers, from left to right; `nil` where one of
  /// them is not found or they do not follow each other.
  var applicants: [(name: Applicant, place: Box)]? {
    let found = Applicant.allCases.compactMap { name in
      items.first { Labels.applicant($0.text) == name }.map { (name: name, place: $0.box) }
    }
    let isInOrder = zip(found, found.dropFirst()).allSatisfy { $0.place.midX < $1.place.midX }
    return found.count == Applicant.allCases.count && isInOrder ? found : nil
  }

  /// The rows of section 3 whose labels stand left of `edge`, each with its first place, without those
  /// of the other edition than the rows that were found are of.
  func requestRows(leftOf edge: Double, besides found: Set<RequestRow>) -> [RequestRow: Item] {
    var result: [RequestRow: Item] = [:]
    for (index, item) in items.enumerated() where item.box.x0 < edge {
      // Bare words (其他, 总计) are headers of columns as well.
      guard let name = Labels.requestRow(item.text) ?? row(goingOnFrom: index),
        name != .otherOther && name != .total
          || LabelText.folded(item.text).first?.isNumber == true
      else { continue }
      if result[name] == nil { result[name] = item }
    }
    let named = found.union(result.keys)
    if !named.isDisjoint(with: [.otherNotCorrected, .otherFeeUnpaid]) {
      // What was taken for the one row of （六） is the label of the group.
      result[.other] = nil
    } else {
      result[.otherOther] = nil
    }
    return result.filter { !found.contains($0.key) }
  }

  /// The row whose label begins here and ends in the next line.
  private func row(goingOnFrom index: Int) -> RequestRow? {
    guard index + 1 < items.count, items[index + 1].page == items[index].page else { return nil }
    return Labels.requestRow(items[index + 1].text) == nil
      ? Labels.requestRow(items[index].text + items[index + 1].text) : nil
  }
}

extension CellReading {
  fileprivate var place: CellFragment? {
    guard let page, let box else { return nil }
    return CellFragment(page: page, box: box)
  }
}
