import Foundation
import TestSupport

/// The program as it was built, and what came of calling it.
struct CommandLineProgram {
  struct Outcome {
    var code: Int32
    var output: String
    var errors: String
  }

  /// Path of the executable, which lies beside that of the tests.
  static let path = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "gongkai").path()

  /// Runs the program to its end.
  static func run(
    _ arguments: [String], environment: [String: String] = ["LC_ALL": "C"]
  ) async throws -> Outcome {
    try await run(path, arguments, environment: environment)
  }

  /// Runs a shell command in which `$gongkai` is the program.
  static func shell(_ command: String) async throws -> Outcome {
    try await run(
      "/bin/bash", ["-c", command], environment: ["LC_ALL": "C", "gongkai": path])
  }

  /// Waits on a thread of its own: those of tasks are as few as cores, and other tests need them.
  private static func run(
    _ program: String, _ arguments: [String], environment: [String: String]
  ) async throws -> Outcome {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(
          with: Result { try wait(for: program, arguments, environment) })
      }
    }
  }

  private static func wait(
    for program: String, _ arguments: [String], _ environment: [String: String]
  ) throws -> Outcome {
    let folder = try TemporaryFolder()
    // Files rather than pipes: neither can fill up and block the other.
    try folder.write("", to: "out")
    try folder.write("", to: "err")
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.filter {
      !["LC_ALL", "LC_MESSAGES", "LANG"].contains($0.key)
    }.merging(["GONGKAI_ALLOW_ROOT": "1"]) { $1 }.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: "\(folder.path)/out")
    process.standardError = FileHandle(forWritingAtPath: "\(folder.path)/err")
    try process.run()
    process.waitUntilExit()
    return Outcome(
      code: process.terminationReason == .exit
        ? process.terminationStatus : 128 + process.terminationStatus,
      output: try folder.text("out"), errors: try folder.text("err"))
  }
}

/// Files to read.
enum SamplePDF {
  /// A sound PDF of one blank page.
  static let blank = document([page()])

  /// A page on which a form is drawn ten times, which draws another ten times, and so on: minutes of
  /// processor time.
  static let endless = {
    let depth = 12
    let forms = (0..<depth).map { level in
      let next = level + 1 < depth ? level + 5 : 0
      let content = next > 0 ? String(repeating: "/F Do\n", count: 10) : "0 0 1 1 re f"
      return """
        << /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Length \(content.utf8.count)
        /Resources << /XObject << \(next > 0 ? "/F \(next) 0 R" : "") >> >> >>
        stream
        \(content)
        endstream
        """
    }
    let last = 4 + depth
    let draw = "<< /Length 5 >>\nstream\n/F Do\nendstream"
    return document(
      [page("/Resources << /XObject << /F 4 0 R >> >> /Contents \(last) 0 R")] + forms + [draw])
  }()

  private static func page(_ entries: String = "") -> String {
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] \(entries) >>"
  }

  /// The third object is the page.
  private static func document(_ others: [String]) -> String {
    let objects =
      [
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      ] + others
    var text = "%PDF-1.4\n"
    var offsets: [Int] = []
    for (index, object) in objects.enumerated() {
      offsets.append(text.utf8.count)
      text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
    }
    let table = text.utf8.count
    text += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
    for offset in offsets {
      let digits = String(offset)
      text += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
    }
    return text
      + "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(table)\n%%EOF\n"
  }
}

extension TemporaryFolder {
  /// A file that looks like a PDF of 200 GB, of which the disk holds a line.
  func writeHugePDF(_ file: String) throws -> String {
    let path = try write("%PDF-1.4\n", to: file)
    let handle = try FileHandle(forWritingTo: URL(filePath: path))
    try handle.truncate(atOffset: 200 << 30)
    try handle.close()
    return path
  }
}
