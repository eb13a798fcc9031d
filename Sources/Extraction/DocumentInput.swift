/// A PDF to read: a file by its path, or one that is open already.
struct DocumentInput {
  private enum Place {
    case path(String)
    case open(OpenFile)
  }

  private let place: Place
  /// Name of the file, as records give it.
  let name: String
  let password: String?

  init(path: String, password: String? = nil) {
    place = .path(path)
    name = InputDocument.fileName(of: path)
    self.password = password
  }

  init(_ file: OpenFile, name: String, password: String?) {
    place = .open(file)
    self.name = name
    self.password = password
  }

  /// - Throws: `Rejection.missing` or `.unreadable`.
  func opened() throws(Rejection) -> OpenFile {
    switch place {
    case .path(let path): try OpenFile(path: path)
    case .open(let file): file
    }
  }
}
