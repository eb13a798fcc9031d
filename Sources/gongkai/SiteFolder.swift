import Foundation
import Glibc
import ReportViewing
import ReportWriting

/// The folder that a site is written to.
///
/// Files are not forced to the device one by one: a site is made again from its records when the
/// power goes, and forcing would take longer than everything else.
struct SiteFolder: Sendable {
  let path: String

  /// Writes a file, with the folders above it.
  ///
  /// - Throws: `WriteFailure`.
  func write(_ file: SiteFile) throws(WriteFailure) {
    let place = "\(path)/\(file.path)"
    if let slash = place.lastIndex(of: "/") { try ResultFolder.makeFolder(String(place[..<slash])) }
    let descriptor = open(place, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw WriteFailure(operation: .create, path: place, code: errno)
    }
    defer { close(descriptor) }
    try ByteStream(descriptor: descriptor, path: place).write(file.bytes)
  }
}
