import CTesseract
import PageModel

/// The grey of every pixel, row by row.
struct GreyPlane {
  let width: Int
  let height: Int
  let values: [UInt8]

  init(of picture: Raster) {
    let words = Int(picture.pix.pointee.wpl)
    guard let data = pixGetData(picture.pix) else {
      (width, height, values) = (0, 0, [])
      return
    }
    (width, height) = (picture.width, picture.height)
    let (width, height) = (width, height)
    values = Array(unsafeUninitializedCapacity: width * height) { buffer, count in
      guard let start = UnsafeMutableRawPointer(buffer.baseAddress) else { return }
      for y in 0..<height {
        // Leptonica's words hold four pixels, the first one in the highest byte.
        for word in 0..<width / 4 {
          start.storeBytes(
            of: data[y * words + word].bigEndian, toByteOffset: y * width + 4 * word,
            as: UInt32.self)
        }
        for x in width / 4 * 4..<width {
          let word = data[y * words + x / 4]
          buffer[y * width + x] = UInt8(truncatingIfNeeded: word >> (8 * (3 - UInt32(x % 4))))
        }
      }
      count = width * height
    }
  }

  /// The mean grey of a part; white outside the picture.
  func mean(across: ClosedRange<Int>, along: Range<Int>, axis: RulingLine.Axis) -> Double {
    var sum = 0
    var count = 0
    for place in along {
      for other in across {
        let (x, y) = axis == .vertical ? (other, place) : (place, other)
        count += 1
        sum +=
          (0..<width).contains(x) && (0..<height).contains(y) ? Int(values[y * width + x]) : 255
      }
    }
    return Double(sum) / Double(max(1, count))
  }
}
