/// An expression of a sentence with its meaning.
struct Lexeme: Sendable {
  var term: Term
  /// Units of the sentence that it covers.
  var start: Int
  var end: Int
  /// The figure of a number, or the year.
  var value = 0.0
  /// Decimals printed, for a number.
  var decimals = 0
}

/// Cuts a sentence into expressions.
struct Lexer {
  private let units: [UInt16]
  private let lexicon = Lexicon.reports
  private var position = 0
  private var lexemes: [Lexeme] = []

  /// The expressions of a sentence, covering it without gaps.
  static func lexemes(of units: [UInt16]) -> [Lexeme] {
    var lexer = Lexer(units)
    while lexer.position < units.count { lexer.step() }
    return lexer.lexemes
  }

  private init(_ units: [UInt16]) {
    self.units = units
    lexemes.reserveCapacity(units.count / 2)
  }

  private mutating func step() {
    let unit = units[position]
    if let term = Self.delimiter(unit) {
      append(term, to: position + 1)
    } else if Numerals.isDigit(unit) {
      readDigits()
    } else if let entry = lexicon.entry(in: units, at: position) {
      append(entry.term, to: position + entry.units.count)
    } else if Numerals.chineseDigit(unit) != nil || unit == Numerals.hundred {
      readChineseNumeral()
    } else {
      appendUnknown(to: position + 1)
    }
  }

  private static func delimiter(_ unit: UInt16) -> Term? {
    switch unit {
    case 0x2C, 0xFF0C, 0x3A, 0x3B: .comma  // , ， : ;
    case 0x3001: .enumerationComma
    default: nil
    }
  }

  private func unit(at index: Int) -> UInt16? { index < units.count ? units[index] : nil }

  private mutating func append(
    _ term: Term, to end: Int, value: Double = 0, decimals: Int = 0
  ) {
    lexemes.append(
      Lexeme(term: term, start: position, end: end, value: value, decimals: decimals))
    position = end
  }

  private mutating func appendUnknown(to end: Int) {
    if let last = lexemes.last, last.term == .unknown {
      lexemes[lexemes.count - 1].end = end
      position = end
    } else {
      append(.unknown, to: end)
    }
  }

  // MARK: Numbers

  private mutating func readDigits() {
    let number = Numerals.number(in: units, at: position)
    finish(value: number.value, decimals: number.decimals, end: number.end, needsUnit: false)
  }

  private mutating func readChineseNumeral() {
    if let percent = Numerals.chinesePercent(in: units, at: position) {
      append(.number, to: percent.end, value: percent.value, decimals: percent.decimals)
      append(.percent, to: position)
    } else if let number = Numerals.chineseNumber(in: units, at: position) {
      finish(value: number.value, decimals: 0, end: number.end, needsUnit: true)
    } else {
      appendUnknown(to: position + 1)
    }
  }

  /// Decides by what follows a number what it is.
  private mutating func finish(value: Double, decimals: Int, end: Int, needsUnit: Bool) {
    guard let next = unit(at: end) else {
      // 数量为零: of the Chinese numerals only zero stands without a unit
      if needsUnit && value != 0 { return appendUnknown(to: end) }
      return append(.number, to: end, value: value, decimals: decimals)
    }
    switch next {
    case 0x25:  // %
      append(.number, to: end, value: value, decimals: decimals)
      append(.percent, to: end + 1)
    case 0x5E74 where value >= 1990 && value < 2100:  // 年
      let tail: [UInt16] = [0x5EA6, 0x5E95, 0x672B]  // 度 底 末
      append(
        .year, to: end + 1 + (unit(at: end + 1).map(tail.contains) == true ? 1 : 0), value: value)
    case 0x6708:  // 月
      readMonth(Int(value), end: end + 1)
    case _ where Numerals.isMeasure(next):
      if unit(at: end + 1).map(Numerals.isVague) == true { return appendUnknown(to: end + 2) }
      append(.number, to: end, value: value, decimals: decimals)
      append(.unit, to: end + 1)
    case _ where needsUnit && !(value == 0 && Self.delimiter(next) != nil):
      appendUnknown(to: end)
    case _ where Numerals.isVague(next) || Numerals.isMagnitude(next):
      appendUnknown(to: end + 1)
    case _ where value == 12345:
      append(.otherSubject, to: end)
    default:
      append(.number, to: end, value: value, decimals: decimals)
    }
  }

  /// A month is part of the year only, unless it is the first or the last day of it.
  private mutating func readMonth(_ month: Int, end: Int) {
    var day = 0
    var end = end
    if let next = unit(at: end), Numerals.isDigit(next) {
      let number = Numerals.number(in: units, at: end)
      if let sign = unit(at: number.end), sign == 0x65E5 || sign == 0x53F7 {  // 日 号
        day = Int(number.value)
        end = number.end + 1
      }
    } else if let next = unit(at: end), next == 0x5E95 || next == 0x672B {  // 底 末
      day = 31
      end += 1
    }
    let isWholeYear = (month == 12 && day == 31) || (month == 1 && day == 1)
    append(isWholeYear ? .filler : .partialPeriod, to: end)
  }
}
