import CPoppler
public import PageModel

extension PDFReader {
  /// Draws the pages with these numbers, from 1, one after the other, so that only one picture is in
  /// memory. Scans come at their own resolution, other pages at `PopplerFile.usualResolution`.
  /// Pages that cannot be drawn are left out.
  public func images(of pages: [Int], _ body: (PageBitmap) -> Void) {
    for number in pages {
      if let image = file.image(ofPage: number) { body(image) }
    }
  }
}

extension PopplerFile {
  /// Pixels an inch at which recognition does well on what has no resolution of its own.
  static let usualResolution = 250.0
  /// Below, characters have too few pixels; above, nothing is gained and memory lost.
  private static let resolutions = 150.0...300.0
  /// Long sides of sheets of A4 and A3 (GB/T 148-1997), in points.
  private static let paper = (a4: 841.9, a3: 1190.6)

  /// A sheet of A3 at 250 pixels an inch has as many; to read it takes 400 MiB.
  private static let mostPixels = 12_000_000.0

  /// The picture of a page by its number from 1; `nil` without such a page or memory.
  func image(ofPage number: Int) -> PageBitmap? {
    withPage(at: number - 1) { image(of: $0, number: number, bounds: $1) }
  }

  private func image(of page: OpaquePointer, number: Int, bounds: PageBounds) -> PageBitmap? {
    let (width, height) = (bounds.width, bounds.height)
    let picture = Self.finestPicture(on: page, area: width * height)
    let own = picture?.resolution
    let enlargement = own.map { Self.enlargement(of: $0, width: width, height: height) } ?? 1
    let most = 72 * enlargement * (Self.mostPixels / (width * height)).squareRoot()
    let resolution = min(
      max((own ?? Self.usualResolution) * enlargement, Self.resolutions.lowerBound),
      Self.resolutions.upperBound, most)
    let scale = resolution / 72 / enlargement
    var columns = Int(bounded: (width * scale).rounded())
    var rows = Int(bounded: (height * scale).rounded())
    // Pixel by pixel where the picture is the page: lines of one pixel vanish where pixels are left out.
    if let picture, resolution == picture.resolution * enlargement,
      let size = [(picture.columns, picture.rows), (picture.rows, picture.columns)].first(where: {
        abs($0.0 - columns) <= columns / 100 && abs($0.1 - rows) <= rows / 100
      })
    {
      (columns, rows) = size
    }
    guard columns > 0, rows > 0,
      let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(columns), Int32(rows))
    else { return nil }
    defer { cairo_surface_destroy(surface) }
    guard let context = cairo_create(surface) else { return nil }
    defer { cairo_destroy(context) }
    cairo_set_source_rgb(context, 1, 1, 1)
    cairo_paint(context)
    cairo_scale(context, Double(columns) / width, Double(rows) / height)
    let complaints = PopplerComplaints()
    defer { complaints.end() }
    poppler_page_render(page, context)
    cairo_surface_flush(surface)
    guard let data = cairo_image_surface_get_data(surface) else { return nil }
    // Four bytes a pixel leave no gap between the rows (cairo_format_stride_for_width).
    let pixels = Array(UnsafeBufferPointer(start: data, count: columns * rows * 4))
    return PageBitmap(
      page: number, width: columns, height: rows, resolution: resolution, enlargement: enlargement,
      pixels: pixels, isDecoded: !complaints.areAny || !Self.isOfOneColor(pixels))
  }

  /// Whether nothing shows: a picture that is not decoded leaves the paper white, or all black.
  private static func isOfOneColor(_ pixels: [UInt8]) -> Bool {
    pixels.withUnsafeBytes { bytes in
      let words = bytes.bindMemory(to: UInt32.self)
      guard let first = words.first else { return true }
      // The fourth byte has no meaning.
      return words.allSatisfy { ($0 ^ first) & UInt32(littleEndian: 0xFF_FFFF) == 0 }
    }
  }

  /// How much larger than its paper a page is: programs that do not know the resolution of a picture make
  /// a point of each pixel, or three of four. `resolution` are pixels an inch of the page; sizes are in
  /// points.
  private static func enlargement(of resolution: Double, width: Double, height: Double) -> Double {
    let (long, short) = (max(width, height), min(width, height))
    func isAbout(_ length: Double, _ other: Double) -> Bool {
      abs(length - other) < 0.03 * other
    }
    // A coarse picture of a sheet of A3 is what it says.
    guard resolution < resolutions.lowerBound, long > 1.05 * paper.a4,
      !(isAbout(long, paper.a3) && isAbout(short, paper.a4))
    else { return 1 }
    // Two pages may stand side by side.
    let sheets = width > height ? [paper.a3, paper.a4] : [paper.a4]
    let likely = sheets.map { long / $0 }
      .first { resolution * $0 >= 0.9 * resolutions.lowerBound }
    return likely.map { max(1, $0) } ?? 1
  }

  /// The finest of the large pictures with its pixels an inch, where they are a good part of the page:
  /// scanners that compress keep text apart from a coarse backdrop.
  private static func finestPicture(
    on page: OpaquePointer, area: Double
  ) -> (resolution: Double, columns: Int, rows: Int)? {
    guard let mapping = poppler_page_get_image_mapping(page) else { return nil }
    defer { poppler_page_free_image_mapping(mapping) }
    var pictures: [(area: Double, id: Int32)] = []
    var next: UnsafeMutablePointer<GList>? = mapping
    while let item = next {
      next = item.pointee.next
      guard let picture = item.pointee.data?.assumingMemoryBound(to: PopplerImageMapping.self)
      else { continue }
      let box = picture.pointee.area
      pictures.append((abs(box.x2 - box.x1) * abs(box.y2 - box.y1), picture.pointee.image_id))
    }
    let largest = pictures.map(\.area).max() ?? 0
    return pictures.filter { $0.area > 0.05 * area && $0.area > 0.5 * largest }
      .compactMap { picture -> (resolution: Double, columns: Int, rows: Int)? in
        guard let image = poppler_page_get_image(page, picture.id) else { return nil }
        defer { cairo_surface_destroy(image) }
        let columns = Int(cairo_image_surface_get_width(image))
        let rows = Int(cairo_image_surface_get_height(image))
        return (72 * (Double(columns * rows) / picture.area).squareRoot(), columns, rows)
      }.max { $0.resolution < $1.resolution }
  }
}
