/// What differs between two goldens, in words.
struct GoldenDifference {
  /// A line a difference: where, before, after.
  private(set) var words: [String] = []

  /// Edges of a box may lie this far apart, in points, after rounding to whole ones: half a point, as wide as the
  /// lines of a table, is what versions of poppler and fonts that stand in for others may differ by, and it may
  /// fall on either side of a half.
  private static let boxTolerance = 1.0

  /// Networks give the same texts on all processors, but not the last bits of their confidence.
  private static let confidenceTolerance = 0.05

  /// Recognised running text may differ by some marks between processors; figures may not.
  private static let textTolerance = 0.03
  private var areRecognised = false

  /// What goldens leave out where it is so.
  private static let usual: [String: GoldenValue] = [
    "confidence": .number(1), "value": .text("as in raw"),
  ]

  init(from before: Golden, to after: Golden) {
    if before.records.count != after.records.count {
      words.append("reports in the file: \(before.records.count) → \(after.records.count)")
      return
    }
    for (number, (old, new)) in zip(before.records, after.records).enumerated() {
      areRecognised = old.entries["source"]?.entries["text_source"]?.text == "ocr"
      let place = before.records.count > 1 ? "report \(number + 1): " : ""
      compare(Self.keyed(old), Self.keyed(new), at: place)
    }
  }

  /// The record with sections and findings under names of their own, so that one that is new moves no other.
  private static func keyed(_ record: GoldenValue) -> GoldenValue {
    var entries = record.entries
    entries["sections"] = entries["sections"].map { sections in
      named(sections.list) { "\(Int($0.entries["number"]?.number ?? 0))" }
    }
    entries["findings"] = entries["findings"].map { findings in
      named(findings.list) { finding in
        let cells = finding.entries["cells"]?.list.compactMap(\.text) ?? []
        let others = cells.count > 1 ? " and \(cells.count - 1) more" : ""
        return ([finding.entries["rule"]?.text ?? "", (cells.first ?? "") + others]).filter {
          !$0.isEmpty
        }.joined(separator: " ")
      }
    }
    return .object(entries)
  }

  private static func named(_ items: [GoldenValue], by name: (GoldenValue) -> String) -> GoldenValue
  {
    var named: [String: GoldenValue] = [:]
    for item in items {
      let name = name(item)
      var free = name
      var count = 1
      while named[free] != nil {
        count += 1
        free = "\(name) (\(count))"
      }
      named[free] = item
    }
    return .object(named)
  }

  private mutating func compare(_ old: GoldenValue, _ new: GoldenValue, at place: String) {
    for key in Set(old.entries.keys).union(new.entries.keys).sorted() {
      let here = place + key
      switch (old.entries[key] ?? Self.usual[key], new.entries[key] ?? Self.usual[key]) {
      case (let old?, let new?) where Self.isSame(old, new, key): continue
      case (.text(let old)?, .text(let new)?)
      where areRecognised && key == "text" && Self.areAlike(old, new):
        continue
      case (.object(_)?, .object(_)?):
        compare(old.entries[key] ?? .null, new.entries[key] ?? .null, at: here + " · ")
      case (let old, let new): words.append("\(here): " + Self.change(from: old, to: new))
      }
    }
  }

  private static func isSame(_ old: GoldenValue, _ new: GoldenValue, _ key: String) -> Bool {
    switch key {
    case "at":
      old.list.count == new.list.count && old.list.first == new.list.first
        && zip(old.list, new.list).allSatisfy {
          abs(($0.number ?? 0) - ($1.number ?? 0)) <= boxTolerance
        }
    case "confidence":
      abs((old.number ?? 0) - (new.number ?? 0)) <= confidenceTolerance
    default: old == new
    }
  }

  private static func areAlike(_ old: String, _ new: String) -> Bool {
    let changes = Array(new).difference(from: Array(old)).count
    return Double(changes) <= textTolerance * Double(old.count)
  }

  private static func change(from old: GoldenValue?, to new: GoldenValue?) -> String {
    let (before, after) = (shown(old), shown(new))
    guard before.count > 60, after.count > 60 else { return "\(before) → \(after)" }
    // Of long texts, what is around the first difference.
    let same = zip(before, after).prefix { $0 == $1 }.count
    let start = max(0, same - 12)
    func part(_ text: String) -> String {
      let part = text.dropFirst(start).prefix(60)
      return (start > 0 ? "…" : "") + part + (start + 60 < text.count ? "…" : "")
    }
    return "\(part(before)) → \(part(after))"
  }

  private static func shown(_ value: GoldenValue?) -> String {
    value.map { (try? $0.json()) ?? "?" } ?? "nothing"
  }
}
