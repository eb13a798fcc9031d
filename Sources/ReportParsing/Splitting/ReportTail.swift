import PageModel
import ReportModel

/// Where a report ends behind the last of its headings and grids.
struct ReportTail {
  /// Index of the first block that does not belong to it.
  private(set) var end: Int
  private let blocks: [Block]
  private let setting: PageSetting
  /// Size of the letters of the report's text, in points.
  private let textSize: Double

  /// What is left out has so many characters, or a table: a few words behind a signature are a stamp's,
  /// or the remark of a printer.
  private static let fewestCharacters = 40
  /// A heading of something else is so much larger than the text.
  private static let enlargement = 1.25
  /// The most characters on a cover.
  private static let mostOnCover = 80

  /// What is attached to a report or follows it in a file, by the end of its heading.
  private static let otherDocuments = [
    "预算", "决算", "预算公开", "决算公开", "目录", "清单", "方案", "计划", "要点", "指南", "通知", "的函", "复函", "说明", "汇总表",
    "统计表", "一览表", "情况表", "制度", "办法", "规定", "意见", "总结",
  ]

  /// - Parameters:
  ///   - blocks: those of the whole file.
  ///   - report: the report as far as its last landmark.
  ///   - limit: the first block of the next report, or the number of blocks.
  ///   - setting: how the file sets its headings.
  ///   - forms: what has the form's headings or grids behind it and says nothing.
  init(
    _ blocks: [Block], of report: Range<Int>, to limit: Int, _ setting: PageSetting,
    blankForms forms: [ReportRun]
  ) {
    let start = report.upperBound
    self.blocks = blocks
    textSize = PageSetting.textSize(of: blocks[report])
    self.setting = setting
    end = max(start, limit)
    guard start < limit else { return }
    for form in forms where form.hasGrid && form.first.block >= start {
      end = min(end, beginning(ofForm: form, from: start))
    }
    if let other = (start..<end).first(where: isOther) { end = other }
    if let last = (start..<end).first(where: { Self.isSignature(blocks, $0) }),
      let next = (last + 1..<end).first(where: {
        blocks[$0].firstPage > blocks[last].lastPage && !isClosing(blocks[$0])
      })
    {
      end = next
    }
    end = coverStart(from: start, before: end)
    if !isWeighty(end..<limit), limit == blocks.count { end = limit }
  }

  /// The page on which a blank form begins, with its own title, where nothing else stands above it.
  private func beginning(ofForm form: ReportRun, from start: Int) -> Int {
    var first = form.first.block
    let page = blocks[first].firstPage
    while first > start, blocks[first - 1].firstPage == page, !isSentence(blocks[first - 1]),
      !Self.isSignature(blocks, first - 1)
    {
      first -= 1
    }
    return first
  }

  /// Whether something else begins with a block: at the top of a page, by its heading.
  private func isOther(_ index: Int) -> Bool {
    guard index > 0, case .line(let line) = blocks[index],
      blocks[index - 1].lastPage < line.page
    else { return false }
    let text = LabelText.normalized(line.text)
    guard text.count <= 30, !text.contains(where: { "。，；".contains($0) }) else { return false }
    if ["附件", "附表", "附录"].contains(where: text.hasPrefix) { return true }
    guard setting.isEnlarged(line, by: Self.enlargement), !isClosing(blocks[index]) else {
      return false
    }
    let heading = heading(from: index)
    return Self.otherDocuments.contains(where: heading.hasSuffix)
      || hasEnded(before: index) && line.fontSize >= textSize * Self.enlargement
        && text.count >= 4 && !text.isNumbered
  }

  /// Whether a sentence or the signature has ended above a block.
  private func hasEnded(before index: Int) -> Bool {
    guard case .line(let line) = blocks[index - 1] else { return false }
    return "。！；".contains(line.text.last ?? " ") || isClosing(blocks[index - 1])
  }

  /// The words of a line and of those below it in letters as large.
  private func heading(from index: Int) -> String {
    guard case .line(let first) = blocks[index] else { return "" }
    var text = ""
    for block in blocks[index...].prefix(3) {
      guard case .line(let line) = block, line.page == first.page,
        abs(line.fontSize - first.fontSize) < 0.1 * first.fontSize
      else { break }
      text += LabelText.normalized(line.text)
    }
    return text
  }

  /// Whether a line is a date under the name of a body.
  static func isSignature(_ blocks: [Block], _ index: Int) -> Bool {
    guard index > 0, case .line(let line) = blocks[index],
      case .line(let above) = blocks[index - 1],
      DateScanning.date(ofLine: LabelText.normalized(line.text)) != nil
    else { return false }
    return Closing.isBody(LabelText.normalized(above.text))
  }

  /// Whether a line may follow a signature on the page below.
  private func isClosing(_ block: Block) -> Bool {
    guard case .line(let line) = block else { return false }
    let text = LabelText.normalized(line.text)
    return text.count <= 3 || Closing.isBody(text) || DateScanning.date(ofLine: text) != nil
      || ["此页无正文", "抄送", "抄报", "主送", "印发", "印制", "公开属性", "公开方式", "联系人", "联系电话", "校对"]
        .contains(where: text.contains)
  }

  private func isSentence(_ block: Block) -> Bool {
    guard case .line(let line) = block else { return true }
    return line.text.contains("。")
  }

  private func isWeighty(_ range: Range<Int>) -> Bool {
    var characters = 0
    for block in blocks[range] {
      guard case .line(let line) = block else { return true }
      characters += line.text.count
    }
    return characters >= Self.fewestCharacters
  }

  /// Where covers begin that stand directly before `limit`; `limit` where there are none.
  private func coverStart(from start: Int, before limit: Int) -> Int {
    var end = limit
    while end > start {
      let page = blocks[end - 1].firstPage
      var first = end - 1
      while first > start, blocks[first - 1].firstPage == page { first -= 1 }
      guard first > 0, blocks[first - 1].lastPage < page, isCover(first..<end) else { break }
      end = first
    }
    return end
  }

  /// Whether a page has a few words in large letters alone.
  private func isCover(_ page: Range<Int>) -> Bool {
    var characters = 0
    var isLarge = false
    for block in blocks[page] {
      guard case .line(let line) = block, !line.text.contains("。") else { return false }
      characters += line.text.count
      isLarge = isLarge || line.fontSize >= textSize * Self.enlargement
    }
    return isLarge && characters <= Self.mostOnCover
  }
}

extension String {
  /// Whether it begins with a number as headings within a section do: `一、`, `（一）`, `1.`.
  fileprivate var isNumbered: Bool {
    contains { "、.)".contains($0) }
      && drop { $0 == "(" || $0 == "第" }.first.map {
        $0.isNumber || "一二三四五六七八九十".contains($0)
      } ?? false
  }
}
