import PageModel
import ReportModel

/// The relations within the grids of sections 3 and 4, each assessed once.
struct GridRelations: Sendable {
  var rowTotals: [AssessedRelation] = []
  var columnTotals: [AssessedRelation] = []
  var balances: [AssessedRelation] = []
  var disputes: [AssessedRelation] = []

  init(_ report: ParsedReport) {
    if let edition = report.requestsEdition { addRequests(of: edition, in: report) }
    if report.hasDisputes { addDisputes(in: report) }
  }

  private mutating func addRequests(of edition: Edition, in report: ParsedReport) {
    var operands: [RequestRow: [Operand]] = [:]
    for row in RequestRow.rows(of: edition) {
      operands[row] = Applicant.allCases.map { Operand(row.cell($0), in: report) }
    }
    let totalColumn = Applicant.allCases.count - 1
    rowTotals = RequestRow.rows(of: edition).compactMap { row in
      guard let cells = operands[row] else { return nil }
      return AssessedRelation(
        SumRelation(
          kind: .rowTotal(row), left: [cells[totalColumn]], right: Array(cells[..<totalColumn])))
    }
    let outcomes = RequestRow.outcomes(of: edition).compactMap { operands[$0] }
    guard let new = operands[.new], let carriedIn = operands[.carriedIn],
      let total = operands[.total], let carriedOut = operands[.carriedOut]
    else { return }
    for (column, applicant) in Applicant.allCases.enumerated() {
      columnTotals.append(
        AssessedRelation(
          SumRelation(
            kind: .columnTotal(applicant), left: [total[column]],
            right: outcomes.map { $0[column] })))
      balances.append(
        AssessedRelation(
          SumRelation(
            kind: .balance(applicant), left: [new[column], carriedIn[column]],
            right: [total[column], carriedOut[column]])))
    }
  }

  private mutating func addDisputes(in report: ParsedReport) {
    disputes = DisputeBlock.allCases.map { block in
      AssessedRelation(
        SumRelation(
          kind: .disputes(block), left: [Operand(block.cell(.total), in: report)],
          right: DisputeOutcome.parts.map { Operand(block.cell($0), in: report) }))
    }
  }

  /// Blank cells of section 3 that can only mean 0, in the order of the form.
  var requestBlanks: [CellID] { Self.blanks(in: rowTotals + columnTotals + balances) }

  /// Blank cells of section 4 that can only mean 0.
  var disputeBlanks: [CellID] { Self.blanks(in: disputes) }

  private static func blanks(in relations: [AssessedRelation]) -> [CellID] {
    var seen: Set<CellID> = []
    var result: [CellID] = []
    for case .blanksMeanZero(let cells) in relations.lazy.map(\.assessment) {
      result += cells.filter { seen.insert($0).inserted }
    }
    return result
  }
}
