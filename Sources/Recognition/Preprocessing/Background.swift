import CTesseract

/// The grey of the paper at every place of a picture.
struct Background {
  /// Nothing of a character is so thick, in points; what is as large and even is background.
  private static let thickest = 10.0
  /// Pixels of the picture, down and across, for one of the map; a word of Leptonica's has one paper.
  private static let reduction = 4
  /// Pixels of the map over which it is made smooth, to each side: noise makes blotches of it.
  private static let smoothing: Int32 = 2
  /// Contrast is raised no more than this: in the dark of a spine nothing is left but noise.
  private static let mostGain = 1.6

  private let map: GreyPlane

  /// `nil` where the picture is too small or too large.
  init?(of picture: Raster, scale: Double) {
    var map: UnsafeMutablePointer<Pix>?
    let size = Int32((Self.thickest * scale / Double(Self.reduction)).rounded()) | 1
    guard
      pixGetBackgroundGrayMapMorph(picture.pix, nil, Int32(Self.reduction), size, &map) == 0,
      let rough = Raster(map)
    else { return nil }
    let smooth = Raster(pixBlockconvGray(rough.pix, nil, Self.smoothing, Self.smoothing)) ?? rough
    self.map = GreyPlane(of: smooth)
  }

  /// The picture with paper of one light grey: without grey background, and without shadow.
  func removed(from picture: Raster) -> Raster? {
    let plane = GreyPlane(of: picture)
    let (width, height) = (plane.width, plane.height)
    guard width > 0, map.width > 0,
      let result = Raster(pixCreate(Int32(width), Int32(height), 8)),
      let words = pixGetData(result.pix)
    else { return nil }
    let stride = Int(result.pix.pointee.wpl)
    plane.values.withUnsafeBufferPointer { values in
      map.values.withUnsafeBufferPointer { papers in
        Self.greys.withUnsafeBufferPointer { greys in
          for y in 0..<height {
            let row = min(y / Self.reduction, map.height - 1) * map.width
            // Leptonica's words hold four pixels, the first one in the highest byte.
            for start in Swift.stride(from: 0, to: width, by: 4) {
              let paper = Int(papers[row + min(start / Self.reduction, map.width - 1)]) << 8
              var word: UInt32 = 0
              for x in start..<min(start + 4, width) {
                word |= UInt32(greys[paper | Int(values[y * width + x])]) << UInt32(8 * (3 - x % 4))
              }
              words[y * stride + start / 4] = word
            }
          }
        }
      }
    }
    return result
  }

  /// For every grey of the paper, and every one of a pixel, what that becomes.
  private static let greys: [UInt8] = (0...255).flatMap { paper in
    (0...255).map { grey in
      let gain = min(mostGain, Double(ScannedPage.paper) / Double(max(1, paper)))
      let result = Double(ScannedPage.paper) - Double(paper - grey) * gain
      return UInt8(max(0, min(255, result.rounded())))
    }
  }
}
