public import PageModel

/// Why a Word document cannot be read.
public enum WordReadingError: Error, Sendable, Hashable {
  /// It is no such document, or its parts cannot be unpacked or parsed.
  case damaged(String)
  /// It unpacks to more than so many MiB, or has more parts than any document.
  case tooLarge(mebibytes: Int)
  /// Its elements stand in one another more than so deep.
  case tooDeep(most: Int)
  /// A part has more than so many elements.
  case tooManyElements(most: Int)
  /// A part declares a document type, which no word processor writes.
  case declaresType
}

/// Reads a Word document (ECMA-376, WordprocessingML): what it shows with all its changes accepted, as lines and
/// tables. Nothing is fetched, no macro is run; headers, footers and notes are left out.
public enum WordReader {
  /// - Parameter bytes: The file.
  /// - Returns: Its lines and tables in their order.
  /// - Throws: `WordReadingError`.
  public static func document(_ bytes: [UInt8]) throws(WordReadingError) -> ElementDocument {
    let package: OfficePackage
    do {
      package = try OfficePackage(bytes)
    } catch {
      switch error {
      case .damaged(let detail): throw .damaged(detail)
      case .tooLarge: throw .tooLarge(mebibytes: OfficePackage.mostBytes >> 20)
      }
    }
    let name = try mainPart(of: package)
    guard let root = try tree(name, in: package), let body = root.child("w:body") else {
      throw .damaged("no \(name)")
    }
    let folder = name.split(separator: "/").dropLast().joined(separator: "/")
    var reader = DocumentBody(
      styles: Styles(try tree("\(folder)/styles.xml", in: package)),
      numbering: Numbering(try tree("\(folder)/numbering.xml", in: package)))
    reader.read(body, ["w:body"])
    return ElementDocument(
      blocks: reader.sized, producer: try producer(of: package), notices: reader.notices,
      pictures: try pictures(reader.pictures, of: name, in: package, bytes))
  }

  /// The pictures of a document's part whose files are in the package.
  private static func pictures(
    _ found: [(path: String, position: Int, id: String)], of name: String,
    in package: OfficePackage, _ bytes: [UInt8]
  ) throws(WordReadingError) -> [ElementPicture] {
    guard !found.isEmpty else { return [] }
    let folder = name.split(separator: "/").dropLast().joined(separator: "/")
    let file = name.split(separator: "/").last ?? ""
    guard let root = try tree("\(folder)/_rels/\(file).rels", in: package) else { return [] }
    var targets: [String: String] = [:]
    for node in root.children where node.attributes["TargetMode"] != "External" {
      guard let id = node.attributes["Id"], let target = node.attributes["Target"] else { continue }
      targets[id] = target.hasPrefix("/") ? String(target.dropFirst()) : "\(folder)/\(target)"
    }
    let files = OfficePackage.files(Set(found.compactMap { targets[$0.id] }), in: bytes)
    return found.compactMap { picture in
      targets[picture.id].flatMap { files[$0] }.map {
        ElementPicture(path: picture.path, position: picture.position, bytes: $0)
      }
    }
  }

  /// The name of the part that is the document (ECMA-376, part 1, 11.3.10).
  private static func mainPart(of package: OfficePackage) throws(WordReadingError) -> String {
    let relationships = try tree("_rels/.rels", in: package)
    let main = relationships?.children.first {
      $0.attributes["Type"]?.hasSuffix("/officeDocument") ?? false
    }
    let target = main?.attributes["Target"] ?? "word/document.xml"
    return target.hasPrefix("/") ? String(target.dropFirst()) : target
  }

  private static func producer(of package: OfficePackage) throws(WordReadingError) -> String? {
    guard let root = try tree("docProps/app.xml", in: package),
      let name = root.children.first(where: { $0.name == "Application" })?.text, !name.isEmpty
    else { return nil }
    return name
  }

  private static func tree(
    _ name: String, in package: OfficePackage
  ) throws(WordReadingError) -> XMLNode? {
    guard let part = package.part(name) else { return nil }
    do {
      return try XMLTree.root(of: part)
    } catch {
      switch error {
      case .tooDeep: throw .tooDeep(most: XMLTree.deepest)
      case .tooMany: throw .tooManyElements(most: XMLTree.mostNodes)
      case .declaresType: throw .declaresType
      case .malformed: throw .damaged("\(name) is no XML")
      }
    }
  }
}
