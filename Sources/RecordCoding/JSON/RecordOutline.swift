import Foundation
public import ReportModel

/// A record without its cells, which are most of it and take the longest to decode.
public struct RecordOutline: Sendable, Codable {
  public var status: DocumentStatus
  public var source: DocumentSource
  public var report: ReportHeader
  public var sections: [ReportSection]
  public var findings: [Finding]

  private var schema: String

  /// The outline of a record from its JSON, in either layout.
  ///
  /// - Throws: A `DecodingError` where the text is no JSON object with these members.
  public init(json: [UInt8]) throws {
    let outline = try JSONDecoder().decode(RecordOutline.self, from: Data(json))
    try DocumentRecord.check(schema: outline.schema)
    self = outline
  }
}
