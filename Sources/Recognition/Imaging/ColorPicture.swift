import CTesseract
import PageModel

/// A picture of a page in colour, its paper made grey: yellowed paper or a warm lamp would make all of it
/// coloured ink.
struct ColorPicture {
  /// Channels of the paper that differ by no more than this, in levels of 255, are grey.
  private static let mostTint = 8
  /// Rows and columns between the pixels that are looked at.
  private static let step = 16

  let raster: Raster
  /// Whether the paper had a colour.
  let isTinted: Bool

  /// `nil` where it is too large for memory.
  init?(_ image: PageBitmap) {
    guard let colored = Raster(colored: image) else { return nil }
    let paper = Self.paper(of: image)
    let lightest = paper.max() ?? 0
    isTinted = (paper.min() ?? 0) > 0 && lightest - (paper.min() ?? 0) > Self.mostTint
    if isTinted {
      // In place: a second picture of a large sheet would take 80 MB.
      pixGlobalNormRGB(
        colored.pix, colored.pix, Int32(paper[2]), Int32(paper[1]), Int32(paper[0]),
        Int32(lightest))
    }
    raster = colored
  }

  /// The levels of blue, green and red of the paper: those in the middle of each channel.
  private static func paper(of image: PageBitmap) -> [Int] {
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

  /// The picture in grey, each pixel as light as its lightest channel: a red seal vanishes, and the black
  /// text under it stays. On tinted paper JPEG, which keeps colours coarsely, shades that channel in
  /// blocks: there, away from coloured ink, all channels count.
  func grey(_ ink: ColoredInk?) -> Raster? {
    guard isTinted else { return raster.withoutColor() }
    guard let grey = Raster(pixConvertRGBToGray(raster.pix, 0, 0, 0)) else { return nil }
    if let ink, let light = raster.withoutColor() {
      pixCombineMasked(grey.pix, light.pix, ink.mask.pix)
    }
    return grey
  }
}
