import Extraction
import Foundation
import PDFReading
import PageModel
import ReportModel
import TestSupport
import Testing
import Workers

/// Numbers that no program would print end no reading: places, sizes and matrices that are huge, tiny,
/// negative or no numbers. A trap ends the whole test.
@Suite struct MutatedNumbersTests {
  /// A table of rules and figures, and words around it, as plain content of a page.
  private static let content: String = {
    var lines = [
      "1 0 0 1 0 0 cm", "BT /F 14 Tf 1 0 0 1 200 800 Tm (Report of the year 2024) Tj ET",
    ]
    for row in 0...8 { lines.append("0.8 w 60 \(740 - 30 * row) m 540 \(740 - 30 * row) l S") }
    for column in 0...6 { lines.append("\(60 + 80 * column) 500 0.6 240 re f") }
    for row in 0..<8 {
      for column in 0..<6 {
        lines.append(
          "BT /F 10.5 Tf \(70 + 80 * column) \(720 - 30 * row) Td (\(row * 7 + column)) Tj ET")
      }
    }
    lines.append("q 0.9 g 60 460 480 20 re f Q BT /G 12 Tf 60 440 Td (abc) Tj ET")
    for line in 0..<6 { lines.append("BT /F 9 Tf 60 \(420 - 12 * line) Td (words 1 22 333) Tj ET") }
    return lines.joined(separator: "\n")
  }()

  private static let numbers = [
    "9", "99999999999", "0", "-1", "0.0000001", "65536", "2147483648",
    "-2147483649", "9223372036854775808", "14400", "nan", "1e300", ".",
    String(repeating: "9", count: 40), "-" + String(repeating: "9", count: 40),
    String(repeating: "9", count: 330), "-" + String(repeating: "9", count: 330),
  ]

  private static func document(content: String, box: String) -> String {
    let objects = [
      "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      """
      << /Type /Page /Parent 2 0 R /MediaBox [\(box)] /Contents 4 0 R /Resources << /Font <<
      /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>
      /G << /Type /Font /Subtype /Type1 /BaseFont /Symbol >> >> >> >>
      """, "<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream",
    ]
    var text = "%PDF-1.4\n"
    for (index, object) in objects.enumerated() {
      text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
    }
    // Readers make the table of objects anew.
    return text + "trailer\n<< /Size 5 /Root 1 0 R >>\n%%EOF\n"
  }

  /// The text with some of its numbers replaced.
  private static func mutated(_ text: String, _ random: inout SplitMix) -> String {
    var words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    let places = words.indices.filter { Double(words[$0]) != nil }
    let count = [1, 2, 6, 40].randomElement(using: &random) ?? 1
    for _ in 0..<count {
      guard let place = places.randomElement(using: &random) else { break }
      words[place] = numbers.randomElement(using: &random) ?? "0"
    }
    return words.joined(separator: " ")
  }

  /// In a process of its own: fonts that such a document spoils are spoilt for other tests too.
  @Test func noNumberEndsAReadingOrSpoilsTheNextUnsaid() async {
    await #expect(processExitsWith: .success) { () async throws in
      let folder = try TemporaryFolder()
      let pipeline = DocumentPipeline()
      let box = "0 0 595 842"
      func record(_ pdf: String) throws -> DocumentRecord {
        try folder.write(pdf, to: "a.pdf")
        return pipeline.record(path: "\(folder.path)/a.pdf", recognition: .never)
      }
      let plain = Self.document(content: Self.content, box: box)
      let first = try record(plain)
      for seed in 0..<400 {
        var random = SplitMix(seed: UInt64(seed))
        let isOfBox = seed % 8 == 7
        let pdf = Self.document(
          content: isOfBox ? Self.content : Self.mutated(Self.content, &random),
          box: isOfBox ? Self.mutated(box, &random) : box)
        #expect(
          try record(pdf).findings.last?.rule.rawValue.hasPrefix("document.") == true, "\(seed)")
        if !PDFReader.isSpoilt { #expect(try record(plain) == first, "\(seed)") }
      }
    }
  }
}
