import PageModel

/// The lines and tables of a document, in their order.
struct DocumentBody {
  private var blocks: [ElementBlock] = []
  private(set) var notices: [PageNotice] = []
  /// Pictures with the numbers of their files.
  private(set) var pictures: [(path: String, position: Int, id: String)] = []
  private let styles: Styles
  private var numbering: Numbering
  /// How many letters of lines have which size, in half points.
  private var sizes: [Int: Int] = [:]
  /// The sizes of the lines by their places among the blocks.
  private var lineSizes: [Int: Int] = [:]
  /// The text of a paragraph whose end was taken away: it goes on in the next one.
  private var unended = ""

  /// Letters of the size that Word takes where nothing says one, in half points.
  private static let usualSize = 21

  init(styles: Styles, numbering: Numbering) {
    self.styles = styles
    self.numbering = numbering
  }

  /// The blocks, each line with its size in terms of the one that most letters have.
  var sized: [ElementBlock] {
    let usual = sizes.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? Self.usualSize
    return blocks.enumerated().map { index, block in
      guard case .line(var line) = block, let size = lineSizes[index], usual > 0 else {
        return block
      }
      line.size = min(10, max(0.1, Double(size) / Double(usual)))
      return .line(line)
    }
  }

  /// Reads what stands in an element, one below the other.
  mutating func read(_ node: XMLNode, _ path: [String]) {
    var numbers: [String: Int] = [:]
    for child in node.children {
      numbers[child.name, default: 0] += 1
      let own = path + [Self.step(child.name, numbers[child.name] ?? 1)]
      switch child.name {
      case "w:p": readParagraph(child, own)
      case "w:tbl": readTable(child, own)
      case "w:del", "w:moveFrom", "w:sdtPr", "w:sectPr": break
      case "w:sdt": if !child.isContents { read(child, own) }
      case "mc:AlternateContent":
        if let choice = child.child("mc:Choice") ?? child.child("mc:Fallback") { read(choice, own) }
      case "w:altChunk", "w:subDoc": notices.append(.embeddedFile)
      default: read(child, own)
      }
    }
  }

  private mutating func readParagraph(_ node: XMLNode, _ path: [String]) {
    // Lines of a contents are made from the headings, which stand again below.
    if styles.name(of: node).hasPrefix("toc ") { return }
    let text = RunText(node, styles)
    let properties = styles.properties(of: node)
    if text.isAtTopOfPage || RunText.isOn("w:pageBreakBefore", properties) {
      blocks.append(.pageBreak)
    }
    let words = unended + number(of: properties, isBlank: text.text.isEmpty) + text.text
    unended = ""
    if node.child(["w:pPr", "w:rPr", "w:del"]) != nil {
      unended = words
    } else {
      add(words, of: text, properties, path)
    }
    pictures += text.pictures.map { (path.joined(separator: "/"), blocks.count, $0) }
    for (index, box) in text.boxes.enumerated() {
      read(box, path + [Self.step("w:txbxContent", index + 1)])
    }
    // A section that ends here begins the next one on a page of its own, unless it says otherwise.
    let section = node.child(["w:pPr", "w:sectPr"])
    let goesOn = ["continuous", "nextColumn"].contains(section?.value("w:type") ?? "")
    if text.endsPage || section != nil && !goesOn { blocks.append(.pageBreak) }
  }

  private mutating func add(
    _ words: String, of text: RunText, _ properties: [XMLNode], _ path: [String]
  ) {
    let size = text.size ?? Self.usualSize
    let points = max(1, Double(size) / 2)
    let alignment: ElementLine.Alignment =
      switch properties.lazy.compactMap({ $0.value("w:jc") }).first {
      case "center": .center
      case "right", "end": .end
      default: .start
      }
    for line in words.split(separator: "\n") {
      sizes[size, default: 0] += line.count
      lineSizes[blocks.count] = size
      blocks.append(
        .line(
          ElementLine(
            text: String(line), path: path.joined(separator: "/"), alignment: alignment,
            indent: Self.indent(properties, points))))
    }
  }

  /// How far a paragraph's beginning is moved in, in letters of this size in points.
  private static func indent(_ properties: [XMLNode], _ points: Double) -> Double {
    func value(_ names: String...) -> Double? {
      properties.lazy.compactMap { property in
        names.lazy.compactMap { property.child("w:ind")?.attributes[$0] }.first
      }.first.flatMap { Double($0) }
    }
    // Hundredths of a letter go before twentieths of a point.
    let left =
      value("leftChars", "startChars").map { $0 / 100 }
      ?? (value("left", "start") ?? 0) / 20 / points
    let first = value("firstLineChars").map { $0 / 100 } ?? (value("firstLine") ?? 0) / 20 / points
    let sum = left + first
    return sum.isFinite ? min(40, max(0, sum)) : 0
  }

  /// The number that stands before a paragraph and not in its text.
  private mutating func number(of properties: [XMLNode], isBlank: Bool) -> String {
    guard let own = properties.lazy.compactMap({ $0.child("w:numPr") }).first,
      let id = own.value("w:numId"), id != "0"
    else { return "" }
    let level = own.value("w:ilvl").flatMap { Int($0) } ?? 0
    let number = numbering.next(id, level: level)
    return isBlank ? "" : number
  }

  private mutating func readTable(_ node: XMLNode, _ path: [String]) {
    var table = WordTable(styles, numbering)
    if table.read(node, path) {
      numbering = table.numbering
      blocks.append(.table(table.table))
      return
    }
    // It only puts other things in their places: what its cells hold stands one below the other.
    for (cell, own) in WordTable.cells(of: node, path) { read(cell, own) }
  }

  /// A step of a path: the name, and a number where it is not the first of its kind.
  static func step(_ name: String, _ number: Int) -> String {
    number > 1 ? "\(name)[\(number)]" : name
  }
}

extension XMLNode {
  /// Whether a content control holds a table of contents.
  fileprivate var isContents: Bool {
    child(["w:sdtPr", "w:docPartObj", "w:docPartGallery"])?.attributes["val"] == "Table of Contents"
  }
}
