import PageModel

/// A table of a document, with cells that go on below as one.
struct WordTable {
  private(set) var table = ElementTable(path: "", rows: [])
  private(set) var numbering: Numbering
  private let styles: Styles
  /// How many cells hold a table of more than one cell.
  private var innerTables = 0
  /// Whether a mark that points at a note stands in the cell that is being read.
  private var hasNote = false
  /// The cell that goes on below, by the column in which it begins: its row, its place in it, its span.
  private var standing: [Int: (row: Int, index: Int, span: Int)] = [:]

  /// A cell with so many characters holds running text.
  private static let longestCell = 400
  /// A table around others has fewer filled cells beside them.
  private static let mostAround = 8
  private static let mostSpan = 1000

  init(_ styles: Styles, _ numbering: Numbering) {
    self.styles = styles
    self.numbering = numbering
  }

  /// Reads a table; gives `false` where it only frames other things.
  mutating func read(_ node: XMLNode, _ path: [String]) -> Bool {
    table.path = path.joined(separator: "/")
    for (row, own) in Self.rows(of: node, path) { readRow(row, own) }
    return !isFrame && !table.rows.allSatisfy { $0.allSatisfy(\.text.isEmpty) }
  }

  /// Whether the table frames what is in it: another table, or running text.
  private var isFrame: Bool {
    let cells = table.rows.joined()
    if cells.count == 1 || cells.contains(where: { $0.text.count > Self.longestCell }) {
      return true
    }
    let filled = cells.count { !$0.text.isEmpty }
    return innerTables > 0 && filled < Self.mostAround + innerTables
  }

  // MARK: Rows and cells

  /// The rows that are shown, also those in content controls.
  private static func rows(of node: XMLNode, _ path: [String]) -> [(XMLNode, [String])] {
    gather("w:tr", in: node, path).filter { row, _ in
      guard let properties = row.child("w:trPr") else { return true }
      return properties.child("w:del") == nil && !properties.isOn("w:hidden")
    }
  }

  /// The cells of a row that are there with all changes accepted.
  private static func cells(ofRow row: XMLNode, _ path: [String]) -> [(XMLNode, [String])] {
    gather("w:tc", in: row, path).filter { $0.0.child(["w:tcPr", "w:cellDel"]) == nil }
  }

  /// All cells of a table, row after row.
  static func cells(of node: XMLNode, _ path: [String]) -> [(XMLNode, [String])] {
    rows(of: node, path).flatMap { cells(ofRow: $0.0, $0.1) }
  }

  private static func gather(
    _ name: String, in node: XMLNode, _ path: [String]
  ) -> [(XMLNode, [String])] {
    var result: [(XMLNode, [String])] = []
    var numbers: [String: Int] = [:]
    for child in node.children {
      numbers[child.name, default: 0] += 1
      let own = path + [DocumentBody.step(child.name, numbers[child.name] ?? 1)]
      switch child.name {
      case name: result.append((child, own))
      case "w:tbl", "w:p", "w:tc", "w:del", "w:moveFrom", "w:sdtPr", "w:tblPr", "w:trPr": break
      default: result += gather(name, in: child, own)
      }
    }
    return result
  }

  private mutating func readRow(_ node: XMLNode, _ path: [String]) {
    let row = table.rows.count
    let properties = node.child("w:trPr")
    var cells: [ElementCell] = []
    var column = 0
    func skipped(_ name: String) -> Int { Self.number(properties?.value(name), least: 0) }
    if skipped("w:gridBefore") > 0 {
      column = skipped("w:gridBefore")
      cells.append(
        ElementCell(text: "", path: path.joined(separator: "/"), columnSpan: column))
    }
    table.rows.append([])
    for (cell, own) in Self.cells(ofRow: node, path) {
      let settings = cell.child("w:tcPr")
      let span = Self.number(settings?.value("w:gridSpan"), least: 1)
      defer { column += span }
      if let above = goesOn(settings, column, span) {
        if above.row == row { continue }
        table.rows[above.row][above.index].rowSpan = row - above.row + 1
        continue
      }
      // Cells merged sideways, as Word before 2007 did.
      if let merge = settings?.value("w:hMerge"), merge != "restart", !cells.isEmpty {
        cells[cells.count - 1].columnSpan += span
        continue
      }
      for covered in column..<(column + span) { standing[covered] = nil }
      if settings?.value("w:vMerge") == "restart" { standing[column] = (row, cells.count, span) }
      let text = words(of: cell)
      cells.append(
        ElementCell(
          text: text.text, path: own.joined(separator: "/"), columnSpan: span,
          isStruckOut: text.isStruckOut))
    }
    if skipped("w:gridAfter") > 0 {
      cells.append(
        ElementCell(
          text: "", path: path.joined(separator: "/"), columnSpan: skipped("w:gridAfter")))
    }
    table.rows[row] = cells
  }

  /// The cell above that a cell is a part of; `nil` where it stands for itself.
  private func goesOn(
    _ settings: XMLNode?, _ column: Int, _ span: Int
  ) -> (row: Int, index: Int, span: Int)? {
    guard let merge = settings?.value("w:vMerge"), merge != "restart",
      let above = standing[column], above.span == span
    else { return nil }
    return above
  }

  private static func number(_ text: String?, least: Int) -> Int {
    max(least, min(mostSpan, text.flatMap { Int($0) } ?? least))
  }

  // MARK: Words

  private mutating func words(of cell: XMLNode) -> (text: String, isStruckOut: Bool) {
    var lines: [String] = []
    var isStruckOut = false
    hasNote = false
    gatherWords(of: cell, &lines, &isStruckOut)
    var text = lines.filter { !$0.isEmpty }.joined(separator: "\n")
    let plain = Dictionary(uniqueKeysWithValues: RunText.raised.map { ($1, $0) })
    // A note's mark is no figure, whatever stands beside it.
    if !hasNote, !text.isEmpty, text.unicodeScalars.allSatisfy({ plain[$0] != nil }) {
      // All of it is raised: there is nothing that it could be a mark at.
      text = String(String.UnicodeScalarView(text.unicodeScalars.map { plain[$0] ?? $0 }))
    }
    return (text, isStruckOut)
  }

  private mutating func gatherWords(
    of node: XMLNode, _ lines: inout [String], _ isStruckOut: inout Bool
  ) {
    for child in node.children {
      switch child.name {
      case "w:p":
        let text = RunText(child, styles)
        isStruckOut = isStruckOut || text.isStruckOut
        hasNote = hasNote || text.hasNote
        var words = text.text
        if let own = styles.properties(of: child).lazy.compactMap({ $0.child("w:numPr") }).first,
          let id = own.value("w:numId"), id != "0"
        {
          let level = own.value("w:ilvl").flatMap { Int($0) } ?? 0
          let number = numbering.next(id, level: level)
          if !words.isEmpty { words = number + words }
        }
        lines.append(words)
        for box in text.boxes { gatherWords(of: box, &lines, &isStruckOut) }
      case "w:tbl":
        // Figures of the cells of a table within are none of one cell: a space keeps them apart.
        var inner: [String] = []
        let cells = Self.cells(of: child, [])
        if cells.count > 1 { innerTables += 1 }
        for (cell, _) in cells {
          var own: [String] = []
          gatherWords(of: cell, &own, &isStruckOut)
          inner.append(own.filter { !$0.isEmpty }.joined(separator: " "))
        }
        lines.append(inner.filter { !$0.isEmpty }.joined(separator: " "))
      case "w:tcPr", "w:del", "w:moveFrom", "w:sdtPr": break
      default: gatherWords(of: child, &lines, &isStruckOut)
      }
    }
  }
}
