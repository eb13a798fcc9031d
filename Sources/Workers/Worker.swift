import CSandbox
import Extraction
import FileOutput
import Foundation
import Glibc
import PDFReading
public import Recognition
import RecordCoding
import ReportModel
import Synchronization

/// The process that reads documents: `gongkai worker`, by the protocol of `docs/worker-protocol.md`.
///
/// Says hello, then takes a `WorkerRequest` a line on standard input and gives a `DocumentAnswer` for each on
/// what was standard output, in the same order, until the input ends. Before an answer there may be
/// a `WorkerNotice`.
///
/// Where its input is a socket each request may bring its document as an open file, and from before the
/// first one on the process can open no other; nor can it where `isSealed`, and documents come as bytes.
public struct Worker {
  private let limits: WorkerLimits
  private let engine: RecognitionEngine
  private let parent: Int32?
  private let isSealed: Bool
  #if DEBUG
    /// What to try in place of reading, for tests of the locked room.
    public var trespass: Trespass?
  #endif

  /// A worker that keeps to the limits, reads the text of pictures by the engine, and ends with the
  /// process `parent` that started it.
  public init(
    limits: WorkerLimits, engine: RecognitionEngine, parent: Int32? = nil, isSealed: Bool = false
  ) {
    self.limits = limits
    self.engine = engine
    self.parent = parent
    self.isSealed = isSealed
  }

  /// What cannot be gone on from: what comes next could not be told from a document's bytes.
  public struct Refusal: Error, Sendable {
    public var reason: String
  }

  /// Serves until the input ends.
  ///
  /// - Throws: `WriteFailure` where the answers cannot be written, `Refusal` for what is no
  ///   request, an `EncodingError`.
  public func run() throws {
    if let parent, room_die_with(parent) != 0 { return }
    limits.apply()
    let answers = try Self.answerStream()
    var requests = RequestReader(source: STDIN_FILENO)
    let memory = PeakMemory()
    let isSealed = isSealed || requests.bringsFiles
    let room = LockedRoom.lock(readsFiles: !isSealed)
    let hello = WorkerHello(
      limits: limits, room: room, bringsFiles: requests.bringsFiles, isSealed: isSealed)
    try answers.write(hello.workerLine())
    let limits = limits
    let current = CurrentRequest()
    let pipeline = DocumentPipeline(engine: engine) { pages in
      limits.allowRecognition(ofPages: pages)
      // Who does not take it in asks for no answer either.
      try? answers.write(NoticeLine.recognizing(pages, of: current.id, limits).workerLine())
    }
    while let (line, file) = try requests.next() {
      let id = WorkerRequest.id(in: line)
      current.id = id
      switch Self.request(line, hasFile: file != nil, isSealed: isSealed, &requests) {
      case .failure(let refusal):
        try answers.write(NoticeLine.refused(refusal.reason, of: id).workerLine())
        if refusal.isLast { throw Refusal(reason: refusal.reason) }
      case .success((let request, let content)):
        memory.reset()
        let input = input(for: request, file: file, content)
        var answer = answerInTime(to: request, about: input, by: pipeline)
        answer.summary.peakMemory = memory.current
        // What comes next would be read wrong.
        let isSpoilt = PDFReader.isSpoilt
        if isSpoilt { answer.summary.isLast = true }
        try answers.write(try answer.encoded(id: request.id))
        if isSpoilt { return }
      }
    }
  }

  /// A request with the bytes that follow it.
  private static func request(
    _ line: [UInt8], hasFile: Bool, isSealed: Bool, _ requests: inout RequestReader
  ) -> Result<(WorkerRequest, [UInt8]?), WorkerRequest.Refused> {
    do throws(WorkerRequest.Refused) {
      // Before the rest of the line is looked at: whatever it is, its bytes are no request.
      let content = try requests.content(try WorkerRequest.length(in: line))
      return .success((try WorkerRequest(line, isSealed: isSealed, hasFile: hasFile), content))
    } catch {
      return .failure(error)
    }
  }

  /// The answer within the limits on time and size.
  private func answerInTime(
    to request: WorkerRequest, about input: DocumentInput, by pipeline: DocumentPipeline
  ) -> DocumentAnswer {
    limits.allowNextDocument()
    defer { limits.rest() }
    let answer = answer(to: request, about: input, by: pipeline)
    guard answer.size > limits.outputMebibytes << 20 else { return answer }
    return DocumentAnswer(
      rejection: .outputLimit(mebibytes: limits.outputMebibytes), of: request, input)
  }

  private func input(
    for request: WorkerRequest, file: OpenFile?, _ content: [UInt8]?
  ) -> DocumentInput {
    if let content {
      return DocumentInput(content: content, name: request.fileName, password: request.password)
    }
    return file.map {
      DocumentInput(
        $0, name: request.fileName, password: request.password, original: request.original)
    }
      ?? DocumentInput(path: request.path ?? "", password: request.password)
  }

  private func answer(
    to request: WorkerRequest, about input: DocumentInput, by pipeline: DocumentPipeline
  ) -> DocumentAnswer {
    #if DEBUG
      if let trespass {
        let result = trespass.attempted()
        return DocumentAnswer(
          summary: DocumentAnswer.Summary(status: .complete), parts: [Array(result.utf8)])
      }
    #endif
    if let loss = request.lost {
      return DocumentAnswer(rejection: loss.rejection(limits), of: request, input)
    }
    let mode = request.ocr ?? .auto
    switch request.form {
    case .line, .pretty, .prettyIfAlone, .files, .rows:
      return DocumentAnswer(pipeline.records(of: input, mode), to: request)
    case .tables:
      do {
        return DocumentAnswer(try pipeline.tables(of: input, mode))
      } catch {
        return DocumentAnswer(rejection: error, of: request, input)
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

/// Which request is being answered: read by what is told of it meanwhile.
private final class CurrentRequest: Sendable {
  private let value = Mutex<String?>(nil)

  var id: String? {
    get { value.withLock { $0 } }
    set { value.withLock { $0 = newValue } }
  }
}

extension DocumentAnswer {
  /// The answer for a document that no process could read; `input` is what was to be read, where it opened.
  init(rejection: Rejection, of request: WorkerRequest, _ input: DocumentInput?) {
    // Hashing is safe outside a worker too, nothing of the file is interpreted; only its size could
    // do harm here.
    let known = try? input?.known()
    let record = DocumentRecord(
      status: .rejected,
      source: DocumentSource(
        file: request.fileName, sha256: input?.original?.sha256 ?? known?.sha256,
        bytes: input?.original?.bytes ?? known?.bytes),
      findings: [rejection.finding(about: request.fileName)])
    self.init([record], to: request)
  }
}
