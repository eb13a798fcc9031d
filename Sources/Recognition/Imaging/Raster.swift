import CTesseract
import PageModel

/// A place on a raster in pixels; the origin is the top left corner.
struct PixelBox: Hashable {
  var x: Int
  var y: Int
  var width: Int
  var height: Int

  var right: Int { x + width }
  var bottom: Int { y + height }

  func union(_ other: PixelBox) -> PixelBox {
    let left = min(x, other.x)
    let top = min(y, other.y)
    return PixelBox(
      x: left, y: top, width: max(right, other.right) - left,
      height: max(bottom, other.bottom) - top)
  }

  /// The place in points, at so many pixels a point.
  func points(at scale: Double) -> PageModel.Box {
    PageModel.Box(
      x0: Double(x) / scale, y0: Double(y) / scale, x1: Double(right) / scale,
      y1: Double(bottom) / scale)
  }

  /// Whether more than half of the smaller of both is common to them.
  func covers(_ other: PixelBox) -> Bool {
    let across = min(right, other.right) - max(x, other.x)
    let down = min(bottom, other.bottom) - max(y, other.y)
    return across > 0 && down > 0
      && 2 * across * down > min(width * height, other.width * other.height)
  }

  func moved(right: Int, down: Int) -> PixelBox {
    PixelBox(x: x + right, y: y + down, width: width, height: height)
  }

  /// The box moved outwards by a number of pixels (inwards where negative).
  func expanded(by margin: Int) -> PixelBox {
    PixelBox(
      x: x - margin, y: y - margin, width: width + 2 * margin, height: height + 2 * margin)
  }
}

/// A picture of Leptonica, with ownership: one bit a pixel (1 is ink) or grey (0 is black).
final class Raster {
  let pix: UnsafeMutablePointer<Pix>

  /// Takes what a function of Leptonica gives; `nil` where it failed.
  init?(_ pix: UnsafeMutablePointer<Pix>?) {
    guard let pix else { return nil }
    self.pix = pix
  }

  deinit {
    var pix: UnsafeMutablePointer<Pix>? = pix
    pixDestroy(&pix)
  }

  var width: Int { Int(pix.pointee.w) }
  var height: Int { Int(pix.pointee.h) }
  var bounds: PixelBox { PixelBox(x: 0, y: 0, width: width, height: height) }

  /// The image in colour.
  convenience init?(colored image: PageBitmap) {
    guard let pix = pixCreate(Int32(image.width), Int32(image.height), 32) else { return nil }
    self.init(pix)
    guard let data = pixGetData(pix) else { return nil }
    // Leptonica's words are red, green, blue, unused from the highest byte down; the image's bytes are
    // blue, green, red, unused: the same, a byte further on little-endian machines.
    image.pixels.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return }
      UnsafeMutableRawPointer(data).advanced(by: 1).copyMemory(
        from: start, byteCount: bytes.count - 1)
    }
  }

  /// A grey picture in which coloured ink is light: each pixel is its lightest channel, so that a red
  /// seal vanishes and the black text under it stays.
  func withoutColor() -> Raster? { Raster(pixConvertRGBToGrayMinMax(pix, Int32(L_CHOOSE_MAX))) }

  /// The part inside the box.
  func clipped(to box: PixelBox) -> Raster? {
    guard
      let area = boxCreate(Int32(box.x), Int32(box.y), Int32(box.width), Int32(box.height))
    else { return nil }
    defer {
      var area: UnsafeMutablePointer<CTesseract.Box>? = area
      boxDestroy(&area)
    }
    return Raster(pixClipRectangle(pix, area, nil))
  }

  /// With white on every side.
  func bordered(by margin: Int) -> Raster? {
    let white: UInt32 = pix.pointee.d == 1 ? 0 : 255
    let margin = Int32(margin)
    return Raster(pixAddBorderGeneral(pix, margin, margin, margin, margin, white))
  }

  func scaled(by factor: Double) -> Raster? {
    Raster(pixScale(pix, Float(factor), Float(factor)))
  }

  /// Ink where the grey is below the threshold.
  func binarized(below threshold: Int) -> Raster? {
    Raster(pixThresholdToBinary(pix, Int32(threshold)))
  }

  /// Makes the part inside the box ink or paper; what is outside the picture is left out.
  func fill(_ box: PixelBox, isInk: Bool) {
    pixRasterop(
      pix, Int32(box.x), Int32(box.y), Int32(box.width), Int32(box.height),
      isInk ? Self.set : Self.clear, nil, 0, 0)
  }

  /// Copies a picture of the same depth to a place, by its top left corner.
  func put(_ picture: Raster, x: Int, y: Int) {
    pixRasterop(
      pix, Int32(x), Int32(y), Int32(picture.width), Int32(picture.height), Self.source,
      picture.pix, 0, 0)
  }

  /// Leptonica's PIX_SRC, PIX_SET and PIX_CLR, macros that do not import.
  private static let source: Int32 = 0xC
  private static let set: Int32 = 0xF
  private static let clear: Int32 = 0

  /// Number of pixels of ink.
  var inkCount: Int {
    var count: Int32 = 0
    pixCountPixels(pix, &count, nil)
    return Int(count)
  }

  /// The connected pieces of ink, touching by an edge or a corner, each with its picture.
  func connectedComponents() -> [(box: PixelBox, ink: Raster?)] {
    var pictures: UnsafeMutablePointer<Pixa>?
    guard let boxes = pixConnComp(pix, &pictures, 8) else { return [] }
    defer {
      var boxes: UnsafeMutablePointer<Boxa>? = boxes
      boxaDestroy(&boxes)
      pixaDestroy(&pictures)
    }
    return Self.boxes(of: boxes).enumerated().map { index, box in
      (box, Raster(pixaGetPix(pictures, Int32(index), Int32(L_CLONE))))
    }
  }

  /// The boxes of the connected pieces of ink.
  func componentBoxes() -> [PixelBox] {
    guard let boxes = pixConnCompBB(pix, 8) else { return [] }
    defer {
      var boxes: UnsafeMutablePointer<Boxa>? = boxes
      boxaDestroy(&boxes)
    }
    return Self.boxes(of: boxes)
  }

  private static func boxes(of boxes: UnsafeMutablePointer<Boxa>) -> [PixelBox] {
    (0..<boxaGetCount(boxes)).map { index in
      var (x, y, width, height): (Int32, Int32, Int32, Int32) = (0, 0, 0, 0)
      boxaGetBoxGeometry(boxes, index, &x, &y, &width, &height)
      return PixelBox(x: Int(x), y: Int(y), width: Int(width), height: Int(height))
    }
  }
}
