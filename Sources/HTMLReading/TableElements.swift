import PageModel

/// A table of a page; none where it only puts other things in their places.
struct TableElements {
  /// With the lines that stand in it and in no cell.
  private(set) var table: (table: ElementTable, loose: [ElementLine])?
  private let words: WordCount
  private let visibility: Visibility
  private var rows: [[ElementCell]] = []
  private var loose: [ElementLine] = []

  /// A cell with so many characters holds running text.
  private static let longestCell = 400
  /// A table around others has fewer filled cells beside them.
  private static let mostAround = 8

  init(_ node: HTMLNode, path: [String], _ words: WordCount, _ visibility: Visibility) {
    self.words = words
    self.visibility = visibility
    if isFrame(node) { return }
    // Browsers show the head above and the foot below, wherever they stand.
    var parts: [(order: Int, node: HTMLNode, path: [String])] = []
    gather(node, path, &parts)
    for part in parts.sorted(by: { $0.order < $1.order }) { addRow(part.node, part.path) }
    let isBlank = rows.allSatisfy { $0.allSatisfy(\.text.isEmpty) }
    if !isBlank {
      table = (ElementTable(path: path.joined(separator: "/"), rows: rows), loose)
    }
  }

  /// Whether a table frames what is in it: another table, or running text.
  private func isFrame(_ node: HTMLNode) -> Bool {
    let inner = node.all("table")
    let isAround = inner.contains { words.filledCells($0) >= 2 }
    if isAround && words.filledCells(node) < Self.mostAround + inner.count { return true }
    let cells = node.all("td") + node.all("th")
    return cells.count == 1 || cells.contains { words.count($0) > Self.longestCell }
  }

  /// The rows of a table without those of tables in it, and the words between them.
  private mutating func gather(
    _ node: HTMLNode, _ path: [String], order: Int = 1,
    _ parts: inout [(order: Int, node: HTMLNode, path: [String])]
  ) {
    var numbers: [String: Int] = [:]
    for child in node.children {
      guard !child.isText else {
        addLoose(child.text, path)
        continue
      }
      numbers[child.tag, default: 0] += 1
      if visibility.isHidden(child) || child.tag == "colgroup" || child.tag == "col" { continue }
      let own = path + [HTMLNode.step(child.tag, numbers[child.tag] ?? 1)]
      switch child.tag {
      case "tr": parts.append((order, child, own))
      case "thead": gather(child, own, order: 0, &parts)
      case "tfoot": gather(child, own, order: 2, &parts)
      case "caption":
        var text = InlineText()
        read(child, into: &text, isStruckOut: false)
        text.breakLine()
        for line in text.lines { addLoose(line, own) }
      default: gather(child, own, order: order, &parts)
      }
    }
  }

  private mutating func addLoose(_ text: String, _ path: [String]) {
    var inline = InlineText()
    inline.append(text, isStruckOut: false)
    inline.breakLine()
    loose += inline.lines.map { ElementLine(text: $0, path: path.joined(separator: "/")) }
  }

  private mutating func addRow(_ row: HTMLNode, _ path: [String]) {
    var cells: [ElementCell] = []
    addCells(of: row, path, &cells)
    rows.append(cells)
  }

  private mutating func addCells(
    of row: HTMLNode, _ path: [String], _ cells: inout [ElementCell]
  ) {
    var numbers: [String: Int] = [:]
    for child in row.children {
      guard !child.isText else {
        addLoose(child.text, path)
        continue
      }
      numbers[child.tag, default: 0] += 1
      if visibility.isHidden(child) { continue }
      let own = path + [HTMLNode.step(child.tag, numbers[child.tag] ?? 1)]
      guard child.tag == "td" || child.tag == "th" else {
        addCells(of: child, own, &cells)
        continue
      }
      var text = InlineText()
      read(child, into: &text, isStruckOut: child.isStruckOut)
      text.breakLine()
      cells.append(
        ElementCell(
          text: text.hasNote ? text.text : text.text.unraisedIfAlone,
          path: own.joined(separator: "/"),
          rowSpan: child.span("rowspan"),
          columnSpan: child.span("colspan"), isStruckOut: text.isStruckOut))
    }
  }

  // MARK: Words

