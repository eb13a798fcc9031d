import CPoppler
import CWebP
public import PageModel

/// The file format of page pictures.
public enum PreviewFormat: String, Sendable {
  /// Small, for web pages.
  case webP
  /// Without loss, for any program.
  case png
}

/// A rectangle painted over a page picture.
public struct PageMark: Sendable {
  public var page: Int
  public var box: Box
  /// Red, green, blue from 0 to 1.
  public var color: (red: Double, green: Double, blue: Double)
  /// How much of the page its inside covers, from 0 to 1; its outline covers fully.
  public var cover: Double

  public init(
    page: Int, box: Box, color: (red: Double, green: Double, blue: Double), cover: Double
  ) {
    self.page = page
    self.box = box
    self.color = color
    self.cover = cover
  }
}

extension PDFReader {
  /// Every page that can be drawn, as a picture with these marks over it.
  ///
  /// A page's picture is left empty after 100 pages, which no report has, and once those before it
  /// take `byteLimit` bytes.
  public func pictures(
    format: PreviewFormat, marks: [PageMark] = [], byteLimit: Int
  ) -> [PagePreview] {
    let marks = Dictionary(grouping: marks, by: \.page)
    var used = 0
    return (0..<file.pageCount).compactMap { index in
      let hasRoom = index < 100 && used < byteLimit
      let picture = file.picture(
        at: index, format: hasRoom ? format : nil, marks: marks[index + 1] ?? [])
      used += picture?.bytes.count ?? 0
      return picture
    }
  }
}

extension PopplerFile {
  /// A page by its index from 0, drawn where there is a format; `nil` where poppler cannot give it.
  fileprivate func picture(
    at index: Int, format: PreviewFormat?, marks: [PageMark]
  ) -> PagePreview? {
    withPage(at: index) { page, bounds in
      let (width, height) = (bounds.width, bounds.height)
      let surface = format.flatMap { _ in
        PageSurface(drawing: page, width: width, height: height, marks: marks)
      }
      let bytes = format.flatMap { surface?.encoded(as: $0) }
      return PagePreview(number: index + 1, width: width, height: height, bytes: bytes ?? [])
    }
  }
}

/// A drawn page: owns cairo's surface.
private final class PageSurface {
  private let surface: OpaquePointer

  /// 110 dots an inch: the small print of the forms (7 pt) can be read, and a page takes 50 KB.
  private static let pixelsPerPoint = 110.0 / 72
  /// Sides of large paper end here, so that its picture needs 16 MB of memory and no more.
  private static let longestSide = 2000.0
  /// Of WebP, from 0 to 100: below it grey shows round the strokes of characters.
  private static let quality: Float = 60

  /// Of WebP, from 0 to 6: from 2 on a page takes three times as long and 3 % less room.
  private static let effort: Int32 = 2

  /// `nil` without memory.
  init?(drawing page: OpaquePointer, width: Double, height: Double, marks: [PageMark]) {
    let scale = min(Self.pixelsPerPoint, Self.longestSide / max(width, height))
    let surface = cairo_image_surface_create(
      CAIRO_FORMAT_ARGB32, Int32(bounded: max(1, width * scale)),
      Int32(bounded: max(1, height * scale)))
    guard let surface else { return nil }
    self.surface = surface
    guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS,
      let context = cairo_create(surface)
    else { return nil }
    defer { cairo_destroy(context) }
    cairo_set_source_rgb(context, 1, 1, 1)
    cairo_paint(context)
    cairo_scale(context, scale, scale)
    cairo_save(context)
    poppler_page_render(page, context)
    cairo_restore(context)
    for mark in marks { mark.paint(on: context) }
    cairo_surface_flush(surface)
  }

  deinit { cairo_surface_destroy(surface) }

  func encoded(as format: PreviewFormat) -> [UInt8]? {
    switch format {
    case .webP: webP
    case .png: png
    }
  }

  private var webP: [UInt8]? {
    var config = WebPConfig()
    var picture = WebPPicture()
    guard let pixels = cairo_image_surface_get_data(surface), WebPConfigInit(&config) != 0,
      WebPPictureInit(&picture) != 0
    else { return nil }
    config.quality = Self.quality
    config.method = Self.effort
    picture.width = cairo_image_surface_get_width(surface)
    picture.height = cairo_image_surface_get_height(surface)
    defer { WebPPictureFree(&picture) }
    let stride = cairo_image_surface_get_stride(surface)
    guard WebPPictureImportBGRA(&picture, pixels, stride) != 0 else { return nil }
    var writer = WebPMemoryWriter()
    WebPMemoryWriterInit(&writer)
    defer { WebPMemoryWriterClear(&writer) }
    return withUnsafeMutablePointer(to: &writer) { writer in
      picture.writer = WebPMemoryWrite
      picture.custom_ptr = UnsafeMutableRawPointer(writer)
      guard WebPEncode(&config, &picture) != 0 else { return nil }
      return Array(UnsafeBufferPointer(start: writer.pointee.mem, count: writer.pointee.size))
    }
  }

  private var png: [UInt8]? {
    var bytes: [UInt8] = []
    let status = withUnsafeMutablePointer(to: &bytes) {
      cairo_surface_write_to_png_stream(surface, appendBytes, $0)
    }
    return status == CAIRO_STATUS_SUCCESS ? bytes : nil
  }
}

private func appendBytes(
  to array: UnsafeMutableRawPointer?, data: UnsafePointer<UInt8>?, length: UInt32
) -> cairo_status_t {
  guard let array, let data else { return CAIRO_STATUS_WRITE_ERROR }
  array.assumingMemoryBound(to: [UInt8].self).pointee
    .append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
  return CAIRO_STATUS_SUCCESS
}

extension PageMark {
  fileprivate func paint(on context: OpaquePointer) {
    cairo_rectangle(context, box.x0, box.y0, box.width, box.height)
    cairo_set_source_rgba(context, color.red, color.green, color.blue, cover)
    cairo_fill_preserve(context)
    cairo_set_source_rgb(context, color.red, color.green, color.blue)
    cairo_set_line_width(context, 0.75)
    cairo_stroke(context)
  }
}
