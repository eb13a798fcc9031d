/// The picture of a page as shown.
public struct PageImage: Sendable {
  /// Number of the page in the document, from 1.
  public var page: Int
  /// Size in pixels.
  public var width: Int
  public var height: Int
  /// Pixels an inch.
  public var resolution: Double
  /// Rows from the top, four bytes a pixel: blue, green, red, and one without meaning.
  public var pixels: [UInt8]

  public init(page: Int, width: Int, height: Int, resolution: Double, pixels: [UInt8]) {
    self.page = page
    self.width = width
    self.height = height
    self.resolution = resolution
    self.pixels = pixels
  }
}
