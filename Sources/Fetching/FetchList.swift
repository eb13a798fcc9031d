import ContentDecoding
import Foundation

/// One report that is wanted.
public struct FetchRow: Sendable, Hashable {
  /// As it stands in the list.
  public var url: String
  /// `nil` where `url` is no address.
  public var address: WebAddress?
  public var issuer: String?
  public var year: Int?
  /// What its file is to be called, without ending.
  public var name: String?
  /// What the page that led there calls it, and the page's address; `nil` for rows of the list.
  public var title: String?
  public var foundOn: String?

  public init(url: String, issuer: String? = nil, year: Int? = nil, name: String? = nil) {
    self.url = url
    address = WebAddress(url)
    self.issuer = issuer
    self.year = year
    self.name = name
  }

  /// What tells it from other rows: two ways to write an address are one.
  var key: String { address?.text ?? url }
}

/// The list of what is wanted: a CSV file with the column `url`, or a line an address.
public struct FetchList: Sendable {
  /// Without repetitions, in the order of the list.
  public var rows: [FetchRow]

  /// Reads a list; UTF-8 or, as spreadsheets write Chinese text, GB18030.
  ///
  /// Columns of a CSV file are told by their names: `url`, `issuer`, `year`, `name`, or 网址, 机关, 年度, 名称.
  /// In a list of lines, blank lines and those that begin with `#` are passed over.
  public init(_ bytes: [UInt8]) {
    let text = DecodedText(bytes, declared: nil).text
    let records = CSVRecords.records(of: text)
    var rows: [FetchRow]
    if let columns = records.first.flatMap(Self.columns) {
      rows = records.dropFirst().compactMap { record in
        func field(_ column: Column) -> String? {
          guard let index = columns[column], record.indices.contains(index) else { return nil }
          let field = record[index].trimmingCharacters(in: .whitespacesAndNewlines)
          return field.isEmpty ? nil : field
        }
        guard let url = field(.url) else { return nil }
        return FetchRow(
          url: url, issuer: field(.issuer), year: field(.year).flatMap { Int($0.prefix(4)) },
          name: field(.name))
      }
    } else {
      rows = text.split(whereSeparator: \.isNewline).compactMap { line in
        let url = line.trimmingCharacters(in: .whitespaces)
        return url.isEmpty || url.hasPrefix("#") ? nil : FetchRow(url: url)
      }
    }
    var seen: Set<String> = []
    rows = rows.filter { seen.insert($0.key).inserted }
    self.rows = rows
  }

  private enum Column { case url, issuer, year, name }

  private static let names: [String: Column] = [
    "url": .url, "网址": .url, "链接": .url, "issuer": .issuer, "机关": .issuer, "发布机关": .issuer,
    "year": .year, "年度": .year, "年份": .year, "name": .name, "名称": .name,
  ]

  /// The places of known columns; `nil` where the record is no header.
  private static func columns(_ header: [String]) -> [Column: Int]? {
    var columns: [Column: Int] = [:]
    for (index, name) in header.enumerated() {
      let name = name.trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
      if let column = names[name], columns[column] == nil { columns[column] = index }
    }
    return columns[.url] == nil ? nil : columns
  }
}
