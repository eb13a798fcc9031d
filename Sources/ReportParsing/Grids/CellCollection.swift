import PageModel
import ReportModel

/// The three grids of a report.
enum ReportGrid: String {
  case proactive, requests, disputes

  /// Whether a figure that found no cell while this grid was read may belong to the cell: what stands
  /// beside a row that section 2 does not know is of that section.
  func mayReach(_ id: CellID) -> Bool {
    self != .proactive || id.rawValue.hasPrefix(rawValue + ".")
  }
}

/// The standard cells as they are found, with what is noticed on the way.
struct CellCollection {
  private(set) var readings: [CellID: CellReading] = [:]
  /// Where cells stand that go on over a break.
  private(set) var places: [CellID: [CellFragment]] = [:]
  private(set) var findings: [Finding] = []
  /// Whether the table that is being read has no rules between its columns.
  var isAligned = false
  /// The cells that were read from such tables.
  private(set) var aligned: Set<CellID> = []
  private var alignedBlanks: [CellID] = []
  /// Blank cells of rows that stand beside a row whose label is unknown and that holds figures.
  private var blanksBesideStrays: [CellID] = []
  /// The grids in which a figure of a table without rules found no cell.
  private var straying: Set<ReportGrid> = []

  /// One finding that names the blank cells of tables without rules, where figures of such tables
  /// found no cell: one of the blanks may be theirs.
  var doubts: [Finding] {
    let beside = alignedBlanks.filter { id in straying.contains { $0.mayReach(id) } }
    let blanks = (beside + blanksBesideStrays).filter {
      readings[$0].map { $0.value == nil && $0.raw.isEmpty } ?? true
    }
    if blanks.isEmpty { return [] }
    return [
      Finding(
        rule: .readingBlankInDoubt, severity: .error,
        message:
          "Some figures of the table found no cell, and \(blanks.count) cells beside them are blank; "
          + "one may belong to the other. Compare them with the page.",
        messageZh: "表格中有数字未能归入单元格，而旁边有 \(blanks.count) 个单元格为空白，二者可能对应。请与原页核对。",
        cells: blanks)
    ]
  }

  /// One finding that names the blank cells of a grid that prints its zeros and nearly all figures.
  func blanksAmongZeros(of grid: [CellID]) -> [Finding] {
    let found = grid.compactMap { id in readings[id].map { (id, $0) } }.filter(\.1.isFound)
    let blanks = found.filter { $0.1.value == nil && $0.1.raw.isEmpty }.map(\.0)
    let zeros = found.count { $0.1.value == 0 }
    guard !blanks.isEmpty, zeros >= 20, blanks.count * 5 <= found.count else { return [] }
    return [
      Finding(
        rule: .readingBlankAmongZeros, severity: .warning,
        message:
          "\(blanks.count) cells are blank in a grid that prints its zeros elsewhere; look whether "
          + "their figures stand on the page.",
        messageZh: "表格其余各处均印有 0，而有 \(blanks.count) 个单元格为空白，请核对原页是否有数字。",
        cells: blanks)
    ]
  }

  /// Reads a cell; a figure that is already there stays, and a different second one is reported.
  ///
  /// In a second row of a grid that has one, a figure is reported even if it is the same: both may be
  /// parts of one.
  mutating func take(_ cell: TableCell, as id: CellID, isOfSecondRow: Bool = false) {
    guard let place = cell.fragments.first else { return }
    let raw = cell.text.split(separator: "\n").joined()
    let unit = StandardGrid.cell(id)?.unit ?? .pieces
    let grouped = unit == .pieces && cell.confidence < 1 ? Self.grouped(raw) : nil
    let figure = ParsedFigure(grouped ?? raw, unit: unit)
    if let earlier = readings[id], earlier.isFound {
      let isNews = figure.value != nil && earlier.value == nil && earlier.raw.isEmpty
      if !isNews {
        if !raw.isEmpty, raw != earlier.raw || isOfSecondRow {
          findings.append(
            Finding(
              rule: .readingDuplicateCell, severity: .error,
              message:
                "\(id) stands in the grid twice: “\(earlier.raw)” and “\(raw)”. The first is kept; "
                + "look at \(PageWords(place.page).english).",
              messageZh:
                "单元格 \(id) 出现两次：“\(earlier.raw)”和“\(raw)”。保留前者，请核对\(PageWords(place.page).chinese)。",
              cells: [id], page: place.page, box: place.box))
        }
        return
      }
    }
    var value = figure.value
    if cell.unmappedCount > 0 {
      value = nil
      note(
        .readingUnmappedFont, .error, id, place,
        "The characters in the cell are in a font that does not say which they are; compare the page.",
        "单元格所用字体没有 Unicode 对照表，请对照原页。")
    } else if cell.isOverprinted {
      value = nil
      note(
        .readingCellUnreadable, .error, id, place,
        "Characters lie over each other in the cell (“\(raw)”); compare the page.",
        "单元格内文字相互重叠（“\(raw)”），请对照原页。")
    } else if cell.isStruckOut {
      value = nil
      note(
        .readingCellUnreadable, .error, id, place,
        "A line crosses out figures in the cell (“\(raw)”); compare the page.",
        "单元格内的数字被划掉（“\(raw)”），请对照原页。")
    } else if !figure.isReadable || (NoteMark.parted(raw)?.text ?? raw).hasDistantDigits {
      value = nil
      note(
        .readingCellUnreadable, .error, id, place,
        "The cell's text “\(raw)” is no figure; compare the page.", "单元格内容“\(raw)”不是数字，请对照原页。")
    } else if let grouped {
      note(
        .readingFigureMended, .info, id, place,
        "“\(raw)” was taken as “\(grouped)”, since counts are whole; compare the page.",
        "“\(raw)”已按“\(grouped)”读取（件数为整数），请对照原页。")
    } else if figure.isConverted {
      note(
        .readingUnitConverted, .info, id, place,
        "“\(raw)” was converted to the column's unit, 万元.", "“\(raw)”已换算为本栏单位万元。")
    } else if figure.note != nil {
      note(
        figure.isUnit ? .readingUnitInCell : .readingNoteInCell, .info, id, place,
        "“\(raw)” holds more than a figure; the figure was taken.", "“\(raw)”除数字外还有其他文字，已取其中数字。")
    }
    if isAligned, value == nil { alignedBlanks.append(id) }
    if isAligned { aligned.insert(id) } else { aligned.remove(id) }
    places[id] = cell.fragments.count > 1 ? cell.fragments : nil
    readings[id] = CellReading(
      value: value, raw: raw, page: place.page, box: place.box,
      confidence: grouped == nil ? cell.confidence : min(cell.confidence, Self.assumed))
  }

