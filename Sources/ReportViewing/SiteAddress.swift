import Foundation

/// Where the files of a site are, by their paths under its folder.
enum SiteAddress {
  static func report(_ name: String) -> String { "reports/\(name).html" }

  static func picture(_ number: Int, of name: String) -> String { "reports/\(name)/\(number).webp" }

  /// A page of a list, from 1.
  static func list(_ list: String, page: Int) -> String { "\(list)-\(page).html" }

  static func chunk(_ number: Int) -> String { "data/reports-\(number).js" }

  /// A path as a link: what has a meaning in addresses is escaped.
  static func link(_ path: String) -> String {
    path.addingPercentEncoding(withAllowedCharacters: Self.plain) ?? path
  }

  private static let plain = CharacterSet(
    charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")
}
