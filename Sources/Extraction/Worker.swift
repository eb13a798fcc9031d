import CSandbox
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
/// program that cannot start is told from one that a document ended. Before an answer there may be
/// a `WorkerNotice`.
///
/// Where its input is a socket each request brings its document as an open file, and from before the
/// first one on the process can open no other; on plain input documents are named by their paths.
public struct Worker {
  static let greeting = Array("gongkai-worker/1\n".utf8)

  private let limits: WorkerLimits
  private let engine: RecognitionEngine
  private let parent: Int32?
  #if DEBUG
    /// What to try in place of reading, for tests of the locked room.
    public var trespass: Trespass?
  #endif

  /// A worker that keeps to the limits, reads the text of pictures by the engine, and ends with the
  /// process `parent` that started it.
  public init(limits: WorkerLimits, engine: RecognitionEngine, parent: Int32? = nil) {
    self.limits = limits
    self.engine = engine
    self.parent = parent
  }

  /// Serves until the input ends.
  ///
  /// - Throws: `WriteFailure` where the answers cannot be written, a `DecodingError` for what is no
  ///   request, an `EncodingError`.
  public func run() throws {
    if let parent, room_die_with(parent) != 0 { return }
    limits.apply(isDriven: parent != nil)
    let answers = try Self.answerStream()
    var requests = RequestReader(source: STDIN_FILENO)
    let memory = PeakMemory()
    let room = LockedRoom.lock(readsFiles: !requests.bringsFiles)
    try answers.write(Self.greeting)
    if !room.missing.isEmpty { try answers.write(WorkerNotice.room(missing: room.missing).encoded) }
    let limits = limits
    let pipeline = DocumentPipeline(engine: engine) { pages in
      limits.allowRecognition(ofPages: pages)
      // Who does not take it in asks for no answer either.
      try? answers.write(WorkerNotice.recognizing(pages: pages).encoded)
    }
    while let (line, file) = try requests.next() {
      limits.allowNextDocument()
      let request = try JSONDecoder().decode(WorkerRequest.self, from: Data(line))
      memory.reset()
      var answer = answer(to: request, about: file, by: pipeline)
      answer.summary.peakMemory = memory.current
      // What comes next would be read wrong.
      let isSpoilt = PageReader.isSpoilt
      if isSpoilt { answer.summary.isLast = true }
      try answers.write(try answer.encoded())
      if isSpoilt { return }
    }
  }

  private func answer(
    to request: WorkerRequest, about file: OpenFile?, by pipeline: DocumentPipeline
  ) -> DocumentAnswer {
    #if DEBUG
      if let trespass {
        let result = trespass.attempted()
        return DocumentAnswer(
          summary: DocumentAnswer.Summary(status: .complete), parts: [Array(result.utf8)])
      }
    #endif
    let mode = request.ocr ?? .auto
    let input =
      file.map { DocumentInput($0, name: request.fileName, password: request.password) }
      ?? DocumentInput(path: request.path ?? "", password: request.password)
    switch request.form {
    case .line, .pretty, .prettyIfAlone, .files:
      return DocumentAnswer(
        pipeline.records(of: input, mode), name: request.name, parts: request.parts,
        form: request.form)
    case .tables:
      do {
        return DocumentAnswer(try pipeline.tables(of: input, mode))
      } catch {
        return DocumentAnswer(rejection: error, of: request, file)
      }
    case .view, .pictures:
      return DocumentAnswer(
        pipeline.views(
          of: input, mode, format: request.form == .view ? .webP : .png,
          isMarked: request.form == .pictures))
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
  /// The answer for a document that no process could read; `file` is what was to be read, where it opened.
  init(rejection: Rejection, of request: WorkerRequest, _ file: OpenFile?) {
    // Hashing is safe outside a worker too, nothing of the file is interpreted; only its size could
    // do harm here.
    let known = file.flatMap { try? SourceFile($0, upTo: SourceFile.largest) }
    let record = DocumentRecord(
      status: .rejected,
      source: DocumentSource(file: request.fileName, sha256: known?.sha256, bytes: known?.bytes),
      findings: [rejection.finding(about: request.fileName)])
    self.init([record], name: request.name, form: request.form)
  }
}
