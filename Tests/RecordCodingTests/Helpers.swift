import Foundation
import TestSupport

/// Programs beside the project's own.
enum Shell {
  struct Failure: Error {
    var program: String
    var status: Int32
    var output: String
  }

  /// What the program writes.
  ///
  /// Waits on a thread of its own: those of tasks are as few as cores, and other tests need them.
  @discardableResult
  static func run(_ program: String, _ arguments: [String]) async throws -> Data {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(with: Result { try wait(for: program, arguments) })
      }
    }
  }

  private static func wait(for program: String, _ arguments: [String]) throws -> Data {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(
        program: program, status: process.terminationStatus,
        output: String(decoding: output, as: UTF8.self))
    }
    return output
  }

  /// A script of the project.
  static func script(_ name: String) -> String {
    Fixtures.project.appending(path: "scripts/\(name)").path()
  }
}
