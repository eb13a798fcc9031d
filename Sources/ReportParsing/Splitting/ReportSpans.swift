import PageModel
import ReportModel

/// Which blocks of a document belong to which report.
struct ReportSpans {
  struct Span {
    var blocks: Range<Int>
    /// Block of the last landmark of the form.
    var last: Int
    var runs: [ReportRun]
    var findings: [Finding] = []

    var isWhole: Bool { runs.contains(where: \.isWhole) }
  }

  private(set) var spans: [Span] = []
  private let blocks: [Block]
  private let setting: PageSetting

  init(_ document: LaidOutDocument) {
    blocks = document.blocks
    setting = PageSetting(document.blocks)
    let runs = ReportRun.runs(of: Landmark.all(in: document))
    // A table of contents, or a blank form: what says nothing is no report.
    var idle: [ReportRun] = []
    for (index, run) in runs.enumerated() {
      let next = index + 1 < runs.count ? runs[index + 1].first.block : blocks.count
      if run.hasContent(in: blocks, until: next) {
        take(run, after: idle)
        idle = []
      } else {
        idle.append(run)
      }
    }
    if spans.isEmpty {
      spans = [Span(blocks: blocks.indices, last: 0, runs: [])]
    } else {
      endLast(before: blocks.count, idle)
      nameInterleaved()
    }
  }

  /// Names reports of which one goes on where another has begun, as two whose pages stand side by side on
  /// sheets.
  private mutating func nameInterleaved() {
    for (index, span) in spans.enumerated().dropFirst() {
      let top = spans[index - 1].runs.flatMap(\.landmarks).map(\.position).max() ?? 0
      let goesOn = span.runs.dropFirst().contains {
        $0.first.position > top && $0.last.position >= 5
      }
      guard top < 5, goesOn else { continue }
      for index in [index - 1, index] {
        let page = spans[index].runs[0].first.page
        spans[index].findings.append(PartFindings.sideBySide(page, nil))
      }
    }
  }

  /// Indices of the blocks before and behind a span that belong to no report.
  func leftOut(around index: Int) -> [Int] {
    let start = index == 0 ? 0 : spans[index].blocks.lowerBound
    let end = index + 1 < spans.count ? spans[index + 1].blocks.lowerBound : blocks.count
    let span = spans[index].blocks
    return Array(start..<span.lowerBound) + Array(span.upperBound..<end)
  }

  // MARK: Beginnings

  private mutating func take(_ run: ReportRun, after idle: [ReportRun]) {
    let lowest = spans.last.map { $0.last + 1 } ?? 0
    guard lowest <= run.first.block else { return add(run) }
    let titles = StandingTitle.all(in: blocks, lowest..<run.first.block, setting)
    if let title = titles.last {
      let start = start(of: title, among: titles, after: lowest)
      if !spans.isEmpty { endLast(before: start, idle.filter { $0.first.block < start }) }
      spans.append(Span(blocks: start..<blocks.count, last: run.last.block, runs: [run]))
    } else if spans.isEmpty {
      spans.append(Span(blocks: 0..<blocks.count, last: run.last.block, runs: [run]))
    } else if run.isWhole, spans[spans.count - 1].isWhole {
      let start = pageStart(of: run.first.block, from: lowest)
      if blocks[start].firstPage > blocks[lowest - 1].lastPage {
        endLast(before: start, idle.filter { $0.first.block < start })
        spans.append(Span(blocks: start..<blocks.count, last: run.last.block, runs: [run]))
      } else {
        add(run)
        spans[spans.count - 1].findings.append(PartFindings.unclear(run.first.page))
      }
    } else {
      add(run)
    }
  }

  /// Takes a run as a piece of the last report.
  private mutating func add(_ run: ReportRun) {
    spans[spans.count - 1].last = max(spans[spans.count - 1].last, run.last.block)
    spans[spans.count - 1].runs.append(run)
  }

  /// Where a report begins whose title is the last one of these: with its page, or below what else is on
  /// the page. A cover and contents before it are left out.
  private func start(
    of title: StandingTitle, among titles: [StandingTitle], after lowest: Int
  ) -> Int {
    var start = pageStart(of: title.blocks.lowerBound, from: lowest)
    // What stands above the title on the first page of a file are its red head and the words of a portal.
    if start == 0 { return 0 }
    let isBehindOther =
      lowest > 0 && blocks[lowest - 1].lastPage == title.page
      || blocks[start..<title.blocks.lowerBound].contains(where: isText)
      || endsSignature(start..<title.blocks.lowerBound)
    if isBehindOther {
      start = title.blocks.lowerBound
      while start > lowest, isRedHead(blocks[start - 1]), blocks[start - 1].firstPage == title.page
      {
        start -= 1
      }
      return start
    }
    // A page before it with the same title is a cover, unless the text begins there and the title is in
    // a running head.
    for other in titles where other.isLike(title) && other.page < title.page {
      let first = pageStart(of: other.blocks.lowerBound, from: lowest)
      if blocks[other.blocks.upperBound..<start].contains(where: isText) { return first }
    }
    return start
  }

  /// The first block on the page of a block, none before `lowest`.
  private func pageStart(of index: Int, from lowest: Int) -> Int {
    var start = index
    let page = blocks[index].firstPage
    while start > lowest, blocks[start - 1].firstPage == page { start -= 1 }
    return start
  }

  /// Whether a block is running text or a table, and no line of a heading.
  private func isText(_ block: Block) -> Bool {
    guard case .line(let line) = block else { return true }
    return line.text.contains("。") || line.text.count > 40
  }

  private func isRedHead(_ block: Block) -> Bool {
    guard case .line(let line) = block else { return false }
    return HeaderFields.documentNumber(line.text) != nil
      || LabelText.normalized(line.text).hasSuffix("文件")
  }

  /// Whether a signature with its date is among these blocks.
  private func endsSignature(_ range: Range<Int>) -> Bool {
    range.contains { $0 > range.lowerBound && isSignature($0) }
  }

  // MARK: Ends

  /// Ends the last report before a block, and before what lies behind it.
  private mutating func endLast(before limit: Int, _ idle: [ReportRun]) {
    let span = spans[spans.count - 1]
    let tail = ReportTail(
      blocks, of: span.blocks.lowerBound..<(span.last + 1), to: limit, setting, blankForms: idle)
    spans[spans.count - 1].blocks = span.blocks.lowerBound..<tail.end
  }

  private func isSignature(_ index: Int) -> Bool {
    ReportTail.isSignature(blocks, index)
  }
}
