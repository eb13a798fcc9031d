/// A block of the section-4 grid, 政府信息公开行政复议、行政诉讼情况.
public enum DisputeBlock: String, Sendable, Hashable, CaseIterable {
  case reconsideration
  case litigationDirect = "litigation_direct"
  case litigationAfterReconsideration = "litigation_after_reconsideration"

  /// Labels from the outer to the inner, separated by `/`.
  public var label: String {
    switch self {
    case .reconsideration: "行政复议"
    case .litigationDirect: "行政诉讼/未经复议直接起诉"
    case .litigationAfterReconsideration: "行政诉讼/复议后起诉"
    }
  }

  public func cell(_ outcome: DisputeOutcome) -> CellID {
    CellID("disputes.\(rawValue).\(outcome.rawValue)")
  }

  static let cells: [StandardCell] = allCases.flatMap { block in
    DisputeOutcome.allCases.map { outcome in
      StandardCell(
        id: block.cell(outcome), table: "四、政府信息公开行政复议、行政诉讼情况", rowLabel: block.label,
        columnLabel: outcome.label, unit: .pieces)
    }
  }
}

/// A column of a block of the section-4 grid.
public enum DisputeOutcome: String, Sendable, Hashable, CaseIterable {
  case upheld, corrected, other, pending, total

  /// The four columns that 总计 adds up.
  public static let parts: [DisputeOutcome] = [.upheld, .corrected, .other, .pending]

  public var label: String {
    switch self {
    case .upheld: "结果维持"
    case .corrected: "结果纠正"
    case .other: "其他结果"
    case .pending: "尚未审结"
    case .total: "总计"
    }
  }
}
