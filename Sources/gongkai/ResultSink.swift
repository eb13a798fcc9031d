import DocumentModel
import Extraction
import ReportWriting
import SpreadsheetWriting

/// Where results go, a document at a time.
protocol ResultSink {
  func write(_ answer: DocumentAnswer, name: String) throws
  /// Makes whole what is written; says what became of earlier runs' files.
  func finish() throws(WriteFailure)
}

/// JSON on standard output.
struct StandardOutputSink: ResultSink {
  func write(_ answer: DocumentAnswer, name: String) throws(WriteFailure) {
    for part in answer.parts { try ByteStream.standardOutput.write(part) }
  }

  func finish() {}
}

/// A folder of JSON and CSV files, and a spreadsheet where one is asked for.
struct FolderSink: ResultSink {
  let folder: ResultFolder
  let workbook: WorkbookWriter?

  /// - Throws: `WriteFailure`, or a `DecodingError` where an answer holds no record.
  func write(_ answer: DocumentAnswer, name: String) throws {
    guard let json = answer.parts.first else { return }
    try folder.writeJSON(json, name: name)
    for (table, rows) in zip(ResultTable.allCases, answer.parts.dropFirst()) {
      try folder.append(rows, to: table)
    }
    try workbook?.append(DocumentRecord(json: json), report: name)
  }

  func finish() throws(WriteFailure) {
    try workbook?.finish { path throws(WriteFailure) in
      try folder.folder.willPublish(path, to: WorkbookWriter.fileName)
    }
    Console.say(cleared: try folder.finish())
  }
}
