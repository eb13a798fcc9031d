import Foundation
import PDFReading
import PageModel
import TableReconstruction
import Testing

/// Random grids, printed and read, come back as they were.
///
/// One after the other: reading a page captures the drawing calls of the whole process.
@Suite(.serialized) struct GridRoundTripTests {
  private static let grids: [(UInt64, RandomGrid.Style)] = (1...12).flatMap { seed in
    RandomGrid.Style.allCases.map { (seed, $0) }
  }

  private func tables(_ printer: GridPrinter) throws -> [Table] {
    printer.finish()
    let content = try Data(contentsOf: URL(filePath: printer.path))
    let document = try PDFReader(Array(content), password: nil).pages()
    #expect(document.notices == [])
    return TableReconstructor().layout(of: document).tables
  }

  private func cells(_ table: Table) -> Set<RandomGrid.Cell> {
    Set(
      table.cells.map {
        RandomGrid.Cell(
          row: $0.row, column: $0.column, rowSpan: $0.rowSpan, columnSpan: $0.columnSpan,
          text: $0.text)
      })
  }

  @Test(arguments: grids)
  func aGridComesBack(seed: UInt64, style: RandomGrid.Style) throws {
    let grid = RandomGrid(seed: seed, style: style)
    let printer = try GridPrinter()
    printer.print(grid, rows: 0..<(grid.ys.count - 1))
    let tables = try tables(printer)
    try #require(tables.count == 1)
    #expect(cells(tables[0]).symmetricDifference(grid.cells) == [])
    for cell in tables[0].cells {
      let box = try #require(cell.fragments.first?.box)
      let edges = [
        (box.x0, grid.xs[cell.columns.lowerBound]), (box.x1, grid.xs[cell.columns.upperBound]),
        (box.y0, grid.ys[cell.rows.lowerBound]), (box.y1, grid.ys[cell.rows.upperBound]),
      ]
      for (found, printed) in edges { #expect(abs(found - printed) < 1) }
    }
  }

  @Test(arguments: grids)
  func aGridOverTwoPagesComesBack(seed: UInt64, style: RandomGrid.Style) throws {
    // No spans: a merged cell that a break cuts stands in two pieces.
    let grid = RandomGrid(seed: seed &+ 1000, style: style, spans: false)
    let rows = grid.ys.count - 1
    let cut = rows / 2
    let printer = try GridPrinter()
    printer.print(grid, rows: 0..<cut, offset: GridPrinter.pageHeight - 70 - grid.ys[cut])
    printer.print(grid, rows: cut..<rows, offset: 70 - grid.ys[cut])
    let tables = try tables(printer)
    try #require(tables.count == 1)
    #expect(cells(tables[0]).symmetricDifference(grid.cells) == [])
    for cell in tables[0].cells {
      #expect(cell.fragments.map(\.page) == [cell.row < cut ? 1 : 2])
    }
  }
}
