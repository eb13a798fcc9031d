/// Expressions with their meaning, found longest first.
struct Lexicon: Sendable {
  struct Entry: Sendable {
    var units: [UInt16]
    var term: Term
  }

  private var buckets: [[Entry]] = [[]]
  /// For each possible first unit the bucket of its entries; bucket 0 is empty.
  private var bucketOfUnit = [UInt8](repeating: 0, count: 0x10000)
  private var bucketOfRareUnit: [UInt16: Int] = [:]

  init(_ words: [(Term, String)]) {
    for (term, list) in words {
      for word in list.split(separator: " ") {
        insert(Entry(units: FoldedText.folded(String(word)), term: term))
      }
    }
    for index in buckets.indices {
      buckets[index].sort { $0.units.count > $1.units.count }
    }
  }

  private mutating func insert(_ entry: Entry) {
    guard let first = entry.units.first else { return }
    let bucket = Int(bucketOfUnit[Int(first)])
    if bucket != 0 && bucket != 0xFF {
      buckets[bucket].append(entry)
    } else if let rare = bucketOfRareUnit[first] {
      buckets[rare].append(entry)
    } else {
      if buckets.count < 0xFF {
        bucketOfUnit[Int(first)] = UInt8(buckets.count)
      } else {
        bucketOfUnit[Int(first)] = 0xFF
        bucketOfRareUnit[first] = buckets.count
      }
      buckets.append([entry])
    }
  }

  /// The longest expression that begins at `start`, or `nil`.
  func entry(in text: [UInt16], at start: Int) -> Entry? {
    var bucket = Int(bucketOfUnit[Int(text[start])])
    if bucket == 0 { return nil }
    if bucket == 0xFF { bucket = bucketOfRareUnit[text[start]] ?? 0 }
    for entry in buckets[bucket] where Self.matches(entry.units, text, at: start) {
      return entry
    }
    return nil
  }

  private static func matches(_ word: [UInt16], _ text: [UInt16], at start: Int) -> Bool {
    guard start + word.count <= text.count else { return false }
    var index = 1
    while index < word.count {
      if text[start + index] != word[index] { return false }
      index += 1
    }
    return true
  }
}
