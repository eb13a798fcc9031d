/// The picture of a page as shown.
public struct PageBitmap: Sendable {
  /// Number of the page in the document, from 1.
  public var page: Int
  /// Size in pixels.
  public var width: Int
  public var height: Int
  /// Pixels an inch of paper.
  public var resolution: Double
  /// Points of the page for a point of paper: more than 1 where the page was made larger than the sheet
  /// that it shows.
  public var enlargement: Double
  /// Rows from the top, four bytes a pixel: blue, green, red, and one without meaning.
  public var pixels: [UInt8]
  /// `false` where a picture of the page could not be decoded, so that nothing shows.
  public var isDecoded: Bool

  public init(
    page: Int, width: Int, height: Int, resolution: Double, enlargement: Double = 1,
    pixels: [UInt8], isDecoded: Bool = true
  ) {
    self.page = page
    self.width = width
    self.height = height
    self.resolution = resolution
    self.enlargement = enlargement
    self.pixels = pixels
    self.isDecoded = isDecoded
  }

  /// The part inside a box in points of the page; the image itself where that is all of it, `nil` where it
  /// is empty.
  public func cropped(to box: Box) -> PageBitmap? {
    let scale = resolution / 72 / enlargement
    let left = max(0, Int(bounded: (box.x0 * scale).rounded()))
    let top = max(0, Int(bounded: (box.y0 * scale).rounded()))
    let right = min(width, Int(bounded: (box.x1 * scale).rounded()))
    let bottom = min(height, Int(bounded: (box.y1 * scale).rounded()))
    guard left < right, top < bottom else { return nil }
    if (left, top, right, bottom) == (0, 0, width, height) { return self }
    var part: [UInt8] = []
    part.reserveCapacity((right - left) * (bottom - top) * 4)
    for row in top..<bottom {
      part += pixels[((row * width + left) * 4)..<((row * width + right) * 4)]
    }
    return PageBitmap(
      page: page, width: right - left, height: bottom - top, resolution: resolution,
      enlargement: enlargement, pixels: part)
  }
}
