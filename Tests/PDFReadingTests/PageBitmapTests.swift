import Foundation
import PDFReading
import PageModel
import TestSupport
import Testing

/// Pictures of pages at the resolution of their paper.
struct PageBitmapTests {
  private func reader(of scan: String) throws -> PDFReader {
    try PDFReader(Array(Data(contentsOf: Fixtures.scans.appending(path: scan))), password: nil)
  }

  @Test func aPageOfAPointAPixelIsDrawnAtTheResolutionOfItsPaper() throws {
    var widths: [Int] = []
    try reader(of: "scan-yellow-streaks.pdf").images(of: [1]) { image in
      widths.append(image.width)
      // A4 was scanned at 200 pixels an inch.
      #expect(abs(image.resolution - 200) < 2)
      #expect(abs(image.enlargement - 200.0 / 72) < 0.03)
    }
    #expect(widths == [1654] || widths == [1653])
  }

  @Test func aPageOfTheSizeOfItsPaperIsNotEnlarged() throws {
    var count = 0
    try reader(of: "scan-skew-3.pdf").images(of: [1]) { image in
      count += 1
      #expect(image.enlargement == 1)
      #expect(abs(image.resolution - 200) < 2)
    }
    #expect(count == 1)
  }
}
