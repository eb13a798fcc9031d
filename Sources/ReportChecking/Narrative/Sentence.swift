/// A sentence without its brackets, cut into expressions.
struct Sentence: Sendable {
  /// What stands in brackets, at an offset of the sentence's units.
  struct Bracket: Sendable {
    var position: Int
    var sentence: Sentence
  }

  var units: [UInt16]
  var lexemes: [Lexeme]
  var brackets: [Bracket] = []
  /// Whether it is the first of its paragraph.
  var opensParagraph = false
  /// Whether its paragraph is a heading that speaks for the next paragraph.
  var isHeading = false

  init(_ units: [UInt16]) {
    self.units = units
    lexemes = Lexer.lexemes(of: units)
  }

  /// The words from one expression to another, for a message.
  func excerpt(_ range: Range<Int>) -> String {
    String(decoding: units[range.clamped(to: units.indices)], as: UTF16.self)
  }

  /// The sentences of a section's running text.
  static func sentences(of text: FoldedText) -> [Sentence] {
    text.paragraphs.flatMap { paragraph in
      var cutter = Cutter()
      for unit in paragraph { cutter.read(unit) }
      cutter.close()
      guard !cutter.sentences.isEmpty else { return [Sentence]() }
      cutter.sentences[0].opensParagraph = true
      cutter.sentences[0].isHeading =
        cutter.sentences.count == 1 && paragraph.count <= 24
        && !cutter.sentences[0].lexemes.contains { $0.term == .unit }
      return cutter.sentences
    }
  }

  /// Collects sentences unit by unit, setting brackets aside and leaving out titles in 《》.
  private struct Cutter {
    var sentences: [Sentence] = []
    private var units: [UInt16] = []
    private var brackets: [(position: Int, units: [UInt16])] = []
    private var inner: [UInt16] = []
    private var depth = 0
    private var titleDepth = 0

    mutating func read(_ unit: UInt16) {
      switch unit {
      case 0x300A: titleDepth += 1  // 《
      case 0x300B:  // 》
        titleDepth = max(0, titleDepth - 1)
        if titleDepth == 0 { keep(0xFFFD) }
      case 0x28 where titleDepth == 0:
        depth += 1
        if depth > 1 { inner.append(unit) }
      case 0x29 where titleDepth == 0 && depth > 0:
        depth -= 1
        if depth == 0 { closeBracket() } else { inner.append(unit) }
      case _ where Self.sentenceEnds.contains(unit) && titleDepth == 0 && depth == 0: close()
      default: if titleDepth == 0 { keep(unit) }
      }
    }

    private mutating func keep(_ unit: UInt16) {
      if depth > 0 { inner.append(unit) } else { units.append(unit) }
    }

    private mutating func closeBracket() {
      defer { inner.removeAll() }
      if inner == Self.includingPartly || inner == Self.coveringPartly {
        units += Self.andPartly
      } else if Self.holdsFigure(inner) {
        brackets.append((units.count, inner))
      }
    }

    /// Whether a bracket may hold a figure; 一 in brackets numbers a paragraph.
    private static func holdsFigure(_ units: [UInt16]) -> Bool {
      units.contains { unit in
        Numerals.isDigit(unit)
          || (units.count > 3 && (unit == Numerals.hundred || Numerals.chineseDigit(unit) != nil))
      }
    }

    mutating func close() {
      // A bracket left open is a slip of the pen; what follows it counts as text.
      if depth > 0 {
        units += inner
        inner.removeAll()
        depth = 0
      }
      titleDepth = 0
      defer {
        units.removeAll()
        brackets.removeAll()
      }
      guard !units.isEmpty else { return }
      var sentence = Sentence(units)
      sentence.brackets = brackets.map {
        Bracket(position: $0.position, sentence: Sentence($0.units))
      }
      sentences.append(sentence)
    }

    private static let sentenceEnds: [UInt16] = [0x3002, 0x21, 0x3F]  // 。 ! ?
    private static let includingPartly = Array("含部分公开".utf16)
    private static let coveringPartly = Array("包括部分公开".utf16)
    private static let andPartly = Array("及部分公开".utf16)
  }
}
