import PageModel

/// Third step: a component's lines become rows, columns and the cells between them.
struct Lattice {
  /// Borders of the columns, from left to right.
  var xs: [Double]
  /// Borders of the rows, from top to bottom.
  var ys: [Double]
  /// Cells as ranges of rows and columns, in row-major order.
  var cells: [(rows: Range<Int>, columns: Range<Int>)]
  /// Whether a line closes the lattice at its top and bottom.
  var isOpenAbove: Bool
  var isOpenBelow: Bool
  /// The columns whose first or last cell no line closes at the table's top or bottom.
  private(set) var openColumns: (above: Set<Int>, below: Set<Int>) = ([], [])

  /// Which cell each place between the borders belongs to.
  struct Owners {
    fileprivate let xs: [Double]
    fileprivate let ys: [Double]
    fileprivate let cells: [Int]

    /// Index of the cell at a point; beyond the table the nearest one.
    func cell(x: Double, y: Double) -> Int {
      let column = (xs.lastIndex { $0 <= x } ?? 0).clamped(to: xs.count - 2)
      let row = (ys.lastIndex { $0 <= y } ?? 0).clamped(to: ys.count - 2)
      return cells[row * (xs.count - 1) + column]
    }
  }

  var owners: Owners {
    var owners = [Int](repeating: 0, count: (ys.count - 1) * (xs.count - 1))
    for (index, cell) in cells.enumerated() {
      for row in cell.rows {
        for column in cell.columns { owners[row * (xs.count - 1) + column] = index }
      }
    }
    return Owners(xs: xs, ys: ys, cells: owners)
  }

  /// What has more is graph paper; a page of the smallest print has room for some ten thousand cells.
  private static let mostCrossings = 50_000

  var box: Box { Box(x0: xs[0], y0: ys[0], x1: xs[xs.count - 1], y1: ys[ys.count - 1]) }

  func box(of cell: (rows: Range<Int>, columns: Range<Int>)) -> Box {
    Box(
      x0: xs[cell.columns.lowerBound], y0: ys[cell.rows.lowerBound],
      x1: xs[cell.columns.upperBound], y1: ys[cell.rows.upperBound])
  }

  /// `content` holds boxes of the text, which tell an open edge of a table from a line's end
  ///   that sticks out.
  init?(_ component: RulingLineComponents.Component, tolerances: TableTolerances, content: [Box]) {
    guard let first = (component.horizontal + component.vertical).first else { return nil }
    var bounds = first.box
    for ruling in component.horizontal + component.vertical { bounds = bounds.union(ruling.box) }
    var xs = PositionClusters(component.vertical.map(\.position), within: tolerances.snap).centers
    var ys = PositionClusters(component.horizontal.map(\.position), within: tolerances.snap).centers
    func hasText(_ box: Box) -> Bool { content.contains { box.contains(x: $0.midX, y: $0.midY) } }
    let margin = tolerances.shortest
    // Where the first and the last line both end far out, blank cells are open as well.
    let outer = [
      component.horizontal.min { $0.position < $1.position },
      component.horizontal.max { $0.position < $1.position },
    ].compactMap { $0 }
    func isOpen(_ width: Double, _ ends: (RulingLine) -> Double, _ bound: Double) -> Bool {
      component.horizontal.count > 1 && width > tolerances.openCell
        && outer.allSatisfy { abs(ends($0) - bound) < tolerances.snap }
    }
    if let left = xs.first, left - bounds.x0 > margin,
      hasText(Box(x0: bounds.x0, y0: bounds.y0, x1: left, y1: bounds.y1))
        || isOpen(left - bounds.x0, \.start, bounds.x0)
    {
      xs.insert(bounds.x0, at: 0)
    }
    if let right = xs.last, bounds.x1 - right > margin,
      hasText(Box(x0: right, y0: bounds.y0, x1: bounds.x1, y1: bounds.y1))
        || isOpen(bounds.x1 - right, \.end, bounds.x1)
    {
      xs.append(bounds.x1)
    }
    isOpenAbove = false
    isOpenBelow = false
    if let top = ys.first {
      let edge =
        Self.usual(
          component.vertical.map(\.start).filter { top - $0 > margin }, tolerances) ?? bounds.y0
      if top - edge > margin, hasText(Box(x0: bounds.x0, y0: edge, x1: bounds.x1, y1: top)) {
        ys.insert(edge, at: 0)
        isOpenAbove = true
      }
    }
    if let bottom = ys.last {
      let edge =
        Self.usual(
          component.vertical.map(\.end).filter { $0 - bottom > margin }, tolerances) ?? bounds.y1
      if edge - bottom > margin, hasText(Box(x0: bounds.x0, y0: bottom, x1: bounds.x1, y1: edge)) {
        ys.append(edge)
        isOpenBelow = true
      }
    }
    let isBeside = content.contains {
      $0.midY > bounds.y0 && $0.midY < bounds.y1 && ($0.midX < bounds.x0 || $0.midX > bounds.x1)
    }
    if ys.isEmpty, component.vertical.count > 2, hasText(bounds), !isBeside {
      ys = [bounds.y0, bounds.y1]
      isOpenAbove = true
      isOpenBelow = true
    }
    guard xs.count >= 2, ys.count >= 2, xs.count * ys.count <= Self.mostCrossings else {
      return nil
    }
    self.xs = xs
    self.ys = ys
    cells = []
    cells = Self.cells(xs: xs, ys: ys, component, content, tolerances)
    let horizontals = Self.edges(component.horizontal, at: ys)
    func open(_ row: Int) -> Set<Int> {
      Set(
        xs.indices.dropLast().filter {
          !Self.isCovered(xs[$0], xs[$0 + 1], by: horizontals[row], tolerances)
        })
    }
    openColumns = (open(0), open(ys.count - 1))
  }

