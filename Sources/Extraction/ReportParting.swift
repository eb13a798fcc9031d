import PageModel
import ReportModel
import ReportParsing
import TableReconstruction

/// The parting of a document into its reports.
struct ReportParting {
  let reconstructor: TableReconstructor
  /// Whether anything was read from pictures, so that labels and headings may be misread.
  let isRecognized: Bool
  private let splitter = DocumentSplitter()

  init(reconstructor: TableReconstructor, isRecognized: Bool) {
    self.reconstructor = reconstructor
    self.isRecognized = isRecognized
  }

  /// The reports of a document that is laid out.
  ///
  /// Running heads are told by most pages having them: where there are several reports, the pages of each
  /// are laid out again by themselves, unless a page has something of two.
  func parts(of layout: LaidOutDocument, in document: PagedDocument) -> [DocumentPart] {
    var parts = found(in: layout)
    if parts.count == 1 { return parts }
    for index in parts.indices {
      let pages = parts[index].pages
      let isShared = parts.indices.contains { $0 != index && parts[$0].pages.overlaps(pages) }
      if isShared { continue }
      var own = document
      own.pages.removeAll { !pages.contains($0.number) }
      let again = found(in: reconstructor.layout(of: own))
      guard again.count == 1, again[0].pagesLeftOut.isEmpty else { continue }
      parts[index].document = again[0].document
      parts[index].findings += again[0].findings.filter { !parts[index].findings.contains($0) }
      for other in parts.indices {
        parts[other].pagesLeftOut.removeAll { pages.contains($0) }
      }
    }
    return parts
  }

  private func found(in layout: LaidOutDocument) -> [DocumentPart] {
    splitter.parts(of: isRecognized ? RecognizedLabels.mended(layout) : layout)
  }
}
