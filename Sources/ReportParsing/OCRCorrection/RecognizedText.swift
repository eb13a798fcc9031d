import PageModel
import ReportModel

/// Phrases of fixed form in recognised lines, freed of misreadings: dates, names of governments and
/// document numbers. What stands there otherwise would be none of them.
enum RecognizedText {
  static func mended(_ text: String) -> String {
    var characters = Array(RecognizedYears.mended(withoutPrintMarks(text)))
    mendDates(in: &characters)
    mendDateline(in: &characters)
    mendGovernments(in: &characters)
    mendDocumentNumbers(in: &characters)
    return String(characters)
  }

  /// `11/22/24, 9:54 AM某局2024年报告` → `某局2024年报告`, `https://某站/1.html 4/4` → nothing: browsers print the
  /// time at the head of pages, and the address with the number of the page at the foot.
  private static func withoutPrintMarks(_ text: String) -> String {
    let time =
      /\s*\d{1,4}\/\d{1,2}\/\d{1,4}[,，.]?\s*(上午|下午)?\s*\d{1,2}[:：]\d{2}(\s*[AaPp][Mm])?\s*/
    if let found = text.prefixMatch(of: time) { return String(text[found.range.upperBound...]) }
    let address = /\s*[A-Za-z]{2,6}\s*[:：]\s*\/{1,3}[^\/\s]+\/.*\d{1,3}\/\d{1,3}\s*/
    return text.wholeMatch(of: address) == nil ? text : ""
  }

  /// What 日 is taken for.
  private static let likeDay: Set<Character> = ["月", "目", "明", "曰", "口", "旦", "白", "田", "H", "A"]
  private static let likeDigit: [Character: Character] = [
    "]": "1", "[": "1", "l": "1", "I": "1", "|": "1", "O": "0", "o": "0",
  ]

  /// `2025年]月24目` → `2025年1月24日`.
  private static func mendDates(in text: inout [Character]) {
    for year in text.indices where text[year] == "年" {
      guard year >= 4, text[(year - 4)..<year].allSatisfy(isDigit),
        let month = number(after: year, in: text), month.end < text.count, text[month.end] == "月",
        let day = number(after: month.end, in: text), day.end < text.count,
        text[day.end] == "日" || likeDay.contains(text[day.end])
      else { continue }
      for index in [month.start..<month.end, day.start..<day.end].joined() {
        text[index] = likeDigit[text[index]] ?? text[index]
      }
      text[day.end] = "日"
    }
  }

  /// `2025年1月24有日`, `.2025年1月24日夸`, `二〇二五年一月二日-人民政府专用章` → the date, where the line has
  /// nothing else: a seal often lies over the ends of it.
  private static func mendDateline(in text: inout [Character]) {
    let line = String(text)
    guard
      let found = line.prefixMatch(
        of:
          /[\s.,·'’‘_\-—:：]{0,3}((?:[0-9]{4}|[〇一二三四五六七八九]{4})年\s*[0-9〇一二三四五六七八九十]{1,3}月\s*[0-9一二三四五六七八九十]{1,3})/
      )
    else { return }
    let rest = line[found.range.upperBound...].filter { !$0.isWhitespace }
    // `2024年1月1日起` goes on in the next line.
    let hasMarks = found.output.1.startIndex != line.startIndex
    guard !rest.isEmpty, hasMarks || rest != "日",
      !rest.contains(where: { isDigit($0) || "起至到止前后，。、；,;".contains($0) }),
      rest.count <= 3 || rest.count < 20 && rest.contains("专用")
    else { return }
    text = Array(found.output.1 + "日")
  }

  /// One or two digits, or what they are taken for, perhaps after spaces.
  private static func number(after place: Int, in text: [Character]) -> (start: Int, end: Int)? {
    var start = place + 1
    while start < text.count, text[start].isWhitespace { start += 1 }
    var end = start
    while end < text.count, end - start < 2, isDigit(text[end]) || likeDigit[text[end]] != nil {
      end += 1
    }
    return start < end ? (start, end) : nil
  }

  private static func isDigit(_ character: Character) -> Bool {
    character.isASCII && character.isNumber
  }

  /// `云川具人民政府`, `云川有具人民政府` → `云川县人民政府`: no kind of place ends otherwise.
  private static func mendGovernments(in text: inout [Character]) {
    let government = Array("人民政府")
    var index = 1
    while index + government.count <= text.count {
      if Array(text[index..<(index + government.count)]) == government,
        ["具", "且", "昙"].contains(text[index - 1])
      {
        text[index - 1] = "县"
        if index >= 2, text[index - 2] == "有" {
          text.remove(at: index - 2)
          index -= 1
        }
      }
      index += 1
    }
  }

  /// `店政字[2024]28号` → `店政字〔2024〕28号` (GB/T 9704—2012, 7.2.5: the year in hexagonal brackets).
  private static func mendDocumentNumbers(in text: inout [Character]) {
    guard let mark = text.lastIndex(of: "号"), text.count <= 30 else { return }
    var start = mark
    while start > 0, isDigit(text[start - 1]) { start -= 1 }
    let open = start - 6
    guard start < mark, open >= 2, "]〕)】］）".contains(text[start - 1]),
      "[〔(【［（".contains(text[open]), text[(open + 1)..<(start - 1)].allSatisfy(isDigit)
    else { return }
    text[open] = "〔"
    text[start - 1] = "〕"
  }
}
