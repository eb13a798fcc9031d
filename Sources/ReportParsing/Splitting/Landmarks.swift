import PageModel
import ReportModel

/// A place of the form in a document: the heading of a section, or where a grid begins.
struct Landmark: Hashable {
  enum Kind: Hashable {
    case heading(Int)
    case grid(ReportGrid)
  }

  var kind: Kind
  /// Index of its block in the document.
  var block: Int
  /// Page number, from 1.
  var page: Int

  /// Where it stands in the form: a grid below the heading of its section.
  var position: Double {
    switch kind {
    case .heading(let number): Double(number)
    case .grid(.proactive): 2.5
    case .grid(.requests): 3.5
    case .grid(.disputes): 4.5
    }
  }

  /// The landmarks of a document in their order.
  static func all(in document: LaidOutDocument) -> [Landmark] {
    var result: [Landmark] = []
    var isTaken = false
    for (index, block) in document.blocks.enumerated() {
      switch block {
      case .line(let line):
        if isTaken {
          isTaken = false
          continue
        }
        var heading = SectionHeadings.heading(of: line.text)
        if index + 1 < document.blocks.count, case .line(let next) = document.blocks[index + 1],
          let whole = SectionHeadings.heading(of: line.text, goingOnIn: next.text)
        {
          heading = whole
          isTaken = true
        }
        if let heading {
          result.append(Landmark(kind: .heading(heading.number), block: index, page: line.page))
        }
      case .table(let table):
        isTaken = false
        result += all(in: table, block: index)
      }
    }
    return result
  }

  private static func all(in table: Table, block: Int) -> [Landmark] {
    var result = table.cells.compactMap { cell -> Landmark? in
      guard cell.columnSpan * 2 > table.columnCount, let place = cell.fragments.first,
        let heading = SectionHeadings.heading(of: cell.text)
      else { return nil }
      return Landmark(kind: .heading(heading.number), block: block, page: place.page)
    }
    let grid = GridRows(table)
    let page = table.fragments.first?.page ?? 1
    for kind in grids(beginningIn: grid) {
      result.append(Landmark(kind: .grid(kind), block: block, page: page))
    }
    return result.sorted { $0.position < $1.position }
  }

  /// The grids whose first rows are in a table.
  static func grids(beginningIn grid: GridRows) -> [ReportGrid] {
    let cells = grid.rows.flatMap { $0 }
    return kinds(of: grid).filter { kind in
      switch kind {
      case .proactive: cells.contains { Labels.item($0.text) == .regulations }
      case .requests: cells.contains { Labels.requestRow($0.text) == .new }
      case .disputes: true
      }
    }
  }

  /// The grids of which a table has a part.
  static func kinds(of grid: GridRows) -> [ReportGrid] {
    (ProactiveGridParser.isPart(grid) ? [.proactive] : [])
      + (RequestsGridParser.isPart(grid) ? [.requests] : [])
      + (DisputesGridParser.isPart(grid) ? [.disputes] : [])
  }
}

/// Landmarks that follow one another as the form has them: those of one report, or a piece of one.
struct ReportRun {
  var landmarks: [Landmark]

  var first: Landmark { landmarks[0] }
  var last: Landmark { landmarks[landmarks.count - 1] }

  var hasGrid: Bool {
    landmarks.contains { if case .grid = $0.kind { true } else { false } }
  }

  /// So many different landmarks make a whole form, whatever a title says.
  private static let mostOfForm = 6

  /// Whether it has most of the form, from its beginning on.
  var isWhole: Bool {
    Set(landmarks.map(\.kind)).count >= Self.mostOfForm && first.position <= 2
  }

  /// The landmarks in runs: where the form goes back to what was there already, another run begins.
  static func runs(of landmarks: [Landmark]) -> [ReportRun] {
    var result: [ReportRun] = []
    var run: [Landmark] = []
    for landmark in landmarks {
      let top = run.map(\.position).max() ?? 0
      if landmark.position < top, run.contains(where: { $0.kind == landmark.kind }) {
        // A heading that the report before lacks may have come just above.
        let start = descent(in: run + [landmark]) ?? run.count
        let rest = Array(run[start...])
        result.append(ReportRun(landmarks: Array(run[..<start])))
        run = rest
      }
      run.append(landmark)
    }
    if !run.isEmpty { result.append(ReportRun(landmarks: run)) }
    return result
  }

  /// Where the last landmarks that follow one another upwards begin; `nil` where the last one is alone.
  private static func descent(in landmarks: [Landmark]) -> Int? {
    var index = landmarks.count - 1
    while index > 0, landmarks[index - 1].position < landmarks[index].position { index -= 1 }
    return index > 0 && index < landmarks.count - 1 ? index : nil
  }

  /// Whether something is said in it: a figure in a grid, or sentences in two sections.
  func hasContent(in blocks: [Block], until end: Int) -> Bool {
    var sections = 0
    for (index, landmark) in landmarks.enumerated() {
      let next = index + 1 < landmarks.count ? landmarks[index + 1].block : end
      let own = blocks[landmark.block..<max(landmark.block, next)]
      let hasFigure = own.contains { block in
        guard case .table(let table) = block else { return false }
        return table.cells.contains {
          $0.text.utf8.count < 40 && ParsedFigure($0.text, unit: .pieces).isFigure
        }
      }
      if hasFigure { return true }
      let hasSentence = own.contains { block in
        guard case .line(let line) = block else { return false }
        return line.text.count > 15 && line.text.contains { "。；，".contains($0) }
      }
      if hasSentence { sections += 1 }
    }
    return sections >= 2
  }
}
