import Foundation
import TestSupport

/// An xlsx file as openpyxl reads it.
struct Workbook {
  struct Sheet: Decodable {
    var name: String
    /// The first cell that scrolls.
    var frozen: String?
    var filter: String?
    /// Each place as its kind (text, number, date, formula, blank) and value.
    var rows: [[[String]]]

    func texts(_ row: Int) -> [String] { rows[row].map { $0[1] } }

    /// What stands in a row under a column's identifier.
    func value(_ row: Int, _ column: String) -> [String]? {
      texts(1).firstIndex(of: column).map { rows[row][$0] }
    }
  }

  var sheets: [Sheet]

  init(path: String) async throws {
    sheets = try await withCheckedThrowingContinuation { continuation in
      // A thread of its own: those of tasks are as few as cores, and other tests need them.
      DispatchQueue.global().async {
        continuation.resume(with: Result { try Self.sheets(at: path) })
      }
    }
  }

  subscript(_ name: String) -> Sheet? { sheets.first { $0.name == name } }

  private static func sheets(at path: String) throws -> [Sheet] {
    let script = Fixtures.project.appending(path: "scripts/validate")
    let process = Process()
    process.executableURL = script
    process.arguments = ["workbook", path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return try JSONDecoder().decode([Sheet].self, from: output)
  }
}
