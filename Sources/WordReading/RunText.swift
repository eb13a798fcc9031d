/// The words of a paragraph as they show: with changes accepted, results of fields in place of their codes.
struct RunText {
  /// Lines without white space at their ends; blank ones too, so that none is lost between two.
  private(set) var lines: [String] = [""]
  /// Whether figures are crossed out.
  private(set) var isStruckOut = false
  /// How many letters have which size, in half points.
  private(set) var sizes: [Int: Int] = [:]
  /// Whether a mark that points at a note stands in it.
  private(set) var hasNote = false
  /// Pictures, by the numbers that the document has for their files.
  private(set) var pictures: [String] = []
  /// Text boxes that are anchored in the paragraph.
  private(set) var boxes: [XMLNode] = []
  /// Whether a page ends before the paragraph's words, and behind them.
  private(set) var isAtTopOfPage = false
  private(set) var endsPage = false
  private let styles: Styles
  private let paragraph: XMLNode
  /// For each field that is open, whether its code is over and its result stands.
  private var fields: [Bool] = []
  private var notes = 0

  init(_ paragraph: XMLNode, _ styles: Styles) {
    self.styles = styles
    self.paragraph = paragraph
    read(paragraph)
  }

  var text: String {
    lines.map(Self.trimmed).filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// The size that most letters have, in half points.
  var size: Int? { sizes.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key }

  private var isCode: Bool { fields.contains(false) }

  private mutating func read(_ node: XMLNode) {
    for child in node.children {
      switch child.name {
      case "w:r", "m:r": readRun(child)
      // What was taken away, what is no text, and the readings over characters.
      case "w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:sdtPr", "w:sdtEndPr", "w:rt", "w:rubyPr",
        "w:fldData", "w:smartTagPr", "w:customXmlPr":
        break
      case "mc:AlternateContent": readAlternative(child)
      case "w:txbxContent": boxes.append(child)
      default: takeOrRead(child)
      }
    }
  }

  /// Takes down a picture (DrawingML, VML), or reads what is in an element.
  private mutating func takeOrRead(_ node: XMLNode) {
    switch node.name {
    case "blip": if let id = node.attributes["embed"] { pictures.append(id) }
    case "imagedata": if let id = node.attributes["id"] { pictures.append(id) }
    default: read(node)
    }
  }

  /// Reads the first form that is offered; the others show the same.
  private mutating func readAlternative(_ node: XMLNode) {
    if let choice = node.child("mc:Choice") ?? node.child("mc:Fallback") { read(choice) }
  }

  private mutating func readRun(_ run: XMLNode) {
    let properties = styles.properties(ofRun: run, in: paragraph)
    if Self.isOn("w:vanish", properties) || Self.isOn("w:webHidden", properties) { return }
    let isStruck = Self.isOn("w:strike", properties) || Self.isOn("w:dstrike", properties)
    let place = properties.lazy.compactMap { $0.value("w:vertAlign") }.first
    let size = properties.lazy.compactMap { $0.value("w:sz") }.first.flatMap { Int($0) }
    // A note's mark that is chosen stands behind its reference as text.
    let isMark = run.children.contains(where: Self.marksNote)
    for child in run.children {
      switch child.name {
      case "w:fldChar": takeField(child)
      case "w:instrText", "w:delText", "w:delInstrText", "w:rPr": break
      case "w:t", "m:t":
        append(
          child.text, isStruck, isRaised: isMark || place == "superscript" || place == "subscript")
        if let size, !isCode { sizes[size, default: 0] += child.text.count }
      case "w:tab", "w:ptab": append("\t", false)
      case "w:br", "w:cr": breakLine(child)
      case "w:noBreakHyphen": append("-", isStruck)
      // A letter of a font of signs: which one shows is not known.
      case "w:sym": append("\u{FFFD}", isStruck)
      case "w:footnoteReference", "w:endnoteReference":
        hasNote = true
        if !Self.marksNote(child) {
          notes += 1
          append(String(notes), false, isRaised: true)
        }
      case "mc:AlternateContent": readAlternative(child)
      case "w:txbxContent": boxes.append(child)
      case "w:ruby": if let base = child.child("w:rubyBase") { read(base) }
      default: read(child)
      }
    }
  }

  /// Whether an element refers to a note by a mark that follows it (ECMA-376, part 1, 17.11.14).
  private static func marksNote(_ node: XMLNode) -> Bool {
    node.name.hasSuffix("noteReference")
      && node.attributes["customMarkFollows"].map { !["0", "false", "off"].contains($0) } ?? false
  }

  private mutating func breakLine(_ node: XMLNode) {
    if isCode { return }
    if node.attributes["type"] == "page" {
      if text.isEmpty { isAtTopOfPage = true } else { endsPage = true }
    }
    lines.append("")
  }

  private mutating func takeField(_ node: XMLNode) {
    switch node.attributes["fldCharType"] {
    case "begin":
      if let list = node.child(["w:ffData", "w:ddList"]) { append(Self.chosen(in: list), false) }
      fields.append(false)
    case "separate": if !fields.isEmpty { fields[fields.count - 1] = true }
    case "end": if !fields.isEmpty { fields.removeLast() }
    default: break
    }
  }

  /// The entry of a list that shows; it stands in the field's data alone.
  private static func chosen(in list: XMLNode) -> String {
    let entries = list.children.filter { $0.name == "w:listEntry" }
    let number = (list.value("w:result") ?? list.value("w:default")).flatMap { Int($0) } ?? 0
    return entries.indices.contains(number) ? entries[number].attributes["val"] ?? "" : ""
  }

  private mutating func append(_ text: String, _ isStruck: Bool, isRaised: Bool = false) {
    if isCode { return }
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0xFEFF: continue
      default: break
      }
      let own = isRaised ? Self.raised[scalar] ?? scalar : scalar
      lines[lines.count - 1].unicodeScalars.append(own)
      if isStruck, scalar.properties.numericType != nil { isStruckOut = true }
    }
  }

  static let raised = Dictionary(
    uniqueKeysWithValues: zip("0123456789".unicodeScalars, "⁰¹²³⁴⁵⁶⁷⁸⁹".unicodeScalars))

  /// Whether a switch is on by the first of these properties that has it.
  static func isOn(_ name: String, _ properties: [XMLNode]) -> Bool {
    properties.first { $0.child(name) != nil }?.isOn(name) ?? false
  }

  private static func trimmed(_ line: String) -> String {
    line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
