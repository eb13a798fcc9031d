import FileOutput
import ReportViewing

/// The folder that a site is written to.
///
/// Files are not forced to the device one by one: a site is made again from its records when the
/// power goes, and forcing would take longer than everything else.
struct SiteFolder: Sendable {
  private let folder: OwnedFolder

  /// - Throws: `WriteFailure`, also where a file that is none of ours has the place of the first page.
  init(path: String) throws(WriteFailure) {
    folder = try OwnedFolder(path: path)
    try folder.check(["index.html"])
  }

  /// Writes a file, with the folders above it.
  ///
  /// - Throws: `WriteFailure`.
  func write(_ file: SiteFile) throws(WriteFailure) {
    try folder.write(file.bytes, to: file.path, isSynced: false)
  }

  /// Removes what an earlier site had and this one does not.
  ///
  /// - Throws: `WriteFailure`.
  func finish() throws(WriteFailure) { Console.say(cleared: try folder.finish()) }
}
