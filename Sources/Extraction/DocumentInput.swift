import ContentDecoding

/// A document to read: a file by its path, one that is open already, or its bytes.
package struct DocumentInput {
  private enum Place {
    case path(String)
    case open(OpenFile)
    case content([UInt8])
  }

  private let place: Place
  /// Name of the file, as records give it.
  let name: String
  let password: String?
  /// What is known of the file where another one is read in its place.
  package let original: OriginalDocument?

  package init(path: String, password: String? = nil) {
    place = .path(path)
    name = InputDocument.fileName(of: path)
    self.password = password
    original = nil
  }

  package init(
    _ file: OpenFile, name: String, password: String?, original: OriginalDocument? = nil
  ) {
    self.original = original
    place = .open(file)
    self.name = name
    self.password = password
  }

  package init(content: [UInt8], name: String, password: String?) {
    place = .content(content)
    self.name = name
    self.password = password
    original = nil
  }

  /// Its size, or what it was when the file was opened, told before more of it is read.
  ///
  /// - Parameter look: is told the size.
  /// - Returns: All bytes.
  /// - Throws: `Rejection.missing`, `.unreadable`, `.tooLarge`, and `.notPDF` where it has more bytes than any
  ///   report and is no PDF.
  func read(_ look: (Int) -> Void) throws(Rejection) -> [UInt8] {
    if case .content(let bytes) = place {
      look(bytes.count)
      return bytes
    }
    let file = try opened()
    look(file.bytes)
    // What is no PDF is not read whole to say so.
    if file.bytes > OpenFile.largest {
      guard ContentKind(try file.start()) == .pdf else { throw .notPDF }
    }
    return try file.content()
  }

  /// What is known of it without reading it as a document.
  ///
  /// - Throws: `Rejection.missing` or `.unreadable`.
  package func known() throws(Rejection) -> SourceFile {
    if case .content(let bytes) = place { return SourceFile(bytes) }
    return try SourceFile(opened(), upTo: SourceFile.largest)
  }

  private func opened() throws(Rejection) -> OpenFile {
    switch place {
    case .path(let path): try OpenFile(path: path)
    case .open(let file): file
    // Taken by those that ask.
    case .content: throw .missing
    }
  }
}
