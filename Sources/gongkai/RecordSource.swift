import Archive
import Extraction
import FileOutput
import Foundation
import RecordCoding
import ReportModel

/// Where the records of a site come from: their names, and each record when it is asked for.
struct RecordSource: Sendable {
  /// Unlike one another; a record's page is named for it.
  var names: [String]
  /// The record with this name; `nil` where there is none that can be read.
  ///
  /// Throws an `ArchiveError` where the archive cannot be read.
  var record: @Sendable (String) throws -> DocumentRecord?

  /// The JSON files of a folder, as `gongkai extract --output` writes them.
  ///
  /// - Throws: `CocoaError` where the folder cannot be read.
  static func folder(_ path: String) throws -> RecordSource {
    let files = try FileManager.default.contentsOfDirectory(atPath: path)
    let names = files.filter { $0.hasSuffix(".json") && $0 != DataPackage.fileName }
      .map { String($0.dropLast(".json".count)) }.sorted()
    return RecordSource(names: names) { name in
      (try? Data(contentsOf: URL(filePath: "\(path)/\(name).json")))
        .flatMap { try? DocumentRecord(json: $0) }
    }
  }

  /// The records of an archive, each by the name that `gongkai export` gives its files.
  static func archive(_ archive: Archive) throws -> RecordSource {
    let reports = try archive.reports()
    let names = reports.names
    let byName = Dictionary(zip(names, reports), uniquingKeysWith: { first, _ in first })
    return RecordSource(names: names) { name in
      try byName[name].flatMap { try archive.record($0.sha256, part: $0.part) }
    }
  }
}

extension [ArchivedReport] {
  /// The name of each report's results: that of its document's file, with its number where the document
  /// holds several.
  var names: [String] {
    var unique = DocumentNames()
    var documents: [String: Int] = [:]
    var bases: [String] = []
    for report in self where documents[report.sha256] == nil {
      documents[report.sha256] = bases.count
      bases.append(unique.unique(for: InputDocument.fileName(of: report.path)))
    }
    let parts = DocumentNames.partNames(of: bases)
    return map { report in
      let index = documents[report.sha256] ?? 0
      return report.isAlone ? bases[index] : "\(parts[index])-\(report.part)"
    }
  }
}
