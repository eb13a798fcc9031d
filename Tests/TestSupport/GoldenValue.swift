import Foundation

/// A JSON value that can be compared.
enum GoldenValue: Equatable, Sendable {
  case null
  case number(Double)
  case text(String)
  case list([GoldenValue])
  case object([String: GoldenValue])

  init(_ value: Any) {
    switch value {
    case let text as String: self = .text(text)
    case let number as NSNumber: self = .number(number.doubleValue)
    case let list as [Any]: self = .list(list.map(GoldenValue.init))
    case let object as [String: Any]: self = .object(object.mapValues(GoldenValue.init))
    default: self = .null
    }
  }

  var text: String? { if case .text(let text) = self { text } else { nil } }
  var number: Double? { if case .number(let number) = self { number } else { nil } }
  var list: [GoldenValue] { if case .list(let list) = self { list } else { [] } }
  var entries: [String: GoldenValue] {
    if case .object(let entries) = self { entries } else { [:] }
  }

  /// An object with page and box (in whole points) as `at`: page, x0, y0, x1, y1.
  static func withPlace(of entries: [String: GoldenValue]) -> GoldenValue {
    guard let page = entries["page"], let box = entries["box"], box != .null else {
      return .object(entries)
    }
    var entries = entries
    entries["page"] = nil
    entries["box"] = nil
    entries["at"] = .list([page] + box.list.map { .number(($0.number ?? 0).rounded()) })
    return .object(entries)
  }

  /// One line, keys sorted.
  func json() throws -> String {
    switch self {
    case .null: return "null"
    case .number(let number): return Int(exactly: number).map(String.init) ?? String(number)
    case .text(let text):
      let data = try JSONSerialization.data(
        withJSONObject: text, options: [.fragmentsAllowed, .withoutEscapingSlashes])
      return String(decoding: data, as: UTF8.self)
    case .list(let items): return "[\(try items.map { try $0.json() }.joined(separator: ","))]"
    case .object(let entries):
      let pairs = try entries.sorted { $0.key < $1.key }.map { key, value in
        "\"\(key)\":\(try value.json())"
      }
      return "{\(pairs.joined(separator: ","))}"
    }
  }
}
