import Extraction
import ReportModel

extension DocumentPipeline {
  /// The record of a document that holds one report.
  func record(
    path: String, password: String? = nil, recognition: RecognitionMode = .auto
  ) -> DocumentRecord {
    records(path: path, password: password, recognition: recognition)[0]
  }
}
