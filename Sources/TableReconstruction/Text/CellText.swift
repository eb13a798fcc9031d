import PageModel

/// How the text of two places beside each other belongs together.
enum CellText {
  enum Relation {
    /// One of the places holds none.
    case blank
    /// It stands apart.
    case apart
    /// It goes on from one into the other.
    case joined
  }

  /// What stands on one line keeps apart by this, in its height, and lines by this.
  private static let gap = 1.5
  private static let lead = 0.8

  /// How the boxes of `first` relate to those of `second`, right of an upright border or below a
  /// horizontal one.
  static func relation(_ first: [Box], _ second: [Box], axis: RulingLine.Axis) -> Relation {
    if first.isEmpty || second.isEmpty { return .blank }
    let isJoined = first.contains { a in
      second.contains { b in
        let height = max(a.height, b.height)
        return axis == .vertical
          ? abs(a.midY - b.midY) < 0.3 * height && b.x0 - a.x1 < gap * height
          : a.x0 < b.x1 && b.x0 < a.x1 && b.y0 - a.y1 < lead * height
      }
    }
    return isJoined ? .joined : .apart
  }
}
