import CTesseract

/// Pictures that are no pages, as the pages of a PDF: so they go the way of scans.
public enum PicturePages {
  /// More are no report's; what is smaller shows no table.
  private static let mostPixels = 25_000_000
  private static let least = (width: 300, height: 120)
  private static let mostPictures = 40

  /// Points: pictures are as wide as the text of a sheet of A4, and have paper around them, which the rules at
  /// the border of a table need.
  private static let sheet = 595.0
  private static let border = 20.0

  /// A PDF of those pictures that may show a table, each on a page.
  ///
  /// - Parameter pictures: Files of any kind that Leptonica reads: JPEG, PNG, GIF, BMP, WebP, TIFF.
  /// - Returns: The PDF, and which of the pictures its pages are; `nil` where there is none.
  public static func document(of pictures: [[UInt8]]) -> (bytes: [UInt8], places: [Int])? {
    setMsgSeverity(Int32(L_SEVERITY_NONE))
    var writer = PictureWriter()
    var places: [Int] = []
    for (place, bytes) in pictures.enumerated() where places.count < mostPictures {
      guard let picture = decoded(bytes) else { continue }
      writer.add(picture, width: sheet, border: border)
      places.append(place)
    }
    return places.isEmpty ? nil : (writer.finished(), places)
  }

  fileprivate struct Picture {
    var width: Int
    var height: Int
    /// Red, green and blue of each pixel, row after row.
    var samples: [UInt8]
  }

  private static func decoded(_ bytes: [UInt8]) -> Picture? {
    var (format, width, height, depth, samples, isMapped) = (
      Int32(0), Int32(0), Int32(0), Int32(0), Int32(0), Int32(0)
    )
    // What a header says decides before anything is unpacked.
    guard
      pixReadHeaderMem(
        bytes, bytes.count, &format, &width, &height, &depth, &samples, &isMapped) == 0,
      Int(width) >= least.width, Int(height) >= least.height,
      Int(width) * Int(height) <= mostPixels, var pix = pixReadMem(bytes, bytes.count)
    else { return nil }
    func replace(_ next: UnsafeMutablePointer<Pix>?) -> Bool {
      guard let next else { return false }
      var old: UnsafeMutablePointer<Pix>? = pix
      pixDestroy(&old)
      pix = next
      return true
    }
    defer {
      var last: UnsafeMutablePointer<Pix>? = pix
      pixDestroy(&last)
    }
    if pixGetSpp(pix) == 4, !replace(pixAlphaBlendUniform(pix, 0xFFFF_FF00)) { return nil }
    if pixGetDepth(pix) != 32, !replace(pixConvertTo32(pix)) { return nil }
    return picture(of: pix)
  }

  private static func picture(of pix: UnsafeMutablePointer<Pix>) -> Picture? {
    guard let data = pixGetData(pix) else { return nil }
    let (width, height) = (Int(pixGetWidth(pix)), Int(pixGetHeight(pix)))
    let words = Int(pixGetWpl(pix))
    var samples: [UInt8] = []
    samples.reserveCapacity(width * height * 3)
    for row in 0..<height {
      for column in 0..<width {
        let word = data[row * words + column]
        samples.append(UInt8(truncatingIfNeeded: word >> 24))
        samples.append(UInt8(truncatingIfNeeded: word >> 16))
        samples.append(UInt8(truncatingIfNeeded: word >> 8))
      }
    }
    return Picture(width: width, height: height, samples: samples)
  }
}

/// Writes a PDF of pictures (ISO 32000-1), to be read again at once.
private struct PictureWriter {
  private var bytes = Array("%PDF-1.4\n".utf8)
  private var offsets: [Int: Int] = [:]
  private var pages = 0

  /// A page that is as wide as this, with the picture within the border.
  mutating func add(_ picture: PicturePages.Picture, width: Double, border: Double) {
    pages += 1
    let first = 3 * pages
    let shown = width - 2 * border
    let tall = shown * Double(picture.height) / Double(picture.width)
    let content = "\(shown) 0 0 \(tall) \(border) \(border) cm /P Do"
    add(
      first,
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 \(width) \(tall + 2 * border)] "
        + "/Contents \(first + 1) 0 R /Resources << /XObject << /P \(first + 2) 0 R >> >> >>")
    add(
      first + 1, "<< /Length \(content.utf8.count + 6) >>\nstream\nq \(content) Q\n\nendstream")
    add(
      first + 2,
      "<< /Type /XObject /Subtype /Image /Width \(picture.width) /Height \(picture.height) "
        + "/ColorSpace /DeviceRGB /BitsPerComponent 8 /Length \(picture.samples.count) >>",
      stream: picture.samples)
  }

  mutating func finished() -> [UInt8] {
    add(1, "<< /Type /Catalog /Pages 2 0 R >>")
    let kids = (1...pages).map { "\(3 * $0) 0 R" }.joined(separator: " ")
    add(2, "<< /Type /Pages /Kids [\(kids)] /Count \(pages) >>")
    let table = bytes.count
    let count = 3 * pages + 3
    bytes += "xref\n0 \(count)\n0000000000 65535 f \n".utf8
    for number in 1..<count {
      let digits = String(offsets[number] ?? 0)
      bytes += (String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n").utf8
    }
    bytes += "trailer\n<< /Size \(count) /Root 1 0 R >>\nstartxref\n\(table)\n%%EOF\n".utf8
    return bytes
  }

  private mutating func add(_ number: Int, _ object: String, stream: [UInt8]? = nil) {
    offsets[number] = bytes.count
    bytes += "\(number) 0 obj\n\(object)\n".utf8
    if let stream {
      bytes += "stream\n".utf8
      bytes += stream
      bytes += "\nendstream\n".utf8
    }
    bytes += "endobj\n".utf8
  }
}
