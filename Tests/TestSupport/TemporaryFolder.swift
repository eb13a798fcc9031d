public import Foundation

/// A folder that goes with the test.
public final class TemporaryFolder: Sendable {
  public let path: String

  public init() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "gongkai-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path()
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  public var url: URL { URL(filePath: path) }

  public func data(_ file: String) throws -> Data {
    try Data(contentsOf: URL(filePath: "\(path)/\(file)"))
  }

  public func text(_ file: String) throws -> String {
    String(decoding: try data(file), as: UTF8.self)
  }

  /// The lines of a file; none where it is not there.
  public func lines(_ file: String) throws -> [String] {
    guard let data = FileManager.default.contents(atPath: "\(path)/\(file)") else { return [] }
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// Writes a file, with the folders above it, and gives its path.
  @discardableResult
  public func write(_ text: String, to file: String) throws -> String {
    try write(Data(text.utf8), to: file)
  }

  @discardableResult
  public func write(_ data: Data, to file: String) throws -> String {
    let url = URL(filePath: "\(path)/\(file)")
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: url)
    return url.path(percentEncoded: false)
  }

  /// Names in a folder under this one, hidden ones too, but for the program's list of what it wrote.
  public func files(in folder: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)").sorted()
      .filter { $0 != ".gongkai-files" }
  }
}
