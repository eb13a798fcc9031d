import PageModel
import ReportModel

/// An equality between two sums of cells: `left` printed as a total (or as one side of the
/// balance), `right` what it must equal.
struct SumRelation: Sendable {
  enum Kind: Sendable, Hashable {
    case rowTotal(RequestRow)
    case columnTotal(Applicant)
    case balance(Applicant)
    case disputes(DisputeBlock)
  }

  enum Assessment: Sendable, Equatable {
    case holds
    /// The sides differ; with `blanks`, they differ whatever the blank cells mean.
    case fails(left: Double, right: Double, blanks: [CellID])
    /// The relation can only hold if the blank cells mean so much together.
    case blanksMean(Double, [CellID])
    /// The filled cells already balance, so that the blank ones can only mean 0.
    case blanksMeanZero([CellID])
    case notAssessed
  }

  var kind: Kind
  var left: [Operand]
  var right: [Operand]

  var cells: [CellID] { (left + right).map(\.id) }

  /// What can be said without taking any blank for a figure.
  var assessment: Assessment {
    guard let left = Side(left), let right = Side(right) else { return .notAssessed }
    let blanks = left.blanks + right.blanks
    if blanks.isEmpty {
      return left.sum == right.sum
        ? .holds : .fails(left: left.sum, right: right.sum, blanks: [])
    }
    // Counts are never negative, so a side can only grow by what its blanks mean. That argument
    // needs whole, non-negative figures and blanks on one side only.
    guard left.isCount, right.isCount, left.blanks.isEmpty || right.blanks.isEmpty else {
      return .notAssessed
    }
    if left.sum == right.sum { return .blanksMeanZero(blanks) }
    let blankSideIsLarger = left.blanks.isEmpty ? right.sum > left.sum : left.sum > right.sum
    return blankSideIsLarger
      ? .fails(left: left.sum, right: right.sum, blanks: blanks)
      : .blanksMean(abs(left.sum - right.sum), blanks)
  }

  /// The filled cells of one side added up; `nil` where a cell cannot be used.
  private struct Side {
    var sum = 0.0
    var blanks: [CellID] = []
    var isCount = true

    init?(_ operands: [Operand]) {
      for operand in operands {
        switch operand.state {
        case .figure(let value):
          sum += value
          isCount = isCount && value >= 0 && value == value.rounded()
        case .blank: blanks.append(operand.id)
        case .unusable: return nil
        }
      }
    }
  }
}

/// A relation together with what was found about it.
struct AssessedRelation: Sendable {
  var relation: SumRelation
  var assessment: SumRelation.Assessment

  init(_ relation: SumRelation) {
    self.relation = relation
    self.assessment = relation.assessment
  }

  /// Whether its filled cells alone hold or contradict each other.
  var saysSomething: Bool {
    switch assessment {
    case .holds, .fails, .blanksMeanZero: true
    case .blanksMean, .notAssessed: false
    }
  }
}
