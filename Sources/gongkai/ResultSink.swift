import Extraction
import ReportWriting

/// Where results go, a document at a time.
protocol ResultSink {
  func write(_ answer: DocumentAnswer, name: String) throws(WriteFailure)
  func finish() throws(WriteFailure)
}

/// JSON on standard output.
struct StandardOutputSink: ResultSink {
  func write(_ answer: DocumentAnswer, name: String) throws(WriteFailure) {
    for part in answer.parts { try ByteStream.standardOutput.write(part) }
  }

  func finish() {}
}

/// A folder of JSON and CSV files.
struct FolderSink: ResultSink {
  let folder: ResultFolder

  func write(_ answer: DocumentAnswer, name: String) throws(WriteFailure) {
    guard let json = answer.parts.first else { return }
    try folder.writeJSON(json, name: name)
    for (table, rows) in zip(ResultTable.allCases, answer.parts.dropFirst()) {
      try folder.append(rows, to: table)
    }
  }

  func finish() throws(WriteFailure) { try folder.finish() }
}
