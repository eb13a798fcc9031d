import PageModel
import ReportModel
import TestSupport

/// A report with random figures and random oddities, and what a reader sees in it.
struct RandomForm {
  /// What is printed in a standard cell.
  struct Printed {
    var text: String
    /// The figure that a reader takes from the text; `nil` where there is none.
    var value: Double?
    /// A raised note mark behind the text.
    var note = ""
    /// Whether nobody can be sure of the figure: it is to be named by a finding.
    var isDoubtful = false
  }

  var look = FormLook()
  var year: Int
  let issuer: String
  /// Editions of the grids of section 2 and of section 3.
  let editions: (proactive: Edition, requests: Edition)
  /// What each standard cell of the editions holds.
  var printed: [CellID: Printed] = [:]
  var tables: [FormTable]
  var oddities: [FormOddity] = []
  var title: [String]
  /// Date of issue as it stands under the signature; empty where there is none.
  var dateLine: String
  var issuedOn: CalendarDate?

  var edition: Edition? { Edition(proactive: editions.proactive, requests: editions.requests) }

  /// - Parameters:
  ///   - seed: what the form depends on.
  ///   - known: the oddities that are drawn from; none for a plain form.
  init(seed: UInt64, from known: [FormOddity]) {
    var random = SplitMix(seed: seed)
    let drawn: [(Edition, Edition)] = [
      (.edition2021, .edition2021), (.edition2021, .edition2021), (.edition2019, .edition2019),
      (.edition2021, .edition2019),
    ]
    let (proactive, requests) = drawn.randomElement(using: &random) ?? drawn[0]
    editions = (proactive, requests)
    year = Int.random(in: proactive == .edition2019 ? 2019...2020 : 2021...2025, using: &random)
    issuer = ["云川县人民政府", "青溪镇人民政府", "临江市教育局"].randomElement(using: &random) ?? ""
    title = [issuer, "\(year)年政府信息公开工作年度报告"]
    dateLine = "\(year + 1)年1月24日"
    issuedOn = CalendarDate(year: year + 1, month: 1, day: 24)
    let stub = "三、本年度办理结果"
    let isVertical = Bool.random(using: &random)
    tables = [
      .proactive(proactive),
      .requests(requests, stub: isVertical ? stub.map(String.init).joined(separator: "\n") : stub),
      .disputes(),
    ]
    fill(using: &random)
    look = FormLook(using: &random)
    let count = known.isEmpty ? 0 : Int.random(in: 1...5, using: &random)
    let chosen = Set((0..<count).compactMap { _ in known.randomElement(using: &random) })
    for oddity in FormOddity.allCases where chosen.contains(oddity) {
      oddity.apply(to: &self, using: &random)
      oddities.append(oddity)
    }
  }

  mutating func write(_ id: CellID, _ text: String, _ value: Double?) {
    printed[id] = Printed(text: text, value: value)
  }

  /// Standard cells that hold a plain whole number, in the order of the form.
  var figures: [CellID] {
    tables.flatMap(\.cells).compactMap(\.id).filter { id in
      guard let cell = printed[id], cell.note.isEmpty, cell.value != nil else { return false }
      return !cell.text.isEmpty && cell.text.allSatisfy { ("0"..."9").contains($0) }
    }
  }

  var ids: [CellID] { printed.keys.sorted() }

  /// Figures with which all relations hold: few among zeros, or one in every cell.
  private mutating func fill(using random: inout SplitMix) {
    let isDense = Bool.random(using: &random)
    func count(_ most: Int) -> Int {
      isDense || Int.random(in: 0..<6, using: &random) == 0
        ? Int.random(in: 1...most, using: &random) : 0
    }
    for item in ProactiveItem.allCases {
      for column in item.columns(in: editions.proactive) {
        let value = item == .regulations ? 0 : count(column == .decisions ? 99_999 : 900)
        write(item.cell(column), String(value), Double(value))
      }
    }
    let outcomes = RequestRow.outcomes(of: editions.requests)
    var rows: [RequestRow: [Int]] = [:]
    for row in outcomes {
      rows[row] = Applicant.parts.map { count($0 == .naturalPerson ? 300 : 30) }
    }
    let sums = Applicant.parts.indices.map { index in
      outcomes.reduce(0) { $0 + (rows[$1]?[index] ?? 0) }
    }
    let later = sums.map { _ in count(30) }
    let earlier = sums.indices.map { min(count(30), sums[$0] + later[$0]) }
    rows[.total] = sums
    rows[.carriedOut] = later
    rows[.carriedIn] = earlier
    rows[.new] = sums.indices.map { sums[$0] + later[$0] - earlier[$0] }
    for (row, values) in rows {
      for (applicant, value) in zip(Applicant.allCases, values + [values.reduce(0, +)]) {
        write(row.cell(applicant), String(value), Double(value))
      }
    }
    for block in DisputeBlock.allCases {
      let values = DisputeOutcome.parts.map { _ in count(40) }
      for (outcome, value) in zip(DisputeOutcome.allCases, values + [values.reduce(0, +)]) {
        write(block.cell(outcome), String(value), Double(value))
      }
    }
  }
}
