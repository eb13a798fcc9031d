import DocumentModel
import Foundation
import Glibc
import PageReading
public import Recognition
import ReportWriting

/// The process that reads documents: `gongkai worker`.
///
/// Takes a `WorkerRequest` a line on standard input and gives a `DocumentAnswer` for each on what was
/// standard output, in the same order, until the input ends. It first says `greeting`, so that a
/// program that cannot start is told from one that a document ended. Before an answer it may say that
/// pages are recognised, by `WorkerNotice`.
public struct Worker {
  static let greeting = Array("gongkai-worker/1\n".utf8)

  private let limits: WorkerLimits

  private let engine: RecognitionEngine

  /// A worker that keeps to the limits and reads the text of pictures by the engine.
  public init(limits: WorkerLimits, engine: RecognitionEngine) {
    self.limits = limits
    self.engine = engine
  }

  /// Serves until the input ends.
  ///
  /// - Throws: `WriteFailure` where the answers cannot be written, an `EncodingError`.
  public func run() throws {
    limits.apply()
    let answers = try Self.answerStream()
    try answers.write(Self.greeting)
    let limits = limits
    let pipeline = DocumentPipeline(engine: engine) { pages in
      limits.allowRecognition(ofPages: pages)
      // Who does not take it in asks for no answer either.
      try? answers.write(WorkerNotice(recognizedPages: pages).encoded)
    }
    while let line = readLine(strippingNewline: true) {
      limits.allowNextDocument()
      let request = try JSONDecoder().decode(WorkerRequest.self, from: Data(line.utf8))
      PeakMemory.reset()
      var answer = answer(to: request, by: pipeline)
      answer.summary.peakMemory = PeakMemory.current
      try answers.write(try answer.encoded())
    }
  }

  private func answer(
    to request: WorkerRequest, by pipeline: DocumentPipeline
  ) -> DocumentAnswer {
    let mode = request.ocr ?? .auto
    switch request.form {
    case .line, .pretty, .prettyIfAlone, .files:
      let records = pipeline.records(
        path: request.path, password: request.password, recognition: mode)
      return DocumentAnswer(records, name: request.name, parts: request.parts, form: request.form)
    case .tables:
      do {
        return DocumentAnswer(
          try pipeline.tables(path: request.path, password: request.password, recognition: mode))
      } catch {
        return DocumentAnswer(rejection: error, of: request)
      }
    case .view, .pictures:
      return DocumentAnswer(
        pipeline.views(
          path: request.path, password: request.password, recognition: mode,
          format: request.form == .view ? .webP : .png, isMarked: request.form == .pictures))
    }
  }

  /// Keeps the standard output for answers alone: what C libraries print goes to standard error.
  private static func answerStream() throws(WriteFailure) -> ByteStream {
    let descriptor = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
    guard descriptor >= 0, dup2(STDERR_FILENO, STDOUT_FILENO) >= 0 else {
      throw WriteFailure(operation: .create, path: "stdout", code: errno)
    }
    return ByteStream(descriptor: descriptor, path: "stdout")
  }
}

extension DocumentAnswer {
  /// The answer for a document that no process could read.
  init(rejection: Rejection, of request: WorkerRequest) {
    let name = InputDocument.fileName(of: request.path)
    // Hashing is safe outside a worker too, nothing of the file is interpreted; only its size could
    // do harm here.
    let file = try? SourceFile(path: request.path, upTo: 256 << 20)
    self.init(
      [
        DocumentRecord(
          status: .rejected,
          source: DocumentSource(file: name, sha256: file?.sha256, bytes: file?.bytes),
          findings: [rejection.finding(about: name)])
      ], name: request.name, form: request.form)
  }
}
