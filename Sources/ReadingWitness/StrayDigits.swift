import PageModel
import ReportModel

/// Figures that stand among the cells of a grid and in none of them.
struct StrayDigits {
  struct Run {
    /// Index of the page among those of the document.
    var page: Int
    /// Where it stands, in the frame of the page's text.
    var box: Box
    /// The nearest cell and those of its row, by their indices.
    var beside: [Int]
  }

  let pages: [Int: PrintedPage]
  /// The cells of one grid.
  let cells: [PlacedCell]
  /// What other cells and findings account for: places by page.
  let accounted: [Int: [Box]]

  func runs() -> [Run] {
    var result: [Run] = []
    let parts = cells.indices.flatMap { index in cells[index].parts.map { (index, $0) } }
    for (number, own) in Dictionary(grouping: parts, by: \.1.page).sorted(by: { $0.key < $1.key }) {
      guard let page = pages[number] else { continue }
      let boxes = own.map(\.1.box)
      let area = boxes.dropFirst().reduce(boxes[0]) { $0.union($1) }
      let places = boxes + (accounted[number] ?? [])
      let digits = page.indices(in: area.grown(by: Self.margin)).filter { index in
        let character = page.characters[index]
        return character.isDigit && character.box.share(in: area) > Self.share
          && !places.contains { $0.contains(x: character.box.midX, y: character.box.midY) }
      }
      guard !digits.isEmpty else { continue }
      for run in figures(among: digits, on: page) {
        let beside = own.filter { $0.1.box.y0 < run.midY && run.midY < $0.1.box.y1 }.map(\.0)
        let nearest = own.min { $0.1.box.distance(to: run) < $1.1.box.distance(to: run) }?.0
        let also = nearest.map { beside.contains($0) ? [] : [$0] } ?? []
        result.append(Run(page: number, box: run, beside: also + beside))
      }
    }
    return result
  }

  /// Figures that are too large for the row at an edge of the grid reach out of it: no more than the one, in
  /// points, and with no less of them inside than the other.
  private static let margin = 20.0
  private static let share = 0.2
  /// Characters nearer than this go on with a figure, in em.
  private static let reach = 0.6

  /// The boxes of the digits that stand alone: those of words, as 2024年 in a header, are none of a
  /// figure.
  private func figures(among digits: [Int], on page: PrintedPage) -> [Box] {
    page.lines(digits).flatMap { line -> [Box] in
      var runs: [Box] = []
      for index in line {
        let box = page.characters[index].box
        if let last = runs.last, box.x0 - last.x1 < Self.reach * page.characters[index].size {
          runs[runs.count - 1] = last.union(box)
        } else {
          runs.append(box)
        }
      }
      return runs.filter { run in
        let reach = Self.reach * run.height
        let near = page.indices(x: (run.x0 - reach)...(run.x1 + reach), y: run.y0...run.y1)
        return !near.contains { page.characters[$0].scalar.properties.isIdeographic }
      }
    }
  }
}
