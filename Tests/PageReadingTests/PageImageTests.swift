import DocumentModel
import Foundation
import PageReading
import Testing

/// Pictures of pages at the resolution of their paper.
struct PageImageTests {
  private static let scans = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Fixtures/scans").standardized

  @Test func aPageOfAPointAPixelIsDrawnAtTheResolutionOfItsPaper() throws {
    var widths: [Int] = []
    let path = Self.scans.appending(path: "scan-yellow-streaks.pdf").path()
    try PageReader().images(of: [1], path: path, password: nil) { image in
      widths.append(image.width)
      // A4 was scanned at 200 pixels an inch.
      #expect(abs(image.resolution - 200) < 2)
      #expect(abs(image.enlargement - 200.0 / 72) < 0.03)
    }
    #expect(widths == [1654] || widths == [1653])
  }

  @Test func aPageOfTheSizeOfItsPaperIsNotEnlarged() throws {
    let path = Self.scans.appending(path: "scan-skew-3.pdf").path()
    var count = 0
    try PageReader().images(of: [1], path: path, password: nil) { image in
      count += 1
      #expect(image.enlargement == 1)
      #expect(abs(image.resolution - 200) < 2)
    }
    #expect(count == 1)
  }
}
