import Archive
import Foundation
import Glibc
import ReportModel

/// The notes that lie beside files and say where those were fetched.
enum Sidecars {
  /// Larger ones are none.
  private static let longest = 64 << 10

  /// Where a file was fetched: what its sidecar says, if that is of these bytes.
  static func origin(of path: String, sha256: String) -> Origin? {
    guard let bytes = bytes(path + SourceSidecar.ending),
      let sidecar = try? JSONDecoder().decode(SourceSidecar.self, from: Data(bytes)),
      sidecar.schema == SourceSidecar.schemaName, sidecar.sha256 == sha256,
      // Addresses become links on pages.
      ["http://", "https://"].contains(where: sidecar.url.hasPrefix),
      (try? Date(sidecar.fetchedAt, strategy: .iso8601)) != nil
    else { return nil }
    return Origin(url: sidecar.url, fetchedAt: sidecar.fetchedAt)
  }

  /// Takes the sidecar along where its file has gone; nothing is overwritten.
  static func follow(from path: String, to place: String) {
    let sidecar = path + SourceSidecar.ending
    guard bytes(sidecar) != nil else { return }
    try? FileManager.default.moveItem(atPath: sidecar, toPath: place + SourceSidecar.ending)
  }

  private static func bytes(_ path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    var buffer = [UInt8](repeating: 0, count: longest + 1)
    let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
    return (0...longest).contains(count) ? Array(buffer.prefix(count)) : nil
  }
}
