/// The numbers that a word processor puts before paragraphs and that are not in their text: 一、 1. （一）
struct Numbering {
  private struct Level {
    var start = 1
    var format = "decimal"
    var text = ""
  }

  /// Levels of each abstract numbering.
  private var levels: [String: [Int: Level]] = [:]
  private var abstracts: [String: String] = [:]
  /// Levels that a numbering has otherwise than its abstract one.
  private var overrides: [String: [Int: Level]] = [:]
  private var counts: [String: [Int: Int]] = [:]
  /// Numberings that have begun.
  private var begun: Set<String> = []

  /// - Parameter root: The part `numbering.xml`; `nil` where the document has none.
  init(_ root: XMLNode?) {
    for node in root?.children ?? [] {
      if node.name == "w:abstractNum", let id = node.attributes["abstractNumId"] {
        levels[id] = Self.levels(in: node)
      } else if node.name == "w:num", let id = node.attributes["numId"] {
        abstracts[id] = node.value("w:abstractNumId")
        for change in node.children where change.name == "w:lvlOverride" {
          guard let number = change.attributes["ilvl"].flatMap({ Int($0) }) else { continue }
          var level =
            Self.levels(in: change)[number] ?? abstracts[id].flatMap { levels[$0]?[number] }
            ?? Level()
          if let start = change.value("w:startOverride").flatMap({ Int($0) }) {
            level.start = start
          }
          overrides[id, default: [:]][number] = level
        }
      }
    }
  }

  private static func levels(in node: XMLNode) -> [Int: Level] {
    var result: [Int: Level] = [:]
    for child in node.children where child.name == "w:lvl" {
      guard let number = child.attributes["ilvl"].flatMap({ Int($0) }) else { continue }
      result[number] = Level(
        start: child.value("w:start").flatMap { Int($0) } ?? 1,
        format: child.value("w:numFmt") ?? "decimal", text: child.value("w:lvlText") ?? "")
    }
    return result
  }

  /// What stands before the next paragraph of a numbering; `""` for bullets and where there is none.
  mutating func next(_ id: String, level number: Int) -> String {
    guard let abstract = abstracts[id], (0..<9).contains(number), let own = level(id, number) else {
      return ""
    }
    // Numberings that share an abstract one go on from each other, unless they say where they start.
    if begun.insert(id).inserted, let override = overrides[id] {
      for level in override.keys { counts[abstract]?[level] = nil }
    }
    var count = counts[abstract] ?? [:]
    count[number] = count[number].map { $0 &+ 1 } ?? own.start
    for deeper in count.keys where deeper > number { count[deeper] = nil }
    for higher in 0..<number where count[higher] == nil {
      count[higher] = level(id, higher)?.start ?? 1
    }
    counts[abstract] = count
    if own.format == "bullet" || own.format == "none" { return "" }
    var result = own.text
    for place in 0...number {
      let format = level(id, place)?.format ?? "decimal"
      result = result.replacing("%\(place + 1)", with: Self.numeral(count[place] ?? 1, format))
    }
    return result
  }

  private func level(_ id: String, _ number: Int) -> Level? {
    overrides[id]?[number] ?? abstracts[id].flatMap { levels[$0]?[number] }
  }

  /// A number in a format of ECMA-376, part 1, 17.18.59, of those that reports have.
  static func numeral(_ value: Int, _ format: String) -> String {
    switch format {
    case "chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting",
      "taiwaneseCounting", "taiwaneseCountingThousand", "japaneseDigitalTen", "koreanCounting":
      return chinese(value)
    case "decimalFullWidth", "decimalFullWidth2":
      return String(
        String.UnicodeScalarView(
          String(value).unicodeScalars.compactMap { Unicode.Scalar($0.value + 0xFEE0) }))
    case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
      return (1...20).contains(value)
        ? Unicode.Scalar(UInt32(0x245F + value)).map { String($0) } ?? String(value)
        : String(value)
    case "decimalZero": return value < 10 ? "0\(value)" : String(value)
    case "lowerLetter", "upperLetter":
      guard (1...26).contains(value),
        let letter = Unicode.Scalar(UInt32((format == "lowerLetter" ? 0x60 : 0x40) + value))
      else { return String(value) }
      return String(letter)
    default: return String(value)
    }
  }

  private static func chinese(_ value: Int) -> String {
    let digits = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"]
    guard (1..<100).contains(value) else { return String(value) }
    let (tens, ones) = value.quotientAndRemainder(dividingBy: 10)
    let head = tens == 0 ? "" : (tens == 1 ? "" : digits[tens]) + "十"
    return head + (ones == 0 ? "" : digits[ones])
  }
}
