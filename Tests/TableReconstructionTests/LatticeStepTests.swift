import PageModel
import Testing

@testable import TableReconstruction

/// The steps from lines to cells, each by itself.
@Suite struct RuledStepTests {
  private let tolerances = TableTolerances()

  private func horizontal(_ y: Double, _ start: Double, _ end: Double) -> RulingLine {
    RulingLine(axis: .horizontal, position: y, start: start, end: end, thickness: 0.5)
  }

  private func vertical(_ x: Double, _ start: Double, _ end: Double) -> RulingLine {
    RulingLine(axis: .vertical, position: x, start: start, end: end, thickness: 0.5)
  }

  @Test func dashesBecomeOneLineAndShortOnesGo() {
    let dashes = stride(from: 100.0, to: 200, by: 8).map { horizontal(50, $0, $0 + 4) }
    let joined = RulingLineJoining(tolerances: tolerances).joined(
      dashes.reversed() + [
        horizontal(50.5, 300, 400), horizontal(80, 100, 104), vertical(100, 0, 50),
      ],
      along: .horizontal)
    #expect(joined.map(\.start) == [100, 300])
    #expect(joined.map(\.end) == [200, 400])
  }

  @Test func linesFurtherApartThanAPointAreTwo() {
    let joined = RulingLineJoining(tolerances: tolerances).joined(
      [horizontal(50, 0, 100), horizontal(51.2, 0, 100)], along: .horizontal)
    #expect(joined.map(\.position) == [50, 51.2])
  }

  @Test func placesNearEachOtherAreOneAndAChainOfThemIsNot() {
    #expect(PositionClusters([10, 13, 40, 42, 70], within: 3.5).centers == [11.5, 41, 70])
    #expect(PositionClusters([10, 13, 16, 19], within: 3.5).centers == [11.5, 17.5])
    #expect(PositionClusters([], within: 3.5).centers.isEmpty)
  }

  @Test func linesThatMeetAreOfOneTable() {
    let components = RulingLineComponents(tolerances: tolerances).components(
      horizontal: [horizontal(0, 0, 100), horizontal(20, 0, 100), horizontal(200, 0, 100)],
      vertical: [vertical(0, 0, 20), vertical(103, 0, 20), vertical(50, 200, 240)])
    #expect(components.map { $0.horizontal.count + $0.vertical.count }.sorted() == [2, 4])
  }

  @Test func uprightsOfOneExtentAreARowThatABreakLeaves() {
    let components = RulingLineComponents(tolerances: tolerances).components(
      horizontal: [], vertical: [vertical(0, 0, 20), vertical(50, 1, 20), vertical(90, 40, 80)])
    #expect(components.map(\.vertical.count).sorted() == [1, 2])
  }

  private func made(
    _ horizontal: [RulingLine], _ vertical: [RulingLine], content: [Box] = []
  ) -> Lattice? {
    Lattice(
      RulingLineComponents.Component(horizontal: horizontal, vertical: vertical),
      tolerances: tolerances,
      content: content)
  }

  private let horizontals = [0.0, 20, 40]

  @Test func cellsSpanWhereALineIsLeftOut() throws {
    // The middle vertical stands in the second row alone.
    let lattice = try #require(
      made(
        horizontals.map { horizontal($0, 0, 100) },
        [vertical(0, 0, 40), vertical(50, 20, 40), vertical(100, 0, 40)]))
    #expect(lattice.cells.map(\.rows) == [0..<1, 1..<2, 1..<2])
    #expect(lattice.cells.map(\.columns) == [0..<2, 0..<1, 1..<2])
    #expect(!lattice.isOpenAbove && !lattice.isOpenBelow)
    let owners = lattice.owners
    #expect(owners.cell(x: 75, y: 10) == 0)
    #expect(owners.cell(x: 75, y: 30) == 2)
    #expect(owners.cell(x: 500, y: -30) == 0)
  }

  @Test func aRowIsOpenBelowWhereTextStandsBetweenItsUprights() throws {
    let verticals = [0.0, 50, 100].map { vertical($0, 0, 60) }
    let text = Box(x0: 10, y0: 45, x1: 30, y1: 55)
    let open = try #require(
      made(horizontals.map { horizontal($0, 0, 100) }, verticals, content: [text]))
    #expect(open.isOpenBelow)
    #expect(open.ys == [0, 20, 40, 60])
    let closed = try #require(made(horizontals.map { horizontal($0, 0, 100) }, verticals))
    #expect(!closed.isOpenBelow)
    #expect(closed.ys == horizontals)
  }

  @Test func oneLineMakesNoTable() {
    #expect(made([horizontal(0, 0, 100)], []) == nil)
    #expect(made([horizontal(0, 0, 100)], [vertical(0, 0, 3)]) == nil)
  }

  @Test func bordersOfTwoTablesAreSharedWhereTheyLieNear() {
    let borders = SharedBorders([0, 50, 100], [1, 60, 99, 150], within: 5)
    #expect(borders.xs == [0.5, 50, 60, 99.5, 150])
    #expect(borders.first == [0, 1, 3])
    #expect(borders.second == [0, 2, 3, 4])
  }

  @Test func bordersOfOneTableStayApart() {
    let borders = SharedBorders([0, 4, 8], [4], within: 5)
    #expect(borders.xs == [0, 4, 8])
    #expect(borders.second == [1])
  }

  @Test func aFrameAroundATableIsNone() throws {
    let page = Page(number: 1, width: 120, height: 120)
    let frame = try #require(
      made([0.0, 110].map { horizontal($0, 0, 110) }, [0.0, 110].map { vertical($0, 0, 110) }))
    let table = try #require(
      made([20.0, 40].map { horizontal($0, 20, 90) }, [20.0, 90].map { vertical($0, 20, 40) }))
    let words = Box(x0: 30, y0: 25, x1: 50, y1: 35)
    #expect(PageFrame.isOne(frame, around: [table], of: page, content: [words]))
    #expect(!PageFrame.isOne(table, around: [frame], of: page, content: [words]))
    #expect(!PageFrame.isOne(frame, around: [], of: page, content: [words]))
  }

  @Test func textGoesOnBesideOrBelowOrStandsApart() {
    let word = Box(x0: 0, y0: 0, x1: 30, y1: 10)
    let next = Box(x0: 32, y0: 0, x1: 60, y1: 10)
    let far = Box(x0: 80, y0: 0, x1: 90, y1: 10)
    let below = Box(x0: 0, y0: 12, x1: 30, y1: 22)
    #expect(CellText.relation([word], [next], axis: .vertical) == .joined)
    #expect(CellText.relation([word], [far], axis: .vertical) == .apart)
    #expect(CellText.relation([word], [below], axis: .horizontal) == .joined)
    #expect(CellText.relation([word], [far], axis: .horizontal) == .apart)
    #expect(CellText.relation([], [far], axis: .vertical) == .blank)
  }
}
