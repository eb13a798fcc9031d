import Foundation
import PageModel
import ReportModel

/// Title, issuer, year, period, date and document number.
struct HeaderFields {
  private(set) var header = ReportHeader()
  /// The opening lines that are none of the fields.
  private(set) var remainder: [TextLine]

  init(opening: [TextLine], closing: Closing, body: String) {
    remainder = opening
    var range = Self.titleRange(in: opening)
    if let title = range, title.upperBound < opening.endIndex,
      opening[title.upperBound].page == opening[title.lowerBound].page,
      Self.isYear(opening[title.upperBound]),
      DateScanning.year(in: opening[title].map(\.text).joined()) == nil
    {
      range = title.lowerBound..<(title.upperBound + 1)
    }
    if let range {
      header.title = opening[range].map { $0.text.filter { !$0.isWhitespace } }.joined()
      remainder.removeSubrange(opening.startIndex..<range.upperBound)
    }
    let before = opening[..<(range?.lowerBound ?? 0)]
    header.documentNumber =
      (before.map(\.text) + remainder.prefix(3).map(\.text)).lazy
      .compactMap(Self.documentNumber).first
    let text = LabelText.normalized(remainder.map(\.text).joined() + "\n" + body)
    header.period = Self.period(in: Array(text))
    header.year =
      header.title.flatMap { DateScanning.year(in: $0)?.value } ?? header.period?.from.year
      ?? DateScanning.year(in: text)?.value
    if let period = header.period, period.from.year == 0 { header.period = nil }
    header.issuer = Self.issuer(title: header.title, closing: closing, text: text)
    let dateline = opening.prefix((range?.upperBound ?? 0) + 4).lazy.compactMap {
      Self.dateline($0.text)
    }.first
    header.issuedOn = closing.signedOn ?? dateline ?? closing.printedOn
    remainder.removeAll { Self.dateline($0.text) != nil }
  }

  /// `（2024年1月10日）`, or a line of a portal that says when it published the page.
  private static func dateline(_ text: String) -> CalendarDate? {
    DateScanning.date(ofLine: text) ?? PortalLines.date(in: text)
  }

  /// Whether a line below a title that has no year is one alone, which completes it: `（2022年度）`.
  private static func isYear(_ line: TextLine) -> Bool {
    let text = LabelText.normalized(line.text).filter { !"()[]〔〕".contains($0) }
    let (year, rest) = (text.prefix(4), text.dropFirst(4))
    return (Int(year).map { (1990...2100).contains($0) } ?? false)
      && (rest == "年" || rest == "年度")
  }

  /// One to four lines that name the report, with the issuer's line above them.
  private static func titleRange(in lines: [TextLine]) -> Range<Int>? {
    for start in lines.indices {
      for count in 1...4 where start + count <= lines.count {
        let range = start..<(start + count)
        let text = LabelText.normalized(lines[range].map(\.text).joined())
        guard text.count <= 80, !text.contains(where: { "。；;".contains($0) }) else { break }
        let isTitle =
          ["报告", "年报", "报告)", "报告模板", "报告格式模板"].contains(where: text.hasSuffix)
          && text.contains("公开") && !text.contains(">")
        guard isTitle, !text.hasPrefix("根据"), !text.hasPrefix("按照") else { continue }
        // Where the joined lines hold a shorter title, the first line is no part of it.
        if count > 1 {
          let rest = LabelText.normalized(lines[range.dropFirst()].map(\.text).joined())
          let first = LabelText.normalized(lines[start].text)
          let restIsWhole = rest.contains("公开") && rest.hasSuffix("报告")
          let isBody = Closing.isBody(first) && !first.hasSuffix("文件")
          if restIsWhole && !isBody && !first.hasSuffix("关于") && !first.contains("年") { continue }
          if first.hasSuffix("文件") || documentNumber(first) != nil { continue }
          if first.hasSuffix(":")
            || abs(lines[start].fontSize - lines[range.upperBound - 1].fontSize)
              > 0.4 * lines[start].fontSize
          {
            continue
          }
        }
        return range
      }
    }
    return nil
  }

