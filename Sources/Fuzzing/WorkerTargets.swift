import CSandbox
import Foundation
import Glibc
import ReportModel

@testable import Extraction
@testable import Workers

/// What a worker in a stranger's hands may write, in pieces of any length.
func fuzzAnswers(_ bytes: [UInt8]) {
  var source = ByteSource(bytes)
  let piece = 1 + source.count(64)
  var parser = AnswerParser(limit: 1 << 16)
  var rest = source.rest
  var errors = 0
  do {
    while !rest.isEmpty {
      rest.prefix(piece).withUnsafeBytes { parser.append($0) }
      rest = rest.dropFirst(piece)
      while let item = try parser.next() {
        guard case .answer(let answer, _) = item else { continue }
        // As a run adds them up, over more documents than there are.
        for _ in 0..<1000 { errors += answer.summary.errorCount + answer.summary.infoCount }
        _ = try? answer.views()
        _ = answer.summary.reason.map { $0.message.printable + $0.messageZh.printable }
      }
    }
  } catch {
    // Its process is ended.
  }
}

/// What may come to a worker: pieces over a socket, some with a file, some with what is none.
func fuzzRequests(_ bytes: [UInt8]) {
  var source = ByteSource(bytes)
  var ends: [Int32] = [-1, -1]
  guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0 else { return }
  defer { close(ends[1]) }
  let sender = RequestSender(ends[0])
  let piece = 1 + source.count(200)
  let kinds = source.byte()
  var rest = source.rest
  while !rest.isEmpty, sender.send(rest.prefix(piece), kind: Int(kinds) + rest.count) {
    rest = rest.dropFirst(piece)
  }
  sender.end()
  var requests = RequestReader(source: ends[1])
  while true {
    do {
      guard let (line, file) = try requests.next() else { return }
      _ = try requests.content(WorkerRequest.length(in: line).map { min($0, 1 << 20) })
      let request = try WorkerRequest(line, isSealed: true, hasFile: file != nil)
      let input = file.map { DocumentInput($0, name: "a", password: nil) }
      _ = DocumentAnswer(rejection: .notAReport, of: request, input)
    } catch let refusal as WorkerRequest.Refused {
      if refusal.isLast { return }
    } catch is Rejection {
      continue
    } catch {
      return
    }
  }
}

/// The other end of a worker's socket.
private final class RequestSender {
  private static let paths = ["/dev/null", "/etc/passwd", "/dev", "/dev/zero"]
  private static let files = paths.map { open($0, O_RDONLY) }

  private let channel: Int32

  init(_ channel: Int32) { self.channel = channel }

  func send(_ bytes: ArraySlice<UInt8>, kind: Int) -> Bool {
    let bytes = Array(bytes)
    if kind % 3 == 0 {
      return descriptor_send(
        channel, bytes, bytes.count, Self.files[kind / 3 % Self.files.count]) == 0
    }
    return Glibc.send(channel, bytes, bytes.count, Int32(MSG_DONTWAIT)) == bytes.count
  }

  func end() { close(channel) }
}
