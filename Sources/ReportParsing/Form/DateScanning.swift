import PageModel
import ReportModel

/// Dates in running text, in digits or Chinese numerals.
enum DateScanning {
  struct Found {
    var date: CalendarDate?
    var month: Int
    var day: Int
    var range: Range<Int>
  }

  private static let numerals: [Character: Int] = [
    "〇": 0, "○": 0, "零": 0, "Ο": 0, "O": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7,
    "八": 8, "九": 9,
  ]

  /// Every date of a normalized text in its order; the year may be missing (`12月31日`).
  static func dates(in text: [Character]) -> [Found] {
    var result: [Found] = []
    for (index, character) in text.enumerated() where character == "日" || character == "号" {
      guard let day = number(before: index, in: text), day.start > 0, text[day.start - 1] == "月",
        let month = number(before: day.start - 1, in: text), (1...12).contains(month.value),
        (1...31).contains(day.value)
      else { continue }
      var start = month.start
      var date: CalendarDate?
      if month.start > 0, text[month.start - 1] == "年",
        let year = year(before: month.start - 1, in: text)
      {
        start = year.start
        date = CalendarDate(year: year.value, month: month.value, day: day.value)
      }
      result.append(
        Found(date: date, month: month.value, day: day.value, range: start..<(index + 1)))
    }
    let numeric = numericDates(in: text)
    guard !numeric.isEmpty else { return result }
    return (result + numeric).sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// Dates as `2024.1.10`, `2024-01-10` or `2024/1/10`.
  private static func numericDates(in text: [Character]) -> [Found] {
    var result: [Found] = []
    var index = 0
    func digits(_ start: Int, _ most: Int) -> Range<Int> {
      var end = start
      while end < text.count, end - start < most, text[end].isASCII, text[end].isNumber { end += 1 }
      return start..<end
    }
    func value(_ range: Range<Int>) -> Int { Int(String(text[range])) ?? 0 }
    while index + 7 < text.count {
      let year = digits(index, 5)
      guard year.count == 4, (1990...2100).contains(value(year)), year.upperBound < text.count,
        "./-".contains(text[year.upperBound])
      else {
        index = max(index + 1, year.upperBound)
        continue
      }
      let month = digits(year.upperBound + 1, 2)
      guard (1...12).contains(value(month)), month.upperBound < text.count,
        text[month.upperBound] == text[year.upperBound]
      else {
        index = year.upperBound
        continue
      }
      let day = digits(month.upperBound + 1, 2)
      if (1...31).contains(value(day)) {
        result.append(
          Found(
            date: CalendarDate(year: value(year), month: value(month), day: value(day)),
            month: value(month), day: value(day), range: index..<day.upperBound))
      }
      index = max(day.upperBound, month.upperBound)
    }
    return result
  }

  /// The date that a line consists of: `2024年1月10日`, `二〇二四年一月十日`, `2024-01-10`, `2024.1.10`.
  static func date(ofLine text: String) -> CalendarDate? {
    var characters = Array(LabelText.normalized(text))
    while let first = characters.first, "([【".contains(first) { characters.removeFirst() }
    while let last = characters.last, ")]】".contains(last) { characters.removeLast() }
    if let found = dates(in: characters).first, found.range == characters.indices {
      return found.date
    }
    let parts = String(characters).split(whereSeparator: { "-./".contains($0) })
    let numbers = parts.compactMap { Int($0) }
    guard parts.count == 3, numbers.count == 3, (1990...2100).contains(numbers[0]) else {
      return nil
    }
    return CalendarDate(year: numbers[0], month: numbers[1], day: numbers[2])
  }

  /// The first year with four digits before 年, from 1990 to 2100.
  static func year(in text: String) -> (value: Int, range: Range<Int>)? {
    let characters = Array(LabelText.normalized(text))
    for (index, character) in characters.enumerated() where character == "年" {
      if let year = year(before: index, in: characters) { return (year.value, year.start..<index) }
    }
    return nil
  }

  static func year(before end: Int, in text: [Character]) -> (value: Int, start: Int)? {
    guard end >= 4 else { return nil }
    var value = 0
    for character in text[(end - 4)..<end] {
      guard
        let digit = character.wholeNumberValue.flatMap({ character.isASCII ? $0 : nil })
          ?? numerals[character]
      else { return nil }
      value = value * 10 + digit
    }
    return (1990...2100).contains(value) ? (value, end - 4) : nil
  }

  /// A number of one or two digits, or a Chinese numeral up to 99, that ends before `end`.
  private static func number(before end: Int, in text: [Character]) -> (value: Int, start: Int)? {
    var start = end
    while start > 0, end - start < 2, text[start - 1].isASCII, text[start - 1].isNumber {
      start -= 1
    }
    if start < end { return Int(String(text[start..<end])).map { ($0, start) } }
    while start > 0, end - start < 3, numerals[text[start - 1]] != nil || text[start - 1] == "十" {
      start -= 1
    }
    guard start < end else { return nil }
    let digits = text[start..<end]
    guard let ten = digits.firstIndex(of: "十") else {
      return digits.count == 1 ? (numerals[digits[start]] ?? 0, start) : nil
    }
    let tens = ten == start ? 1 : numerals[text[ten - 1]] ?? 0
    let ones = ten + 1 < end ? numerals[text[ten + 1]] ?? 0 : 0
    return (tens * 10 + ones, start)
  }
}
