import PageModel
import ReportModel
import Testing

@testable import ElementLayout

@Suite struct ElementGridTests {
  private func grid(_ rows: [[(String, Int, Int)]]) -> ElementGrid {
    ElementGrid(
      ElementTable(
        path: "table",
        rows: rows.map { row in
          row.map { ElementCell(text: $0.0, path: $0.0, rowSpan: $0.1, columnSpan: $0.2) }
        }))
  }

  private func places(_ grid: ElementGrid) -> [String] {
    grid.cells.map {
      "\($0.source?.text ?? "")@\($0.row),\($0.column)+\($0.rowSpan)x\($0.columnSpan)"
    }
  }

  @Test func cellsStandBesideWhatReachesDownFromAbove() {
    let found = grid([[("a", 2, 1), ("b", 1, 2)], [("c", 1, 1), ("d", 1, 1)]])
    #expect(places(found) == ["a@0,0+2x1", "b@0,1+1x2", "c@1,1+1x1", "d@1,2+1x1"])
    #expect(found.unevenRows.isEmpty)
  }

  @Test func holesAreBlank() {
    let found = grid([
      [("a", 1, 1), ("b", 1, 1)], [("c", 1, 1)], [], [("d", 1, 1), ("e", 1, 1)],
    ])
    #expect(
      places(found).suffix(5) == ["@1,1+1x1", "@2,0+1x1", "@2,1+1x1", "d@3,0+1x1", "e@3,1+1x1"])
    #expect(found.unevenRows.isEmpty)
  }

  @Test func rowsOfAnotherWidthThanThoseAroundThemAreTold() {
    func uneven(_ widths: [Int]) -> Set<Int> {
      grid(widths.map { Array(repeating: ("x", 1, 1), count: $0) }).unevenRows
    }
    #expect(uneven([5, 5, 5, 4, 5]) == [3])
    #expect(uneven([5, 5, 5, 6]) == [3])
    #expect(uneven([5, 5, 0, 5, 4, 4, 5]) == [4, 5])
    // Several grids in one table.
    #expect(uneven([4, 4, 4, 10, 10, 10, 10, 15, 15, 15]) == [])
    // Bands over rows of their own width; they hold no figures.
    #expect(uneven([1, 4, 4, 4, 1, 2, 2, 1, 2, 2, 2]) == [0, 7])
  }

  @Test func spansReachNoFurtherThanTheTableAndTheCellsInTheWay() {
    let found = grid([[("a", 1, 1), ("b", 9, 1)], [("c", 1, 3)]])
    #expect(places(found) == ["a@0,0+1x1", "b@0,1+2x1", "c@1,0+1x1"])
  }

  @Test func everyPlaceBelongsToOneCell() {
    var state: UInt64 = 7
    func next(_ most: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % most
    }
    for _ in 0..<300 {
      let found = grid(
        (0..<next(8)).map { _ in (0..<next(7)).map { ("x\($0)", 1 + next(4), 1 + next(4)) } })
      var taken = Array(
        repeating: Array(repeating: 0, count: found.columnCount), count: found.rowCount)
      for cell in found.cells {
        for row in cell.row..<(cell.row + cell.rowSpan) {
          for column in cell.column..<(cell.column + cell.columnSpan) { taken[row][column] += 1 }
        }
      }
      #expect(taken.allSatisfy { $0.allSatisfy { $0 == 1 } })
    }
  }

  @Test func hugeTablesAreCutAndThatIsTold() {
    let rows = Array(repeating: [("1", 1, 1_000_000)], count: 1200)
    let found = grid(rows)
    #expect(found.isCut && found.rowCount == 1000 && found.columnCount == 100)
    let table = ElementTable(
      path: "t", rows: rows.map { $0.map { ElementCell(text: $0.0, path: "", columnSpan: $0.2) } })
    let layout = ElementLayout(ElementDocument(blocks: [.table(table)]))
    #expect(layout.findings.map(\.rule.rawValue) == ["reading.table_cut"])
  }
}
