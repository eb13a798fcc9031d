public import PageModel
public import ReportModel

/// One report of a file, as a document of its own.
public struct DocumentPart: Sendable, Hashable {
  /// Its blocks; page numbers stay those of the file.
  public var document: LaidOutDocument
  /// First and last page of the file that it stands on, from 1.
  public var pages: ClosedRange<Int>
  /// The pages before and behind it of which something belongs to no report, in their order.
  public var pagesLeftOut: [Int]
  /// The line with which what was left out begins; `nil` where that is none.
  public var firstLeftOut: String?
  /// What is doubtful about its pages.
  public var findings: [Finding]
}

/// Parts a file into the reports that it holds, and these from what lies around them.
///
/// Reports are told by three signs: a title that stands by itself, the numbering of sections that starts
/// again, grids that begin again. The last two say that there is another report; the title says where it
/// begins. So a title that is quoted, stands on a cover or in a running head parts nothing.
public struct DocumentSplitter: Sendable {
  public init() {}

  /// The reports of a document in their order, at least one; a document that is no report, or one alone
  /// with nothing around it, as it is.
  public func parts(of document: LaidOutDocument) -> [DocumentPart] {
    let spans = ReportSpans(document)
    let order = PageOrder(document)
    return spans.spans.enumerated().map { index, span in
      let left = spans.leftOut(around: index)
      var own = document
      if span.blocks != document.blocks.indices {
        own.blocks = Array(document.blocks[span.blocks])
        own.marginalia = document.marginalia.filter { line in
          own.blocks.pages.map { $0.contains(line.page) } ?? false
        }
      }
      let text = left.lazy.compactMap { index -> String? in
        if case .line(let line) = document.blocks[index] { line.text } else { nil }
      }.first
      return DocumentPart(
        document: own, pages: own.blocks.pages ?? 1...1,
        pagesLeftOut: Set(left.flatMap { document.blocks[$0].pages }).sorted(),
        firstLeftOut: text, findings: span.findings + order.findings(in: span.blocks))
    }
  }
}

extension Block {
  /// The pages on which it stands, from 1, in their order.
  var pages: [Int] {
    switch self {
    case .line(let line): [line.page]
    case .table(let table): table.fragments.map(\.page)
    }
  }

  var firstPage: Int { pages.first ?? 1 }
  var lastPage: Int { pages.last ?? 1 }
}

extension [Block] {
  /// From the first page to the last one; `nil` where there are no blocks.
  fileprivate var pages: ClosedRange<Int>? {
    let numbers = flatMap(\.pages)
    guard let first = numbers.min(), let last = numbers.max() else { return nil }
    return first...last
  }
}
