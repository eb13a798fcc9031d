import FileOutput
import Foundation
import RecordCoding

/// Who fetches, for those whose hosts are asked; kept between runs.
enum FetchContact {
  private struct Configuration: Codable {
    var contact: String?
  }

  /// `fetch.json` in gongkai's folder of the user's configuration (XDG Base Directory Specification).
  static var path: String {
    let environment = ProcessInfo.processInfo.environment
    let folder =
      environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
      ?? "\(environment["HOME"] ?? NSHomeDirectory())/.config"
    return "\(folder)/gongkai/fetch.json"
  }

  /// What is kept; `nil` where there is nothing.
  static var kept: String? {
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    return (try? JSONDecoder().decode(Configuration.self, from: data))?.contact.flatMap {
      isUsable($0) ? $0 : nil
    }
  }

  /// - Throws: `WriteFailure`, `CocoaError`.
  static func keep(_ contact: String) throws {
    try FileManager.default.createDirectory(
      at: URL(filePath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
    try AtomicFile.write(
      Array(JSONEncoder().encode(Configuration(contact: contact))) + [UInt8(ascii: "\n")], to: path)
  }

  /// Whether it is an address of mail or of a page, in characters that a header takes.
  static func isUsable(_ contact: String) -> Bool {
    (5...200).contains(contact.utf8.count) && contact.utf8.allSatisfy { (0x20...0x7E).contains($0) }
      && (contact.contains("@") || contact.hasPrefix("https://") || contact.hasPrefix("http://"))
  }
}
