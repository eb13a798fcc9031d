import FileOutput
import Foundation
import RecordCoding
import ReportModel
import TestSupport
import Testing

@testable import gongkai

/// What the project says about its results, put before validators that others wrote.
@Suite struct ValidationTests {
  @Test func recordsAreValidByTheSchema() async throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write(OutputSchema.json.prettyText, to: "\(folder.path)/schema.json")
    let records = [Sample.report(), Sample.report(.edition2019), Sample.rejected]
    for (index, record) in records.enumerated() {
      try AtomicFile.write(record.json(.pretty), to: "\(folder.path)/\(index).json")
    }
    try AtomicFile.write(records.flatMap { $0.json(.line) }, to: "\(folder.path)/all.ndjson")
    try await Shell.run(
      Shell.script("validate"),
      ["records", "\(folder.path)/schema.json"]
        + ["0.json", "1.json", "2.json", "all.ndjson"].map { "\(folder.path)/\($0)" })
  }

  @Test func theSchemaRefusesWhatTheContractDoesNotAllow() async throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write(OutputSchema.json.prettyText, to: "\(folder.path)/schema.json")
    var lacksCell = Sample.report()
    lacksCell.cells[RequestRow.total.cell(.total)] = nil
    var rejectedWithCells = Sample.report()
    rejectedWithCells.status = .rejected
    var unknownCell = Sample.report()
    unknownCell.cells[CellID("requests.new.everyone")] = .absent
    for record in [lacksCell, rejectedWithCells, unknownCell] {
      try AtomicFile.write(record.json(.pretty), to: "\(folder.path)/bad.json")
      await #expect(throws: Shell.Failure.self) {
        try await Shell.run(
          Shell.script("validate"),
          ["records", "\(folder.path)/schema.json", "\(folder.path)/bad.json"])
      }
    }
  }

  @Test(arguments: [true, false])
  func theDataPackageIsValid(byteOrderMark: Bool) async throws {
    let folder = try TemporaryFolder()
    let results = try ResultFolder(path: folder.path, byteOrderMark: byteOrderMark)
    let records = [Sample.report(), Sample.report(.edition2019), Sample.rejected]
    for (index, record) in records.enumerated() {
      for table in ResultTable.allCases {
        try results.append(record.rows(in: table, report: "report-\(index)"), to: table)
      }
    }
    try results.finish()
    try await Shell.run(Shell.script("validate"), ["package", folder.path])
  }

  @Test func aRowOfAnUnknownReportMakesTheDataPackageInvalid() async throws {
    let folder = try TemporaryFolder()
    let results = try ResultFolder(path: folder.path)
    try results.append(Sample.report().rows(in: .findings, report: "nobody"), to: .findings)
    try results.finish()
    await #expect(throws: Shell.Failure.self) {
      try await Shell.run(Shell.script("validate"), ["package", folder.path])
    }
  }
}
