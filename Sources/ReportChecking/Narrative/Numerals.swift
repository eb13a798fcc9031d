/// Numbers as running text prints them, in digits or in Chinese numerals.
enum Numerals {
  static let hundred: UInt16 = 0x767E

  static func isDigit(_ unit: UInt16) -> Bool { unit >= 0x30 && unit <= 0x39 }

  /// Measure words of applications, cases and documents: 件条份宗起例项个次部篇.
  static func isMeasure(_ unit: UInt16) -> Bool { measures.contains(unit) }

  /// 余 多 来 几 左 右 以: the number is no exact count.
  static func isVague(_ unit: UInt16) -> Bool { vague.contains(unit) }

  /// 万 亿 千 百 after digits: a rounded number, or one of money.
  static func isMagnitude(_ unit: UInt16) -> Bool { magnitudes.contains(unit) }

  private static let measures = Array("件条份宗起例项个次部篇".utf16)
  private static let vague = Array("余多来几左以".utf16)
  private static let magnitudes = Array("万亿千百".utf16)

  struct Number {
    var value: Double
    var decimals: Int
    var end: Int
  }

  /// The number in digits that begins at `start`, with thousands separators and decimals.
  static func number(in units: [UInt16], at start: Int) -> Number {
    var index = start
    var value = 0.0
    func digit(_ index: Int) -> Double? {
      index < units.count && isDigit(units[index]) ? Double(units[index] - 0x30) : nil
    }
    while let next = digit(index) {
      value = value * 10 + next
      index += 1
    }
    // 3,119 but not 3,11 nor 2023,119
    while index < units.count, units[index] == 0x2C, isGroupStart(units, start, index),
      let first = digit(index + 1), let second = digit(index + 2), let third = digit(index + 3),
      digit(index + 4) == nil
    {
      value = value * 1000 + first * 100 + second * 10 + third
      index += 4
    }
    var decimals = 0
    if index < units.count, units[index] == 0x2E, digit(index + 1) != nil {
      index += 1
      var scale = 1.0
      var fraction = 0.0
      while let next = digit(index) {
        fraction = fraction * 10 + next
        scale *= 10
        decimals += 1
        index += 1
      }
      value += fraction / scale
    }
    return Number(value: value, decimals: decimals, end: index)
  }

  /// Whether the digits before a separator are a first group of one to three, or a later one of
  /// exactly three.
  private static func isGroupStart(_ units: [UInt16], _ start: Int, _ comma: Int) -> Bool {
    var index = comma
    while index > start, isDigit(units[index - 1]) { index -= 1 }
    let length = comma - index
    return index == start ? length <= 3 : length == 3
  }

  /// The value of a Chinese digit; ten and larger ones are multipliers.
  static func chineseDigit(_ unit: UInt16) -> Double? {
    switch unit {
    case 0x96F6, 0x3007: 0  // 零 〇
    case 0x4E00: 1
    case 0x4E8C, 0x4E24: 2  // 二 两
    case 0x4E09: 3
    case 0x56DB: 4
    case 0x4E94: 5
    case 0x516D: 6
    case 0x4E03: 7
    case 0x516B: 8
    case 0x4E5D: 9
    case 0x5341: 10
    default: nil
    }
  }

  private static func multiplier(_ unit: UInt16) -> Double? {
    switch unit {
    case 0x5341: 10  // 十
    case 0x767E: 100  // 百
    case 0x5343: 1000  // 千
    case 0x4E07: 10000  // 万
    default: nil
    }
  }

  /// The Chinese numeral that begins at `start`: 一百二十, 二〇二三.
  static func chineseNumber(in units: [UInt16], at start: Int) -> Number? {
    var index = start
    var isPositional = true
    while index < units.count, chineseDigit(units[index]) != nil || multiplier(units[index]) != nil
    {
      isPositional = isPositional && multiplier(units[index]) == nil
      index += 1
    }
    guard index > start else { return nil }
    let run = units[start..<index]
    if isPositional {
      let value = run.reduce(0.0) { $0 * 10 + (chineseDigit($1) ?? 0) }
      return Number(value: value, decimals: 0, end: index)
    }
    var total = 0.0
    var section = 0.0
    var digit = 0.0
    for unit in run {
      if let multiplier = multiplier(unit) {
        if multiplier == 10000 {
          total += (section + digit) * multiplier
          section = 0
        } else {
          section += (digit == 0 ? 1 : digit) * multiplier
        }
        digit = 0
      } else {
        digit = chineseDigit(unit) ?? 0
      }
    }
    return Number(value: total + section + digit, decimals: 0, end: index)
  }

  /// 百分之三十二点五 or 百分之32.5.
  static func chinesePercent(in units: [UInt16], at start: Int) -> Number? {
    let prefix: [UInt16] = [hundred, 0x5206, 0x4E4B]  // 百分之
    guard units.count > start + 3, Array(units[start..<start + 3]) == prefix else { return nil }
    if isDigit(units[start + 3]) { return number(in: units, at: start + 3) }
    guard var result = chineseNumber(in: units, at: start + 3) else { return nil }
    if result.end < units.count, units[result.end] == 0x70B9 {  // 点
      var index = result.end + 1
      var scale = 0.1
      while index < units.count, let digit = chineseDigit(units[index]), digit < 10 {
        result.value += digit * scale
        result.decimals += 1
        scale /= 10
        index += 1
      }
      result.end = index
    }
    return result
  }
}
