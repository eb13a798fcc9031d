import Testing

@testable import Recognition

/// Ink outside of ruled tables, parted into lines and cells.
struct RunningTextTests {
  /// Characters of 20 pixels side by side, as one piece each.
  private func words(_ count: Int, x: Int, y: Int) -> [PixelBox] {
    (0..<count).map { PixelBox(x: x + 21 * $0, y: y, width: 19, height: 20) }
  }

  private func places(_ pieces: [PixelBox]) -> [PixelBox] {
    RunningText.segments(of: pieces, scale: 2).map(\.box)
  }

  @Test func wordsThatStandHigherAreAnotherCell() {
    let first = words(3, x: 100, y: 200)
    let next = words(3, x: 175, y: 205)
    #expect(places(first + next) == [PixelBox.around(first), PixelBox.around(next)])
    // On one line such a gap is one between words.
    #expect(places(first + words(3, x: 175, y: 201)).count == 1)
  }

  @Test func commasAndDigitsAreNoStep() {
    let digits = (0..<4).map { PixelBox(x: 175 + 10 * $0, y: 203, width: 9, height: 15) }
    let comma = [PixelBox(x: 225, y: 213, width: 5, height: 9)]
    let line = words(3, x: 100, y: 200) + digits + comma + words(3, x: 240, y: 200)
    #expect(places(line).count == 1)
  }

  @Test func uprightLinesBetweenCellsAreNoText() {
    let cells = [100, 220, 340].map { words(3, x: $0, y: 200) }
    let lines = [190, 310].map { PixelBox(x: $0, y: 180, width: 3, height: 60) }
    let text = words(20, x: 100, y: 300)
    #expect(
      places(cells.flatMap(\.self) + lines + text)
        == cells.map(PixelBox.around) + [PixelBox.around(text)])
  }

  @Test func strokesOfALargeCharacterStay() {
    // 云川县: three strokes between characters as high.
    let name =
      [PixelBox(x: 100, y: 100, width: 48, height: 46)]
      + [158, 172, 188].map { PixelBox(x: $0, y: 100, width: 4, height: 46) }
      + [PixelBox(x: 202, y: 100, width: 48, height: 46)]
    let text = (0..<12).flatMap { words(10, x: 100, y: 200 + 30 * $0) }
    #expect(places(name + text).first == PixelBox.around(name))
  }

  @Test func aDecimalPointIsNoSpeck() {
    let digits = [0, 11, 22, 42, 53].map { PixelBox(x: 100 + $0, y: 200, width: 9, height: 15) }
    let point = PixelBox(x: 135, y: 212, width: 3, height: 3)
    #expect(RunningText.withPoints(digits + [point], least: 4).contains(point))
    // Nor is every speck one.
    for speck in [point.moved(right: 0, down: -6), point.moved(right: 40, down: 0)] {
      #expect(!RunningText.withPoints(digits + [speck], least: 4).contains(speck))
    }
  }
}
