/// A page as a picture.
public struct PagePreview: Sendable, Hashable, Codable {
  /// Page number, from 1.
  public var number: Int
  /// Width of the page as shown, in points.
  public var width: Double
  /// Height of the page as shown, in points.
  public var height: Double
  /// The picture file; empty where there was no room for it.
  public var bytes: [UInt8]

  public init(number: Int, width: Double, height: Double, bytes: [UInt8]) {
    self.number = number
    self.width = width
    self.height = height
    self.bytes = bytes
  }
}