  private func read(_ node: HTMLNode, into text: inout InlineText, isStruckOut: Bool) {
    for child in node.children {
      if child.isText {
        text.append(child.text, isStruckOut: isStruckOut)
        continue
      }
      if visibility.isHidden(child) { continue }
      let isStruck = isStruckOut || child.isStruckOut
      if child.isNoteMark || child.isRaised {
        if child.holdsNoteMark { text.hasNote = true }
        text.append(child.raised(visibility), isStruckOut: isStruck)
        continue
      }
      switch child.tag {
      case "br": text.breakLine()
      case "input": if let value = child.shownValue { text.append(value, isStruckOut: false) }
      case "td", "th", "tr":
        // Cells of a table within the cell are no lines of one text: a space keeps their figures apart.
        text.append(" ", isStruckOut: false)
        read(child, into: &text, isStruckOut: isStruck)
        text.append(" ", isStruckOut: false)
      default:
        let isBlock = Self.blockTags.contains(child.tag)
        if isBlock { text.breakLine() }
        read(child, into: &text, isStruckOut: isStruck)
        if isBlock { text.breakLine() }
      }
    }
  }

  private static let blockTags: Set<String> = [
    "center", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p",
    "pre", "section", "ul",
  ]
}

extension HTMLNode {
  /// The value of `rowspan` or `colspan`; the one that the standard takes where it is none.
  fileprivate func span(_ name: String) -> Int {
    guard let text = attributes[name] else { return 1 }
    let digits = text.drop(while: \.isWhitespace).prefix { $0.isASCII && $0.isNumber }
    guard let value = Int(digits.prefix(6)) else { return 1 }
    // A `rowspan` of 0 reaches to the end of the table.
    if value == 0 { return name == "rowspan" ? Int(Int16.max) : 1 }
    return value
  }

  /// Whether its words are set above or below the line.
  fileprivate var isRaised: Bool {
    tag == "sup" || tag == "sub"
      || ["super", "sub"].contains(style("vertical-align")) && tag != "td" && tag != "th"
  }

  /// Whether it is a link to a note on the page: a number or a mark that leads to a place on it.
  fileprivate var isNoteMark: Bool {
    guard tag == "a", let place = attributes["href"]?.split(separator: "#", maxSplits: 1),
      attributes["href"]?.contains("#") == true, let name = place.last?.lowercased()
    else { return false }
    let notes = [
      "_ftn", "_edn", "ftn", "edn", "fn", "footnote", "endnote", "sdfootnote", "sdendnote",
    ]
    return notes.contains(where: name.hasPrefix)
      || attributes["href"]?.hasPrefix("#") == true && !name.isEmpty
        && words.allSatisfy { $0.isNumber || "[]()〔〕［］（）*†‡注".contains($0) } && words.count <= 5
  }

  /// Whether a link to a note stands in it, or it is one.
  fileprivate var holdsNoteMark: Bool {
    isNoteMark || children.contains { !$0.isText && $0.holdsNoteMark }
  }

  private var words: String {
    children.map { $0.isText ? $0.text : $0.words }.joined().filter { !$0.isWhitespace }
  }

  /// Its words as marks: digits as raised ones, which are no part of a figure.
  fileprivate func raised(_ visibility: Visibility) -> String {
    let text = children.filter { !visibility.isHidden($0) }.map { child in
      child.isText ? child.text : child.raised(visibility)
    }.joined()
    return String(
      String.UnicodeScalarView(text.unicodeScalars.map { Self.raisedDigits[$0] ?? $0 }))
  }

  fileprivate static let raisedDigits = Dictionary(
    uniqueKeysWithValues: zip("0123456789".unicodeScalars, "⁰¹²³⁴⁵⁶⁷⁸⁹".unicodeScalars))
}

extension String {
  /// The text; where all of it is raised there is nothing that it could be a mark at, and it is the figure.
  fileprivate var unraisedIfAlone: String {
    let plain = Dictionary(uniqueKeysWithValues: HTMLNode.raisedDigits.map { ($1, $0) })
    guard !isEmpty, unicodeScalars.allSatisfy({ plain[$0] != nil }) else { return self }
    return String(String.UnicodeScalarView(unicodeScalars.map { plain[$0] ?? $0 }))
  }
}
