import ContentDecoding
public import PageModel

/// Why a page cannot be read.
public enum HTMLReadingError: Error, Sendable, Hashable {
  /// Its elements stand in one another more than so deep.
  case tooDeep(most: Int)
  /// It has more than so many elements.
  case tooManyElements(most: Int)
}

/// Reads a web page: its article, as lines and tables. Nothing is fetched, no script is run.
public enum HTMLReader {
  /// The article of a page.
  ///
  /// - Parameter bytes: The page in any charset that pages in Chinese have.
  /// - Returns: Its lines and tables in their order.
  /// - Throws: `HTMLReadingError`.
  public static func document(_ bytes: [UInt8]) throws(HTMLReadingError) -> ElementDocument {
    let text = DecodedText(bytes, declared: declaredCharset(bytes)).text
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
    var blocks = PageElements(article, words, visibility).blocks
    let head = PageHead(tree.root, visibility, besides: article.node)
    blocks.insert(contentsOf: head.lines(above: blocks).map(ElementBlock.line), at: 0)
    let losses = text.unicodeScalars.count { $0 == "\u{FFFD}" }
    return ElementDocument(
      blocks: blocks, producer: head.producer,
      notices: losses > 0 ? [.undecodedCharacters(losses)] : [])
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