  /// Where most of the verticals of a row without a line at a break end, three at least: those beside
  /// a cell of several rows may go on.
  private static func usual(_ ends: [Double], _ tolerances: TableTolerances) -> Double? {
    let counts = ends.map { end in ends.count { abs($0 - end) < tolerances.snap } }
    guard let most = counts.max(), most >= 3, most * 2 > ends.count,
      let place = counts.firstIndex(of: most)
    else { return nil }
    return ends[place]
  }

  private static func cells(
    xs: [Double], ys: [Double], _ component: RulingLineComponents.Component, _ content: [Box],
    _ tolerances: TableTolerances
  ) -> [(rows: Range<Int>, columns: Range<Int>)] {
    let rowCount = ys.count - 1
    let columnCount = xs.count - 1
    var parents = Array(0..<(rowCount * columnCount))
    func root(_ index: Int) -> Int {
      var index = index
      while parents[index] != index { index = parents[index] }
      return index
    }
    let verticals = edges(component.vertical, at: xs)
    let horizontals = edges(component.horizontal, at: ys)
    for row in 0..<rowCount {
      for column in 0..<columnCount {
        let here = row * columnCount + column
        if column + 1 < columnCount,
          !isCovered(ys[row], ys[row + 1], by: verticals[column + 1], tolerances)
        {
          parents[root(here + 1)] = root(here)
        }
        if row + 1 < rowCount,
          !isCovered(xs[column], xs[column + 1], by: horizontals[row + 1], tolerances)
        {
          parents[root(here + columnCount)] = root(here)
        }
      }
    }
    var text: [Int: [Box]] = [:]
    for box in content {
      guard let row = Self.interval(of: box.midY, in: ys),
        let column = Self.interval(of: box.midX, in: xs)
      else { continue }
      text[row * columnCount + column, default: []].append(box)
    }
    var regions: [Int: [Int]] = [:]
    for index in parents.indices { regions[root(index), default: []].append(index) }
    var result: [(rows: Range<Int>, columns: Range<Int>)] = []
    for places in regions.values.map(Set.init) {
      let isDivided = places.contains { place in
        let (row, column) = (place / columnCount, place % columnCount)
        return column > 0 && places.contains(place - 1)
          && isCovered(ys[row], ys[row + 1], by: verticals[column], tolerances)
          || places.contains(place - columnCount)
            && isCovered(xs[column], xs[column + 1], by: horizontals[row], tolerances)
      }
      let rows = places.map { $0 / columnCount }
      let columns = places.map { $0 % columnCount }
      let rowRange = (rows.min() ?? 0)..<((rows.max() ?? 0) + 1)
      let columnRange = (columns.min() ?? 0)..<((columns.max() ?? 0) + 1)
      if !isDivided, rowRange.count * columnRange.count == places.count {
        // What is open on top and at the table's side, and blank, lies outside of the table.
        let isOpenCorner =
          rowRange.lowerBound == 0 && rowRange.count > 1
          && columnRange.allSatisfy { text[$0] == nil }
          && !columnRange.contains {
            isCovered(xs[$0], xs[$0 + 1], by: horizontals[0], tolerances)
          }
          && [0, columnCount].contains { side in
            (columnRange.lowerBound == side || columnRange.upperBound == side)
              && !isCovered(ys[0], ys[1], by: verticals[side], tolerances)
              && isCovered(ys[1], ys[2], by: verticals[side], tolerances)
          }
        if isOpenCorner {
          result += [(0..<1, columnRange), (1..<rowRange.upperBound, columnRange)]
          continue
        }
        // A vertical that is interrupted for one cell, where nothing goes on over its place.
        let gaps = columnRange.dropFirst().filter { border in
          rowRange.lowerBound > 0 && rowRange.upperBound < rowCount
            && [rowRange.lowerBound - 1, rowRange.upperBound].allSatisfy {
              isCovered(ys[$0], ys[$0 + 1], by: verticals[border], tolerances)
            }
            && CellText.relation(
              rowRange.flatMap { row in
                (columnRange.lowerBound..<border).flatMap { text[row * columnCount + $0] ?? [] }
              },
              rowRange.flatMap { row in
                (border..<columnRange.upperBound).flatMap { text[row * columnCount + $0] ?? [] }
              }, axis: .vertical) == .apart
        }
        let starts = [columnRange.lowerBound] + gaps + [columnRange.upperBound]
        result += zip(starts, starts.dropFirst()).map { (rowRange, $0..<$1) }
        continue
      }
      let region = BrokenRegion(
        units: places.map { (row: $0 / columnCount, column: $0 % columnCount) },
        isParted: { row, column, isVertical in
          isVertical
            ? isCovered(ys[row], ys[row + 1], by: verticals[column], tolerances)
            : isCovered(xs[column], xs[column + 1], by: horizontals[row], tolerances)
        },
        text: { row, column in text[row * columnCount + column] ?? [] })
      result += region.cells
    }
    return result.sorted {
      ($0.rows.lowerBound, $0.columns.lowerBound) < ($1.rows.lowerBound, $1.columns.lowerBound)
    }
  }

  /// Index of the interval between ascending positions that holds a value.
  private static func interval(of value: Double, in positions: [Double]) -> Int? {
    var low = 0
    var high = positions.count
    while low < high {
      let middle = (low + high) / 2
      if positions[middle] <= value { low = middle + 1 } else { high = middle }
    }
    return low > 0 && low < positions.count ? low - 1 : nil
  }

  private static func edges(_ rulings: [RulingLine], at positions: [Double]) -> [[RulingLine]] {
    var result = [[RulingLine]](repeating: [], count: positions.count)
    for ruling in rulings {
      var nearest = 0
      for index in positions.indices
      where abs(positions[index] - ruling.position) < abs(positions[nearest] - ruling.position) {
        nearest = index
      }
      result[nearest].append(ruling)
    }
    return result
  }

  private static func isCovered(
    _ start: Double, _ end: Double, by rulings: [RulingLine], _ tolerances: TableTolerances
  ) -> Bool {
    var covered = 0.0
    var reached = start
    for ruling in rulings.sorted(by: { $0.start < $1.start }) {
      let from = max(ruling.start, reached)
      let to = min(ruling.end, end)
      if to > from {
        covered += to - from
        reached = to
      }
    }
    return covered >= tolerances.coverage * (end - start)
  }
}
