import Foundation

/// The further pages of a list that goes on.
enum ListPages {
  /// - Returns: Their addresses on the same host, in their order, without the page itself.
  static func next(
    of page: HTMLPage, at address: WebAddress, _ links: [FoundLink]
  ) -> [WebAddress] {
    var found = made(by: page, at: address)
    for link in links where link.address.host == address.host && link.address != address {
      if isNext(link.words) || isList(link.address) || isNumbered(link, address) {
        found.append(link.address)
      }
    }
    var seen: Set<WebAddress> = [address]
    return found.filter { seen.insert($0).inserted }
  }

  /// Pages that a script counts: `createPageHTML(5, 0, "index", "html")` stands for `index_1.html` up to
  /// `index_4.html`.
  private static func made(by page: HTMLPage, at address: WebAddress) -> [WebAddress] {
    let pattern =
      /createPageHTML\w*\s*\(\s*['"]?(\d{1,4})['"]?\s*,\s*['"]?\d+['"]?\s*,\s*['"]([\w\-]+)['"]\s*,\s*['"](\w+)['"]/
    for script in page.scripts {
      guard let match = script.firstMatch(of: pattern), let count = Int(match.1), count > 1 else {
        continue
      }
      return (1..<min(count, most)).compactMap {
        WebAddress("\(match.2)_\($0).\(match.3)", relativeTo: address)
      }
    }
    return []
  }

  /// Longer lists are none of one body's annual reports.
  private static let most = 100

  private static func isNext(_ words: String) -> Bool {
    ["下一页", "下页", "下一頁", "后一页", "后页", "next"].contains { words.lowercased().contains($0) }
      && words.count < 12
  }

  /// The XML lists of Hanweb.
  private static func isList(_ address: WebAddress) -> Bool {
    address.path.hasSuffix("/dataproxy.jsp")
  }

  /// A link whose words are a number, to what differs from this address by digits alone.
  private static func isNumbered(_ link: FoundLink, _ address: WebAddress) -> Bool {
    guard let number = Int(link.words.trimmingCharacters(in: CharacterSet(charactersIn: "[]〔〕 "))),
      (2...most).contains(number)
    else { return false }
    func plain(_ address: WebAddress) -> String {
      address.target.filter { !$0.isNumber && $0 != "_" && $0 != "-" }
    }
    return link.address.query != nil && link.address.path == address.path
      || plain(link.address) == plain(address)
  }
}
