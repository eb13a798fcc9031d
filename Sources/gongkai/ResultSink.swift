import Extraction
import FileOutput
import RecordCoding
import ReportModel
import SpreadsheetWriting
import Workers

/// Where results go, a document at a time.
protocol ResultSink {
  func write(_ answer: DocumentAnswer, of document: InputDocument) throws
  /// Makes whole what is written; says what became of earlier runs' files.
  func finish() throws(WriteFailure)
}

/// JSON on standard output.
struct StandardOutputSink: ResultSink {
  func write(_ answer: DocumentAnswer, of document: InputDocument) throws(WriteFailure) {
    for part in answer.parts { try ByteStream.standardOutput.write(part) }
  }

  func finish() {}
}

/// A folder of JSON and CSV files, and a spreadsheet where one is asked for.
struct FolderSink: ResultSink {
  let folder: ResultFolder
  let workbook: WorkbookWriter?

  /// - Throws: `WriteFailure`, or a `DecodingError` where an answer holds no record.
  func write(_ answer: DocumentAnswer, of document: InputDocument) throws {
    for (index, report) in answer.reports.enumerated() {
      guard let json = report.parts.first else { continue }
      let name = document.name(ofReport: index + 1, among: answer.reports.count)
      try folder.writeJSON(json, name: name)
      for (table, rows) in zip(ResultTable.allCases, report.parts.dropFirst()) {
        try folder.append(rows, to: table)
      }
      try workbook?.append(DocumentRecord(json: json), report: name)
    }
  }

  func finish() throws(WriteFailure) {
    try workbook?.finish { path throws(WriteFailure) in
      try folder.folder.willPublish(path, to: WorkbookWriter.fileName)
    }
    Console.say(cleared: try folder.finish())
  }
}
