import ContentDecoding
public import PageModel

/// Why a page cannot be read.
public enum HTMLReadingError: Error, Sendable, Hashable {
  /// It says that it is one file with what belongs to it, and holds no page.
  case noPage
  /// Its elements stand in one another more than so deep.
  case tooDeep(most: Int)
  /// It has more than so many elements.
  case tooManyElements(most: Int)
}

/// Reads a web page: its article, as lines and tables. Nothing is fetched, no script is run.
public enum HTMLReader {
  /// The article of a page that was saved as one file with its pictures and frames (MHTML): of the page itself or,
  /// where that has no tables, of the first of its frames that has some.
  ///
  /// - Throws: `HTMLReadingError`.
  public static func document(savedPage bytes: [UInt8]) throws(HTMLReadingError) -> ElementDocument
  {
    let saved: SavedPage
    do {
      saved = try SavedPage(bytes)
    } catch {
      switch error {
      case .noMessage: throw .noPage
      case .tooMany: throw .tooManyElements(most: SavedPage.mostParts)
      case .tooDeep: throw .tooDeep(most: SavedPage.deepest)
      }
    }
    var first: ElementDocument?
    for page in saved.pages {
      let document = try document(page.bytes, declared: page.charset) { saved.file($0) }
      let hasTables = document.blocks.contains { if case .table = $0 { true } else { false } }
      if hasTables { return document }
      first = first ?? document
    }
    guard let first else { throw .noPage }
    return first
  }

  /// The article of a page.
  ///
  /// - Parameters:
  ///   - bytes: The page in any charset that pages in Chinese have.
  ///   - charset: What is said of the page outside of it, which goes before what it says itself.
  ///   - file: What lies beside the page under an address that it has; `nil` where nothing does.
  /// - Returns: Its lines and tables in their order.
  /// - Throws: `HTMLReadingError`.
  public static func document(
    _ bytes: [UInt8], declared charset: String? = nil,
    file: (String) -> [UInt8]? = { _ in nil }
  ) throws(HTMLReadingError) -> ElementDocument {
    let text = DecodedText(bytes, declared: charset ?? declaredCharset(bytes)).text
    let tree: HTMLTree
    do {
      tree = try HTMLTree(Comments.removed(from: Array(text.utf8)))
    } catch {
      switch error {
      case .tooDeep: throw .tooDeep(most: HTMLTree.deepest)
      case .tooMany: throw .tooManyElements(most: HTMLTree.mostNodes)
      }
    }
    let visibility = Visibility(styles: tree.styles)
    let words = WordCount(tree.root, visibility)
    let article = Article(in: tree.root, words)
    let elements = PageElements(article, words, visibility)
    var blocks = elements.blocks
    let head = PageHead(tree.root, visibility, besides: article.node)
    let lines = head.lines(above: blocks).map(ElementBlock.line)
    blocks.insert(contentsOf: lines, at: 0)
    let pictures = elements.pictures.compactMap { picture in
      (PictureSource.own(picture.source) ?? file(picture.source)).map {
        ElementPicture(path: picture.path, position: picture.position + lines.count, bytes: $0)
      }
    }
    let losses = text.unicodeScalars.count { $0 == "\u{FFFD}" }
    return ElementDocument(
      blocks: blocks, producer: head.producer,
      notices: losses > 0 ? [.undecodedCharacters(losses)] : [], pictures: pictures)
  }

  /// The charset that the first KiB declares, as browsers look for it (HTML Living Standard, 13.2.3.2).
  private static func declaredCharset(_ bytes: [UInt8]) -> String? {
    let start = String(decoding: bytes.prefix(1024), as: UTF8.self).lowercased()
    guard let place = start.firstRange(of: "charset=") ?? start.firstRange(of: "encoding=") else {
      return nil
    }
    let name = start[place.upperBound...].drop { "\"' ".contains($0) }.prefix {
      $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0))
    }
    return name.isEmpty ? nil : String(name)
  }
}
