import PageModel
import ReportModel

@testable import ReportChecking

/// Reports made for a test: a sound frame in which single figures or sentences are set.
struct Sample {
  var report: ParsedReport

  /// A report of a county on 2023 whose figures are all 0 and whose text says nothing of figures.
  init(
    issuer: String = "青山县人民政府", year: Int = 2023, proactive: Edition = .edition2021,
    requests: Edition = .edition2021
  ) {
    var cells: [CellID: CellReading] = [:]
    for cell in StandardGrid.cells(proactive: proactive, requests: requests) {
      cells[cell.id] = Self.reading(0)
    }
    let texts = ["工作有序推进。", "", "", "", "解读形式不够丰富。", "本年度未收取信息处理费。"]
    let sections = texts.enumerated().map { index, text in
      ReportSection(
        number: index + 1, heading: Wording.heading(index + 1),
        printedNumeral: Wording.numeral(index + 1), page: index + 1, text: text)
    }
    report = ParsedReport(
      header: ReportHeader(
        title: "\(issuer)\(year)年政府信息公开工作年度报告", issuer: issuer, year: year,
        edition: Edition(proactive: proactive, requests: requests)),
      sections: sections, cells: cells, proactiveEdition: proactive, requestsEdition: requests,
      hasDisputes: true)
  }

  static func reading(_ value: Double?, raw: String? = nil) -> CellReading {
    CellReading(
      value: value, raw: raw ?? value.map { Wording.number($0) } ?? "", page: 2,
      box: Box(x0: 10, y0: 20, x1: 40, y1: 30))
  }

  subscript(_ id: CellID) -> Double? {
    get { report.value(id) }
    set { report.cells[id] = Self.reading(newValue) }
  }

  subscript(_ row: RequestRow, _ applicant: Applicant) -> Double? {
    get { self[row.cell(applicant)] }
    set { self[row.cell(applicant)] = newValue }
  }

  /// Sets a row's seven figures in the order of the form.
  mutating func set(_ row: RequestRow, _ figures: [Double?]) {
    for (applicant, figure) in zip(Applicant.allCases, figures) { self[row, applicant] = figure }
  }

  /// Sets rows in which only natural persons applied.
  mutating func setNatural(_ rows: [RequestRow: Double]) {
    for (row, count) in rows { set(row, [count, 0, 0, 0, 0, 0, count]) }
  }

  /// Sets the fifteen figures of section 4.
  mutating func setDisputes(_ figures: [Double?]) {
    let cells = DisputeBlock.allCases.flatMap { block in
      DisputeOutcome.allCases.map { block.cell($0) }
    }
    for (cell, figure) in zip(cells, figures) { self[cell] = figure }
  }

  mutating func setNormative(issued: Double, repealed: Double, inForce: Double) {
    self[ProactiveItem.normativeDocuments.cell(.issued)] = issued
    self[ProactiveItem.normativeDocuments.cell(.repealed)] = repealed
    self[ProactiveItem.normativeDocuments.cell(.inForce)] = inForce
  }

  /// Sets the running text of a section.
  mutating func say(_ text: String, in section: Int = 1) {
    report.sections[section - 1].text = text
  }

  var findings: [Finding] { ReportChecker().findings(in: report) }

  func findings(of rule: String) -> [Finding] { findings.filter { $0.rule.rawValue == rule } }

  /// Rules with a finding other than `info`.
  var complaints: [String] { findings.filter { $0.severity != .info }.map(\.rule.rawValue) }

  /// Rules with a finding about the running text, `info` included.
  var narrativeRules: [String] {
    findings.map(\.rule.rawValue).filter { $0.hasPrefix("narrative.") }
  }
}

extension Sample {
  /// 收到12件，予以公开4件、无法提供8件: a county with little to tell.
  static var county: Sample {
    var sample = Sample()
    sample.setNatural([.new: 12, .granted: 4, .notHeld: 8, .total: 12])
    sample.setNormative(issued: 2, repealed: 3, inForce: 19)
    sample.setDisputes([0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    return sample
  }

  /// A city with every kind of figure, balanced in each column.
  static var city: Sample {
    var sample = Sample(issuer: "云川市人民政府", year: 2024)
    sample.set(.new, [3001, 53, 0, 0, 61, 4, 3119])
    sample.set(.carriedIn, [34, 0, 0, 0, 0, 0, 34])
    sample.set(.granted, [1288, 21, 0, 0, 50, 3, 1362])
    sample.set(.partlyGranted, [447, 7, 0, 0, 0, 0, 454])
    sample.set(.otherLaw, [55, 2, 0, 0, 0, 0, 57])
    sample.set(.administrativeQuery, [121, 0, 0, 0, 0, 0, 121])
    sample.set(.notHeld, [758, 12, 0, 0, 10, 1, 781])
    sample.set(.petition, [82, 6, 0, 0, 0, 0, 88])
    sample.set(.otherOther, [181, 5, 0, 0, 1, 0, 187])
    sample.set(.total, [2932, 53, 0, 0, 61, 4, 3050])
    sample.set(.carriedOut, [103, 0, 0, 0, 0, 0, 103])
    sample.setDisputes([72, 64, 178, 37, 351, 13, 4, 8, 1, 26, 12, 1, 1, 6, 20])
    sample.setNormative(issued: 8, repealed: 26, inForce: 66)
    sample[ProactiveItem.regulations.cell(.issued)] = 1
    return sample
  }
}
