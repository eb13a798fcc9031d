import Extraction
import Logging
import ReportModel
import Workers

/// Workers in shell script that behave as no worker should.
enum ScriptedWorker {
  /// A worker that greets and then does for each request what `body` says; `$line` is the request,
  /// `answer TEXT` gives a complete document with that result.
  static func command(_ body: String) -> WorkerCommand {
    let script = """
      answer() {
        printf '{"event":"answer","id":"%s","summary":{"status":"complete","errors":0,"warnings":0,"infos":0,"failure":false},' "$id"
        printf '"parts":[%d]}\\n%s' "${#1}" "$1"
      }
      printf '{"event":"hello","protocol":"gongkai-worker/1","program":{"version":"0"},"forms":[],'
      printf '"documents":[],"limits":{"memory":1,"seconds":1,"clock":1,"output":1,"document":1,"documents":1},'
      printf '"lacks":[]}\\n'
      while read -r line; do
        id=${line##*'"id":"'}
        id=${id%%'"'*}
        name=${line##*'"name":"'}
        name=${name%%'"'*}
      \(body)
      done
      """
    return WorkerCommand(executable: "/bin/bash", arguments: ["-c", script])
  }

  static func pool(
    _ body: String, count: Int = 2, seconds: Int = 20, outputMebibytes: Int = 1,
    documentsPerWorker: Int = 300
  ) -> WorkerPool {
    var limits = WorkerLimits(seconds: seconds, outputMebibytes: outputMebibytes)
    limits.leastClockSeconds = 0
    return WorkerPool(
      command: command(body), count: count, limits: limits, documentsPerWorker: documentsPerWorker)
  }

  static func documents(_ names: [String]) -> [InputDocument] {
    // Whatever it is about, a file goes with a request.
    names.map { InputDocument(path: #filePath, name: $0) }
  }
}

/// What a pool made of a document: the result's text, or the rule that rejected it.
struct Reply: Equatable, CustomStringConvertible {
  var name: String
  var result: String

  var description: String { "\(name): \(result)" }
}

extension WorkerPool {
  /// Reads documents of these names to the end.
  func replies(to names: [String]) async throws -> [Reply] {
    try await withAnswers(to: ScriptedWorker.documents(names), form: .line) { answers in
      var replies: [Reply] = []
      while let (document, answer) = try await answers.next() {
        let text = String(decoding: answer.parts.flatMap { $0 }, as: UTF8.self)
        replies.append(
          Reply(name: document.name, result: answer.summary.reason?.rule.rawValue ?? text))
      }
      return replies
    }
  }
}