  /// 发文字号, as `店政字〔2024〕28号`.
  static func documentNumber(_ text: String) -> String? {
    let printed = text.filter { !$0.isWhitespace }
    let plain = LabelText.normalized(printed)
    guard plain.count <= 30, plain.hasSuffix("号"), plain.count == printed.count,
      let open = plain.firstIndex(where: { "〔[(【﹝".contains($0) }),
      let close = plain.firstIndex(where: { "〕])】﹞".contains($0) }), open < close
    else { return nil }
    let year = plain[plain.index(after: open)..<close]
    guard year.count == 4, year.allSatisfy(\.isNumber),
      !plain.contains(where: { "《》,。".contains($0) })
    else { return nil }
    return printed
  }

  /// Two dates with a word between them that means "to".
  private static func period(in text: [Character]) -> Period? {
    let dates = DateScanning.dates(in: text)
    for (first, second) in zip(dates, dates.dropFirst()) {
      guard let from = first.date, first.range.upperBound < second.range.lowerBound else {
        continue
      }
      let between = text[first.range.upperBound..<second.range.lowerBound].filter { $0 != "," }
      guard between.count <= 4,
        between.allSatisfy({ "起始至到止-—–~～一──―".contains($0) })
      else { continue }
      let to = second.date ?? CalendarDate(year: from.year, month: second.month, day: second.day)
      if let to, from < to { return Period(from: from, to: to) }
    }
    return nil
  }

  private static func issuer(title: String?, closing: Closing, text: String) -> String? {
    var name = title.flatMap(issuer(inTitle:))
    if let signature = closing.issuer, let short = name, signature.count > short.count,
      signature.hasPrefix(short) || signature.hasSuffix(short), isPlace(short)
    {
      name = signature
    }
    if let name, name.count >= 2, name != "政府" { return name }
    if let signature = closing.issuer { return signature }
    return compiler(in: text)
  }

  /// The body that the opening names: `由…编制`, `本报告由…根据…`. The office of a government compiles
  /// the report of the government.
  private static func compiler(in text: String) -> String? {
    for phrase in ["本年度报告由", "本报告由", "报告由", "由"] {
      guard let start = text.range(of: phrase) else { continue }
      let rest = text[start.upperBound...].prefix(30)
      let ends = ["编制", "根据", "依据", "按照", "依照"].compactMap { rest.range(of: $0)?.lowerBound }
      guard let end = ends.min(), phrase != "由" || rest[end...].hasPrefix("编制") else { continue }
      var name = String(rest[..<end])
      for office in ["办公室", "办公厅"] where name.hasSuffix("人民政府" + office) {
        name.removeLast(office.count)
      }
      if name.count >= 3, !name.contains(where: { ",。;《".contains($0) }) { return name }
    }
    return nil
  }

  /// Whether the name is that of a place rather than of a body.
  private static func isPlace(_ name: String) -> Bool {
    ["镇", "乡", "街道", "县", "区", "市", "省", "旗", "州"].contains(where: name.hasSuffix)
  }

  private static func issuer(inTitle title: String) -> String? {
    var text = LabelText.normalized(title)[...]
    // The year may stand behind it all: （2022年度）.
    if let year = text.firstMatch(of: /[(〔\[]?[0-9]{4}年度?[)〕\]]?$/),
      year.startIndex > text.startIndex
    {
      text = text[..<year.startIndex]
    }
    if let about = text.range(of: "关于"), about.lowerBound > text.startIndex {
      return String(text[..<about.lowerBound])
    }
    if text.hasPrefix("关于") { text.removeFirst(2) }
    if let year = DateScanning.year(in: String(text)) {
      let characters = Array(text)
      if year.range.lowerBound > 0 { return String(characters[..<year.range.lowerBound]) }
      text = String(characters[(year.range.upperBound + 1)...])[...]
      if text.hasPrefix("度") { text.removeFirst() }
    }
    for word in ["政府信息公开", "政务公开", "信息公开"] {
      if text.hasPrefix(word) { return nil }
      if let range = text.range(of: word), range.lowerBound > text.startIndex {
        return String(text[..<range.lowerBound])
      }
    }
    return nil
  }
}
