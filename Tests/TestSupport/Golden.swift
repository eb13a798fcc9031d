import Foundation
import RecordCoding
import ReportModel

/// The records of a document, in the form in which they are kept beside the fixtures: one file a document, a line a
/// row of the form, a finding or a section.
///
/// Left out is what another machine, another build or another place of the file would change: `file`, `program`,
/// `url`, `fetched_at`. What is nearly always the same is left out too, so that the files stay small: a confidence
/// of 1, and a value that is just what `raw` says.
struct Golden: Equatable {
  var records: [GoldenValue]

  /// Keys of `source` and of the record that tell of the machine or build alone.
  private static let leftOut: Set<String> = ["file", "program", "url", "fetched_at"]

  /// What was read.
  init(_ records: [DocumentRecord]) throws {
    self.records = try records.map { record in
      let data = Data(record.json(.line))
      return Self.reduced(GoldenValue(try JSONSerialization.jsonObject(with: data)))
    }
  }

  /// What was recorded.
  init(file: URL) throws {
    let object = GoldenValue(try JSONSerialization.jsonObject(with: Data(contentsOf: file)))
    records = object.list
  }

  private static func reduced(_ record: GoldenValue) -> GoldenValue {
    var entries = record.entries.filter { !leftOut.contains($0.key) }
    entries["source"] = entries["source"].map { source in
      .object(source.entries.filter { !leftOut.contains($0.key) })
    }
    entries["cells"] = entries["cells"].map(rows)
    entries["findings"] = entries["findings"].map { findings in
      .list(findings.list.map { .withPlace(of: $0.entries.filter { $0.value != .null }) })
    }
    return .object(entries)
  }

  /// The cells by the rows of the form: what stands before the last point of an id, and what after it.
  private static func rows(of cells: GoldenValue) -> GoldenValue {
    var rows: [String: [String: GoldenValue]] = [:]
    for (id, cell) in cells.entries {
      let parts = id.split(separator: ".")
      rows[parts.dropLast().joined(separator: "."), default: [:]][String(parts[parts.count - 1])] =
        reducedCell(cell)
    }
    return .object(rows.mapValues(GoldenValue.object))
  }

  private static func reducedCell(_ cell: GoldenValue) -> GoldenValue {
    var entries = cell.entries
    if entries["confidence"] == .number(1) { entries["confidence"] = nil }
    let raw = entries["raw"]?.text ?? ""
    let plain = raw.isEmpty ? GoldenValue.null : Double(raw).map(GoldenValue.number)
    if entries["value"] == plain { entries["value"] = nil }
    // A figure that was not read is told from one that was by its `null`.
    return .withPlace(of: entries.filter { $0.key == "value" || $0.value != .null })
  }

  /// The file's bytes: the same for equal records.
  func bytes() throws -> Data {
    let texts = try records.map { record in
      let entries = try record.entries.sorted { $0.key < $1.key }.map { key, value in
        "\"\(key)\": \(try Self.lines(of: value, isSpread: key != "source" && key != "report"))"
      }
      return "{\n\(entries.joined(separator: ",\n"))\n}"
    }
    return Data("[\(texts.joined(separator: ", "))]\n".utf8)
  }

  private static func lines(of value: GoldenValue, isSpread: Bool) throws -> String {
    switch value {
    case .object(let entries) where isSpread && !entries.isEmpty:
      let lines = try entries.sorted { $0.key < $1.key }.map {
        "\"\($0.key)\":\(try $0.value.json())"
      }
      return "{\n\(lines.joined(separator: ",\n"))\n}"
    case .list(let items) where isSpread && !items.isEmpty:
      return "[\n\(try items.map { try $0.json() }.joined(separator: ",\n"))\n]"
    default: return try value.json()
    }
  }
}
