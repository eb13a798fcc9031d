import Foundation

/// PDFs put together from objects; readers make the table of objects anew.
enum PlainPDF {
  /// A page of A4 with this content and these further objects, which are numbered from 5.
  static func page(
    _ content: String, entries: String = "", resources: String = "", objects: [String] = []
  ) -> String {
    document(
      [
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        """
        << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R
        /Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> \(resources) >> >>
        """, stream(content, entries),
      ] + objects)
  }

  static func stream(_ content: String, _ entries: String = "") -> String {
    "<< /Length \(content.utf8.count) \(entries) >>\nstream\n\(content)\nendstream"
  }

  /// The first object is the catalog.
  static func document(_ objects: [String], trailer: String = "") -> String {
    var text = "%PDF-1.4\n"
    for (index, object) in objects.enumerated() {
      text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
    }
    return text + "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R \(trailer) >>\n%%EOF\n"
  }
}
