import Foundation
public import ReportModel

extension DocumentRecord {
  /// A record from its JSON, in either layout.
  ///
  /// - Throws: A `DecodingError` where the text is no record of schema `gongkai/1`.
  public init(json: some Sequence<UInt8>) throws {
    let record = try JSONDecoder().decode(DocumentRecord.self, from: Data(json))
    try Self.check(schema: record.schema)
    self = record
  }

  /// - Throws: A `DecodingError` where the schema is not `gongkai/1`.
  static func check(schema: String) throws {
    guard schema == schemaName else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: [], debugDescription: "the schema is \(schema), not \(schemaName)"))
    }
  }
}
