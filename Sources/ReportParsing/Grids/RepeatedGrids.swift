import PageModel
import ReportModel

/// Grids that stand in a report more than once with different figures: the one of another year stands
/// beside, above or below the report's own, for comparison.
///
/// Which one is the report's say the years that stand over them. Where they do not, the first one is
/// read, and all its cells are named.
struct RepeatedGrids {
  /// The grids that are read of each table of the document, in the order of its tables.
  private(set) var read: [Set<ReportGrid>]
  private(set) var findings: [Finding] = []
  /// The grids that stand in the report more than once and of which a year tells the report's own.
  private(set) var settled: Set<ReportGrid> = []

  static let all: Set<ReportGrid> = [.proactive, .requests, .disputes]

  /// One of the grids of a kind.
  private struct Copy {
    /// Indices of its tables among those of the document.
    var tables: [Int]
    /// The year that stands over it.
    var year: Int?
    var figures: [CellID: CellReading] = [:]
    var page: Int
    var place: Box?
  }

  /// `own` are the tables among the blocks with their headers as they are read, `year` is the one that
  /// the report is on.
  init(_ blocks: [Block], tables own: [Table], reportOn year: Int?) {
    let places = blocks.indices.filter { if case .table = blocks[$0] { true } else { false } }
    let tables = Array(zip(places, own))
    read = tables.map { _ in Self.all }
    let beginnings = tables.map { Set(Landmark.grids(beginningIn: GridRows($0.1))) }
    for kind in [ReportGrid.proactive, .requests, .disputes]
    where beginnings.count(where: { $0.contains(kind) }) > 1 {
      var copies = Self.copies(of: kind, tables.map(\.1), beginnings.map { $0.contains(kind) })
      guard copies.count > 1 else { continue }
      for index in copies.indices {
        copies[index].year = year.flatMap {
          GridYear.year(
            ofTableAt: tables[copies[index].tables[0]].0, in: blocks, reportOn: $0)
        }
      }
      let (kept, isCertain) = Self.choice(among: copies, reportOn: year)
      for (index, copy) in copies.enumerated() where index != kept {
        for table in copy.tables { read[table].remove(kind) }
      }
      if isCertain { settled.insert(kind) }
      findings.append(
        isCertain
          ? Self.settled(kind, copies, kept: kept) : Self.unclear(kind, copies, kept: kept))
    }
  }

  // MARK: Copies

  /// The grids of a kind, if they are several whole ones with different figures.
  private static func copies(
    of kind: ReportGrid, _ tables: [Table], _ begins: [Bool]
  ) -> [Copy] {
    var copies: [Copy] = []
    for (index, table) in tables.enumerated() {
      guard let place = table.fragments.first else { continue }
      if begins[index] {
        copies.append(Copy(tables: [index], page: place.page, place: place.box))
      } else if let last = copies.lastIndex(where: { isBelow(place.box, $0.place) })
        ?? copies.indices.last
      {
        copies[last].tables.append(index)
      }
    }
    var result: [Copy] = []
    for var copy in copies {
      var reading = ReportGrids()
      for index in copy.tables { reading.read(tables[index], of: [kind]) }
      reading.finish()
      copy.figures = reading.cells.readings.filter { !$0.value.raw.isEmpty }
      let isOther = result.allSatisfy { repeats(copy.figures, $0.figures) }
      if isOther || result.isEmpty {
        result.append(copy)
      } else {
        result[result.count - 1].tables += copy.tables
      }
    }
    return result
  }

  /// Whether a table stands in the columns of the page in which another one does.
  private static func isBelow(_ box: Box, _ other: Box?) -> Bool {
    other.map { 2 * (min(box.x1, $0.x1) - max(box.x0, $0.x0)) > min(box.width, $0.width) } ?? false
  }

  /// A grid has at least so many figures.
  private static let fewestFigures = 3

  /// Whether a grid is another one rather than a part of one: it has half of its cells or more again,
  /// and not the same in all of them.
  private static func repeats(
    _ one: [CellID: CellReading], _ other: [CellID: CellReading]
  ) -> Bool {
    let common = one.keys.filter { other[$0] != nil }
    let least = min(one.count, other.count)
    return least >= fewestFigures && common.count * 2 >= least
      && common.contains { one[$0]?.raw != other[$0]?.raw }
  }

  // MARK: Choice

  /// The grid to be read, and whether a year says that it is the report's.
  private static func choice(
    among copies: [Copy], reportOn year: Int?
  ) -> (index: Int, isCertain: Bool) {
    let own = copies.indices.filter { copies[$0].year != nil && copies[$0].year == year }
    let unnamed = copies.indices.filter { copies[$0].year == nil }
    if own.count == 1 { return (own[0], unnamed.isEmpty) }
    if own.isEmpty, unnamed.count == 1 { return (unnamed[0], true) }
    return (own.first ?? unnamed.first ?? 0, false)
  }

  // MARK: Findings

  private static func settled(_ kind: ReportGrid, _ copies: [Copy], kept: Int) -> Finding {
    let others = copies.indices.filter { $0 != kept }.map { copies[$0] }
    let left = others.map {
      "\($0.year.map(String.init) ?? "?")\(PageWords($0.page).isPage ? " (page \($0.page))" : "")"
    }
    let leftZh = others.map {
      "\($0.year.map(String.init) ?? "?") 年\(PageWords($0.page).isPage ? "（第 \($0.page) 页）" : "")"
    }
    let own = PageWords(copies[kept].page)
    return Finding(
      rule: .readingOtherYear, severity: .warning,
      message:
        "The grid of section \(kind.section) stands in the report \(copies.count) times. The one"
        + "\(own.onPage) was read; that of \(left.joined(separator: ", ")) was left out.",
      messageZh:
        "第\(kind.sectionZh)部分的表格出现 \(copies.count) 次，已读取\(own.isPage ? own.chinese + "的" : "其中一个")表格，"
        + "未采用 \(leftZh.joined(separator: "、")) 的表格。",
      page: copies[kept].page, box: copies[kept].place)
  }

  private static func unclear(_ kind: ReportGrid, _ copies: [Copy], kept: Int) -> Finding {
    let own = PageWords(copies[kept].page)
    let list = copies.map { String($0.page) }.joined(separator: ", ")
    let (pages, pagesZh) = own.isPage ? (" (pages \(list))", "（第 \(list) 页）") : ("", "")
    return Finding(
      rule: .readingDuplicateGrid, severity: .error,
      message:
        "The grid of section \(kind.section) stands in the report \(copies.count) times with other "
        + "figures\(pages), and no year over them says which one is its own. "
        + "\(own.isPage ? "The one\(own.onPage)" : "One of them") was read; compare all its figures.",
      messageZh: "第\(kind.sectionZh)部分的表格出现 \(copies.count) 次且数字不同\(pagesZh)，"
        + "无法由年份确定哪一个属于本报告，已读取\(own.isPage ? own.chinese + "的" : "其中一个")表格，请逐项核对。",
      cells: Set(copies.flatMap(\.figures.keys)).sorted(), page: copies[kept].page,
      box: copies[kept].place)
  }
}

extension ReportGrid {
  /// The section of the form that has it.
  var section: Int {
    switch self {
    case .proactive: 2
    case .requests: 3
    case .disputes: 4
    }
  }

  fileprivate var sectionZh: String { ["二", "三", "四"][section - 2] }
}
