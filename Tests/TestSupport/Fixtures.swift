public import Foundation

/// The folders of printed documents, and what is in them.
public enum Fixtures {
  /// The project's own folder.
  public static let project = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  public static let folder = project.appending(path: "Fixtures")
  public static let reports = folder.appending(path: "reports")
  public static let scans = folder.appending(path: "scans")
  public static let several = folder.appending(path: "several")

  /// Path of a printed report, by its name without `.pdf`.
  public static func report(_ name: String) -> String { pdf(name, in: reports) }

  public static func scan(_ name: String) -> String { pdf(name, in: scans) }

  public static func pdf(_ name: String, in folder: URL) -> String {
    folder.appending(path: "\(name).pdf").path()
  }

  /// Names without their ending of all documents in a folder, sorted.
  public static func names(in folder: URL) -> [String] {
    [".pdf", ".html", ".docx"].flatMap { names(in: folder, ending: $0) }.sorted()
  }

  /// Those of the names that `scripts/record PATTERN` asks for; all where nothing is asked for.
  public static func chosen(in folder: URL) -> [String] {
    names(in: folder).filter(isChosen)
  }

  public static func isChosen(_ name: String) -> Bool {
    let part = ProcessInfo.processInfo.environment["GONGKAI_RECORD_ONLY"] ?? ""
    return part.isEmpty || name.contains(part)
  }

  /// Names without their ending of the files in a folder that end so, sorted.
  public static func names(in folder: URL, ending: String) -> [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
    return files.filter { $0.hasSuffix(ending) }.map { String($0.dropLast(ending.count)) }.sorted()
  }
}
