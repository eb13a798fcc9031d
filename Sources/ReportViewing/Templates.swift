import Foundation
import Mustache
import PageModel
import ReportModel

/// What a template is filled with.
typealias Values = [String: Any]

/// The pages' templates.
///
/// They are Mustache with one addition: `[[中文|English]]` is a text in both languages, of which the
/// page shows one.
struct Templates: Sendable {
  /// The templates of the program itself.
  static let standard = Templates(sources: [
    "article": PackageResources.article_mustache,
    "chart": PackageResources.chart_mustache,
    "figure": PackageResources.figure_mustache,
    "frame-end": PackageResources.frame_end_mustache,
    "frame-start": PackageResources.frame_start_mustache,
    "issuers": PackageResources.issuers_mustache,
    "matrix": PackageResources.matrix_mustache,
    "overview": PackageResources.overview_mustache,
    "pager": PackageResources.pager_mustache,
    "report": PackageResources.report_mustache,
    "reports": PackageResources.reports_mustache,
    "rule": PackageResources.rule_mustache,
    "site-end": PackageResources.site_end_mustache,
    "site-start": PackageResources.site_start_mustache,
    "term": PackageResources.term_mustache,
    "words": PackageResources.words_mustache,
  ])

  private let library: MustacheLibrary

  private init(sources: [String: [UInt8]]) {
    MustacheContentTypes.register(MarkupText(), named: "MARKUP")
    var library = MustacheLibrary()
    for (name, bytes) in sources {
      let source =
        "{{% CONTENT_TYPE:MARKUP}}" + Self.bilingual(String(decoding: bytes, as: UTF8.self))
      do {
        try library.register(source, named: name)
      } catch {
        // The templates are part of the program.
        fatalError("template \(name): \(error)")
      }
    }
    self.library = library
  }

  /// The page that the template makes of the values.
  func render(_ name: String, _ values: Values) -> String {
    library.render(values, withTemplate: name) ?? ""
  }

  private static func bilingual(_ source: String) -> String {
    source.replacing(#/\[\[([^|\]]*)\|([^\]]*)\]\]/#) { match in
      "<span class=\"zh\" lang=\"zh\">\(match.1)</span><span class=\"en\" lang=\"en\">\(match.2)</span>"
    }
  }
}

/// Escapes text for elements and quoted attributes, by scalar.
///
/// The library's own goes by `Character`: a quotation mark with a combining accent behind it is one
/// character that it lets pass, and a browser sees the mark alone.
private struct MarkupText: MustacheContentType {
  func escapeText(_ text: String) -> String {
    // 0xE2 opens the characters that turn the direction of what follows: they are shown, not obeyed, so
    // that a name cannot pass for another.
    guard text.utf8.contains(0xE2) else { return escapingMarkup(text) }
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value) {
        scalars.append(contentsOf: String(scalar).printable.unicodeScalars)
      } else {
        scalars.append(scalar)
      }
    }
    return escapingMarkup(String(scalars))
  }

  private func escapingMarkup(_ text: String) -> String {
    guard text.utf8.contains(where: { Self.entities[$0] != nil }) else { return text }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count + 16)
    for byte in text.utf8 {
      if let entity = Self.entities[byte] { bytes += entity } else { bytes.append(byte) }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static let entities: [UInt8: [UInt8]] = [
    UInt8(ascii: "<"): Array("&lt;".utf8), UInt8(ascii: ">"): Array("&gt;".utf8),
    UInt8(ascii: "&"): Array("&amp;".utf8), UInt8(ascii: "\""): Array("&quot;".utf8),
    UInt8(ascii: "'"): Array("&#39;".utf8),
  ]
}
