import PageModel
import ReportChecking
import ReportModel
import ReportParsing

/// Looks again at figures from pictures that contradict others or could not be read.
struct FigureRepair {
  private(set) var report: ParsedReport
  private(set) var findings: [Finding] = []
  private let pictures: PictureRecognition
  private var readings: [CellID: [(text: String, value: Double)]] = [:]
  /// Figures with less confidence are guesses.
  private static let leastKnown = 0.45
  /// More cells than this in contradiction are no single misreadings; looking at each again takes time.
  private static let mostCells = 120

  init(_ report: ParsedReport, pictures: PictureRecognition) {
    self.report = report
    self.pictures = pictures
    guard !pictures.areas.isEmpty else { return }
    fillUnreadable()
    mendContradictions()
  }

  /// Cells with ink that was no figure at first sight get the likeliest one, with little confidence.
  private mutating func fillUnreadable() {
    // A cell that spans several columns is the grid's fault, not the figure's.
    let unreadable = report.findings.filter {
      $0.rule == .readingCellUnreadable && $0.cells.count == 1
    }.flatMap(\.cells)
    for id in Set(unreadable).sorted() {
      guard let cell = report.cells[id], cell.value == nil, let (text, value) = again(id).first
      else { continue }
      report.cells[id]?.value = value
      report.cells[id]?.raw = text
      report.cells[id]?.confidence = min(cell.confidence, 0.3)
      report.findings.removeAll { $0.rule == .readingCellUnreadable && $0.cells == [id] }
    }
  }

  /// Takes another reading of one cell where it is the only one that mends the relations of the cell
  /// and breaks none; goes on until nothing more can be mended.
  private mutating func mendContradictions() {
    var broken = GridConsistency.brokenRelations(in: report)
    let suspects = Set(broken.flatMap { $0 })
    guard suspects.count <= Self.mostCells else { return }
    var isMending = true
    while isMending, !broken.isEmpty {
      isMending = false
      for relation in broken {
        guard let (id, value) = onlyMending(of: relation, among: broken) else { continue }
        take(value, for: id)
        broken = GridConsistency.brokenRelations(in: report)
        isMending = true
        break
      }
    }
  }

  /// The one other reading of one cell of a relation after which every relation of the cell holds.
  private mutating func onlyMending(
    of relation: [CellID], among broken: [[CellID]]
  ) -> (CellID, Double)? {
    var found: [(CellID, Double)] = []
    // Of two guesses in one relation, either could be taken so that it holds.
    let guesses = relation.filter { (report.cells[$0]?.confidence ?? 1) < Self.leastKnown }
    for id in relation where guesses.count(where: { $0 != id }) == 0 && !isMisplaced(id, broken) {
      for (_, value) in again(id) where value != report.cells[id]?.value {
        var attempt = report
        attempt.cells[id]?.value = value
        let rest = GridConsistency.brokenRelations(in: attempt)
        if rest.count < broken.count, !rest.contains(where: { $0.contains(id) }) {
          found.append((id, value))
        }
      }
    }
    return found.count == 1 ? found[0] : nil
  }

  /// Whether a cell contradicts others that stand in the grid twice: its row may be another one.
  private func isMisplaced(_ id: CellID, _ broken: [[CellID]]) -> Bool {
    let doubled = Set(
      report.findings.filter { $0.rule == .readingDuplicateCell }.flatMap(\.cells))
    return !doubled.isEmpty
      && broken.contains { $0.contains(id) && !doubled.isDisjoint(with: $0) }
  }

  /// Other figures that the picture of a cell may show.
  private mutating func again(_ id: CellID) -> [(text: String, value: Double)] {
    if let known = readings[id] { return known }
    guard let cell = report.cells[id], let page = cell.page, let box = cell.box else { return [] }
    var values: [(text: String, value: Double)] = []
    for text in pictures.readings(again: box, onPage: page) {
      guard let value = ReportParser.figure(text, in: id),
        !values.contains(where: { $0.value == value })
      else { continue }
      values.append((text, value))
    }
    readings[id] = values
    return values
  }

  private mutating func take(_ value: Double, for id: CellID) {
    guard let cell = report.cells[id] else { return }
    report.cells[id]?.value = value
    let figure = value.figureText
    findings.append(
      Finding(
        rule: .readingFigureMended, severity: .info,
        message:
          "\(id) was first read as “\(cell.raw)”; looked at again, it is \(figure), the only reading "
          + "with which the sums hold.",
        messageZh: "\(id) 初读为“\(cell.raw)”，重新识别后取 \(figure)，是唯一使各项合计成立的读数。", cells: [id],
        page: cell.page, box: cell.box))
  }
}
