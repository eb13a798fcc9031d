import PageModel

/// A part of a lattice that no line closes, but that is no rectangle or has a line in it: lines are
/// missing in part.
///
/// It is cut into its rows, or into its columns where rows would part text, or leave in one piece what
/// stands apart, and columns part none. Rows are cut where a vertical stands, columns where a horizontal
/// line does. Equal pieces that no line parts are one again.
struct BrokenRegion {
  private let units: Set<Unit>
  private let isParted: (_ row: Int, _ column: Int, _ isVertical: Bool) -> Bool
  private let text: (_ row: Int, _ column: Int) -> [Box]

  private struct Unit: Hashable {
    var row: Int
    var column: Int
  }

  /// `isParted` tells whether a line stands at the left side of a unit (vertical) or along its top;
  /// `text` gives the boxes of the letters in a unit.
  init(
    units: [(row: Int, column: Int)],
    isParted: @escaping (_ row: Int, _ column: Int, _ isVertical: Bool) -> Bool,
    text: @escaping (_ row: Int, _ column: Int) -> [Box]
  ) {
    self.units = Set(units.map { Unit(row: $0.row, column: $0.column) })
    self.isParted = isParted
    self.text = text
  }

  var cells: [(rows: Range<Int>, columns: Range<Int>)] {
    let isBetterInColumns =
      (has(.joined, across: .horizontal) || has(.apart, across: .vertical))
      && !has(.joined, across: .vertical)
    if isBetterInColumns {
      return pieces(byColumns: true).map { (rows: $0.inner, columns: $0.outer) }
    }
    return pieces(byColumns: false).map { (rows: $0.outer, columns: $0.inner) }
  }

  /// Whether the text of any two neighbours, between which no line stands, relates so.
  private func has(_ relation: CellText.Relation, across axis: RulingLine.Axis) -> Bool {
    units.contains { unit in
      let isVertical = axis == .vertical
      let before =
        isVertical
        ? Unit(row: unit.row, column: unit.column - 1)
        : Unit(row: unit.row - 1, column: unit.column)
      return units.contains(before) && !isParted(unit.row, unit.column, isVertical)
        && CellText.relation(
          text(before.row, before.column), text(unit.row, unit.column), axis: axis) == relation
    }
  }

  /// The pieces of lanes, rows or columns: `outer` are lanes, `inner` goes along them.
  private func pieces(byColumns: Bool) -> [(outer: Range<Int>, inner: Range<Int>)] {
    func unit(_ lane: Int, _ place: Int) -> Unit {
      byColumns ? Unit(row: place, column: lane) : Unit(row: lane, column: place)
    }
    let lanes = Dictionary(grouping: units) { byColumns ? $0.column : $0.row }
    var result: [(outer: Range<Int>, inner: Range<Int>)] = []
    var open: [Range<Int>: Range<Int>] = [:]
    var previous: Int?
    for lane in lanes.keys.sorted() {
      if let previous, previous + 1 < lane {
        result += open.map { ($0.value, $0.key) }
        open = [:]
      }
      previous = lane
      var runs: [Range<Int>] = []
      for place in (lanes[lane] ?? []).map({ byColumns ? $0.row : $0.column }).sorted() {
        let here = unit(lane, place)
        if let last = runs.last, last.upperBound == place,
          !isParted(here.row, here.column, !byColumns)
        {
          runs[runs.count - 1] = last.lowerBound..<(place + 1)
        } else {
          runs.append(place..<(place + 1))
        }
      }
      var next: [Range<Int>: Range<Int>] = [:]
      for run in runs {
        let isCut = run.contains { place in
          let here = unit(lane, place)
          return isParted(here.row, here.column, byColumns)
        }
        if let before = open[run], !isCut {
          next[run] = before.lowerBound..<(lane + 1)
          open[run] = nil
        } else {
          next[run] = lane..<(lane + 1)
        }
      }
      result += open.map { ($0.value, $0.key) }
      open = next
    }
    return result + open.map { ($0.value, $0.key) }
  }
}
