import CTesseract
import DocumentModel

extension Raster {
  /// Channels of the paper that differ by no more than this, in levels of 255, are grey.
  private static let mostTint = 8
  /// Rows and columns between the pixels that are looked at.
  private static let step = 16

  /// The image in colour, with grey paper: yellowed paper or a warm lamp would make all of it coloured
  /// ink. The paper is what is in the middle of the levels of each channel.
  convenience init?(balanced image: PageImage) {
    guard let colored = Raster(colored: image) else { return nil }
    let paper = Self.paper(of: image)
    let lightest = paper.max() ?? 0
    guard let least = paper.min(), least > 0, lightest - least > Self.mostTint else {
      self.init(pixClone(colored.pix))
      return
    }
    self.init(
      pixGlobalNormRGB(
        nil, colored.pix, Int32(paper[2]), Int32(paper[1]), Int32(paper[0]), Int32(lightest)))
  }

  /// The levels of blue, green and red of most of the image.
  private static func paper(of image: PageImage) -> [Int] {
    (0..<3).map { channel in
      var levels: [UInt8] = []
      for y in stride(from: 0, to: image.height, by: step) {
        for x in stride(from: 0, to: image.width, by: step) {
          levels.append(image.pixels[(y * image.width + x) * 4 + channel])
        }
      }
      return levels.isEmpty ? 0 : Int(levels.sorted()[levels.count / 2])
    }
  }
}
