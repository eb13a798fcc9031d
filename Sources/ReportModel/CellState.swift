/// How far a figure can be believed, as a viewer marks it.
public enum CellState: String, Sendable, Hashable, CaseIterable {
  /// Read, and nothing speaks against it.
  case read
  /// Found and blank, or marked as not applicable.
  case blank
  /// A misreading, or a disagreement with the text, is possible; a cell that was not found, too.
  case doubtful
  /// Named by a finding that figures contradict each other.
  case contradicts
}

extension DocumentRecord {
  /// The state of every cell of the record.
  public var cellStates: [CellID: CellState] {
    var states = cells.mapValues(\.state)
    for finding in findings where finding.severity != .info {
      let state: CellState = finding.isContradiction ? .contradicts : .doubtful
      for id in finding.cells where states[id] != nil && states[id] != .contradicts {
        states[id] = state
      }
    }
    return states
  }
}

extension Finding {
  /// Whether it says that figures contradict each other, not that they may have been misread.
  public var isContradiction: Bool { severity == .error && !rule.isOfReading }
}

extension CellReading {
  /// The state without regard to findings.
  fileprivate var state: CellState {
    // Every recognised figure has less than 1; what falls below 0.6 recognition doubts itself.
    if !isFound || confidence < 0.6 { return .doubtful }
    return value == nil ? .blank : .read
  }
}