  /// The most confidence of a figure whose marks were read as others.
  private static let assumed = 0.5

  /// A count that was read from a picture, with commas where points were read: counts are whole; `nil`
  /// where it has none.
  private static func grouped(_ raw: String) -> String? {
    raw.wholeMatch(of: /[0-9]{1,3}(\.[0-9]{3})+/).map { _ in
      String(raw.map { $0 == "." ? "," : $0 })
    }
  }

  /// Takes cells of whole rows as blank: the rows' labels stand in the grid, and nothing beside them.
  mutating func takeBlank(_ places: [CellID: Box], page: Int, of rows: [String]) {
    for (id, box) in places {
      readings[id] = CellReading(value: nil, raw: "", page: page, box: box)
    }
    let ids = places.keys.sorted()
    let names = rows.joined(separator: "”, “")
    let namesZh = rows.joined(separator: "”“")
    findings.append(
      Finding(
        rule: .readingRowBlank, severity: .warning,
        message: "Nothing stands beside “\(names)”; the \(ids.count) cells are kept as blank. "
          + "Look whether the page has figures there.",
        messageZh: "“\(namesZh)”旁没有任何内容，\(ids.count) 个单元格按空白处理，请核对原页是否有数字。",
        cells: ids, page: page))
  }

  /// Reports a cell whose place is not clear: it spans several columns of the grid.
  mutating func refuse(_ cell: TableCell, spanning ids: [CellID]) {
    guard let place = cell.fragments.first else { return }
    let raw = cell.text.split(separator: "\n").joined()
    for id in ids where readings[id] == nil {
      readings[id] = CellReading(
        value: nil, raw: raw, page: place.page, box: place.box, confidence: cell.confidence)
    }
    if raw.isEmpty { return }
    findings.append(
      Finding(
        rule: .readingCellUnreadable, severity: .error,
        message:
          "The text “\(raw)” spans \(ids.count) columns of the grid; which one it is for is unclear.",
        messageZh: "“\(raw)”跨越表格的 \(ids.count) 列，无法确定属于哪一列。", cells: ids, page: place.page,
        box: place.box))
  }

  /// Names all cells of a grid whose figures stand in it a second time, otherwise.
  mutating func nameAll(
    _ ids: [CellID], ofSection section: Int, standingAgainAt cell: TableCell
  ) {
    guard let place = cell.fragments.first else { return }
    findings.append(
      Finding(
        rule: .readingDuplicateGrid, severity: .error,
        message: "Another row of figures stands in the grid of section \(section)"
          + "\(PageWords(place.page).onPage). The first one was read; compare all its figures.",
        messageZh: "\(PageWords(place.page).chinesePlace)第 \(section) 部分的表格另有一行数字，已读取第一行，请逐项核对。",
        cells: ids, page: place.page, box: place.box))
  }

  /// Marks cells as blank in doubt, where they are blank.
  mutating func doubt(_ ids: [CellID]) {
    blanksBesideStrays += ids
  }

  /// Reports a figure that no standard cell is for.
  ///
  /// Without rules it may be a part of a figure `beside` it, or theirs may stand in the wrong columns:
  /// the finding names them. So it does where the row's figures came from elsewhere (`isRival`).
  mutating func leave(
    _ cell: TableCell, in grid: ReportGrid, label: String, beside ids: [CellID] = [],
    isRival: Bool = false
  ) {
    let raw = cell.text.split(separator: "\n").joined()
    guard let place = cell.fragments.first, Labels.holdsFigure(cell.text) else { return }
    if isAligned { straying.insert(grid) }
    findings.append(
      Finding(
        rule: .readingUnassignedFigure, severity: isRival ? .error : .warning,
        message: "“\(raw)” beside “\(label)” belongs to no standard cell; it was left out.",
        messageZh: "“\(label)”旁的“\(raw)”不属于任何标准单元格，未予采用。",
        cells: isAligned || isRival ? ids : [], page: place.page, box: place.box))
  }

  private mutating func note(
    _ rule: RuleID, _ severity: Severity, _ id: CellID, _ place: CellFragment, _ message: String,
    _ messageZh: String
  ) {
    findings.append(
      Finding(
        rule: rule, severity: severity, message: message, messageZh: messageZh, cells: [id],
        page: place.page, box: place.box))
  }
}

extension String {
  /// Whether a wide gap parts its digits: these may be two figures.
  fileprivate var hasDistantDigits: Bool {
    let characters = Array(self)
    return characters.indices.dropFirst().dropLast().contains {
      characters[$0] == " " && characters[$0 - 1].isNumber && characters[$0 + 1].isNumber
    }
  }
}
