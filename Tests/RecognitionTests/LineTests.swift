import CTesseract
import PageModel
import Testing

@testable import Recognition

/// Pictures with 2 pixels a point; places in points.
struct Sheet {
  static let scale = 2.0
  let picture: Raster

  init?(width: Int32 = 300, height: Int32 = 200) {
    guard let picture = Raster(pixCreate(width * 2, height * 2, 8)) else { return nil }
    pixSetAllGray(picture.pix, 230)
    self.picture = picture
  }

  init(_ picture: Raster) {
    self.picture = picture
  }

  func fill(_ x: ClosedRange<Int>, _ y: ClosedRange<Int>, grey: UInt32 = 20) {
    for y in (2 * y.lowerBound)..<(2 * y.upperBound) {
      for x in (2 * x.lowerBound)..<(2 * x.upperBound) {
        pixSetPixel(picture.pix, Int32(x), Int32(y), grey)
      }
    }
  }

  static func horizontal(_ y: Double) -> RulingLine {
    RulingLine(axis: .horizontal, position: y, start: 20, end: 280, thickness: 1)
  }
}

struct LineTests {
  @Test func aFaintLineThatReachesFromLineToLineIsFound() throws {
    let sheet = try #require(Sheet())
    let horizontals = [Sheet.horizontal(50), Sheet.horizontal(90)]
    for horizontal in horizontals {
      sheet.fill(
        20...280, Int(bounded: horizontal.position)...Int(bounded: horizontal.position) + 1)
    }
    sheet.fill(100...101, 50...90, grey: 200)
    // A stroke of characters is darker and leaves white above and below.
    sheet.fill(160...161, 56...68)
    sheet.fill(160...161, 72...84)
    let found = SpanningLines(in: sheet.picture, scale: Sheet.scale)
      .lines(besides: [], between: horizontals, axis: .vertical)
    #expect(found.count == 1)
    #expect(found.allSatisfy { abs($0.position - 100.5) < 1 && $0.start == 50 && $0.end == 90 })
  }

  @Test func aKnownLineIsNotFoundAgain() throws {
    let sheet = try #require(Sheet())
    let horizontals = [Sheet.horizontal(50), Sheet.horizontal(90)]
    sheet.fill(100...101, 50...90, grey: 200)
    let known = RulingLine(axis: .vertical, position: 101, start: 20, end: 180, thickness: 1)
    let found = SpanningLines(in: sheet.picture, scale: Sheet.scale)
      .lines(besides: [known], between: horizontals, axis: .vertical)
    #expect(found.isEmpty)
  }

  @Test func theGapOfALineIsFilledWhereItShows() throws {
    let sheet = try #require(Sheet())
    sheet.fill(100...101, 20...180, grey: 205)
    sheet.fill(200...201, 20...60, grey: 205)
    sheet.fill(200...201, 120...180, grey: 205)
    func part(_ start: Double, _ end: Double, at position: Double) -> RulingLine {
      RulingLine(axis: .vertical, position: position, start: start, end: end, thickness: 1)
    }
    let lines = [
      part(20, 60, at: 100.5), part(120, 180, at: 100.5), part(20, 60, at: 200.5),
      part(120, 180, at: 200.5),
    ]
    let buried = BuriedLines(in: sheet.picture, scale: Sheet.scale)
    let visible = SpanningLines(in: sheet.picture, buried: buried, scale: Sheet.scale)
    let rest = PartialLines(visible, buried: buried, scale: Sheet.scale)
      .rest(of: lines, across: [20, 60, 120, 180].map(Sheet.horizontal), besides: [])
    #expect(rest.map(\.position) == [100.5])
    #expect(rest.map(\.start) == [60] && rest.map(\.end) == [120])
  }

  @Test func aStrokeAtTheEndOfALineGoes() throws {
    let sheet = try #require(Sheet())
    // The line from 60 to 180; above it a character through which its stroke goes on.
    for y in stride(from: 44, to: 58, by: 3) { sheet.fill(90...112, y...(y + 1)) }
    let ink = try #require(sheet.picture.binarized(below: 160))
    let strokes = LineStrokes(
      ink: ink, horizontals: [40, 60, 100, 180].map(Sheet.horizontal), scale: Sheet.scale)
    let vertical = RulingLine(axis: .vertical, position: 101, start: 43, end: 180, thickness: 1)
    let parted = strokes.parted(vertical)
    #expect(parted.lines.map(\.start) == [60] && parted.lines.map(\.end) == [180])
    #expect(parted.strokes.map(\.end) == [60])
  }

  @Test func aLabelWiderThanItsCellTakesNoLine() throws {
    let sheet = try #require(Sheet())
    for y in stride(from: 64, to: 78, by: 3) { sheet.fill(30...112, y...(y + 1)) }
    let ink = try #require(sheet.picture.binarized(below: 160))
    let strokes = LineStrokes(
      ink: ink, horizontals: [40, 60, 80, 100, 120].map(Sheet.horizontal), scale: Sheet.scale)
    let vertical = RulingLine(axis: .vertical, position: 101, start: 40, end: 120, thickness: 1)
    #expect(strokes.parted(vertical).lines == [vertical])
  }

  @Test func aFewBrokenLinesBesideSolidOnesAreStrokes() throws {
    let sheet = try #require(Sheet())
    for x in [20, 100, 180, 279] { sheet.fill(x...(x + 1), 20...180) }
    for y in [20, 60, 100, 140, 179] { sheet.fill(20...280, y...(y + 1)) }
    // Digits one below the other.
    for y in stride(from: 64, to: 96, by: 4) { sheet.fill(140...141, y...(y + 3)) }
    let ink = try #require(sheet.picture.binarized(below: 160))
    let rulings = RulingLineDetection(in: sheet.picture, ink: ink, seals: nil, scale: Sheet.scale)
      .rulings
    let verticals = rulings.filter { $0.axis == .vertical }.map { Int(bounded: $0.position) }
      .sorted()
    #expect(verticals == [20, 100, 180, 279])
  }

  @Test func linesOfDashesAreFoundInBothDirections() throws {
    let sheet = try #require(Sheet())
    for x in [20, 100, 180, 280] {
      for y in stride(from: 20, to: 180, by: 5) { sheet.fill(x...(x + 1), y...(y + 3)) }
    }
    for y in [20, 60, 100, 140, 180] {
      for x in stride(from: 20, to: 280, by: 5) { sheet.fill(x...(x + 3), y...(y + 1)) }
    }
    let ink = try #require(sheet.picture.binarized(below: 160))
    let rulings = RulingLineDetection(in: sheet.picture, ink: ink, seals: nil, scale: Sheet.scale)
      .rulings
    #expect(
      Set(rulings.filter { $0.axis == .vertical }.map { Int(bounded: $0.position) }).count == 4)
    #expect(
      Set(rulings.filter { $0.axis == .horizontal }.map { Int(bounded: $0.position) }).count == 5)
  }
}
