import FileOutput
import Foundation
import RecordCoding

extension ByteStream {
  /// Writes what programs ask a run for, as one line of JSON.
  func write(json summary: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    try write(Array(encoder.encode(summary)) + [UInt8(ascii: "\n")])
  }
}
