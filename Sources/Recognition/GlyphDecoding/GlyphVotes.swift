/// What readings of strips say that forms are: votes for characters, by form.
struct GlyphVotes {
  private(set) var votes: [Int: [Unicode.Scalar: Double]] = [:]

  mutating func add(_ scalar: Unicode.Scalar, for form: Int, weight: Double) {
    votes[form, default: [:]][scalar, default: 0] += weight
  }

  /// Takes a reading of a strip: character by character where they are as many as the letters.
  /// Otherwise those that alone stand on a letter count, with a small weight, and the reading is kept
  /// for `settle`.
  mutating func add(
    _ symbols: [TextEngine.Symbol], of strip: GlyphStrip, middles: [Double], weight: Double = 1
  ) {
    let read = symbols.flatMap { symbol in
      symbol.text.unicodeScalars.filter { !$0.properties.isWhitespace }.map {
        Read(
          scalar: $0, middle: Double(symbol.box.x) + Double(symbol.box.width) / 2,
          confidence: symbol.confidence)
      }
    }
    if read.count == middles.count {
      for (one, form) in zip(read, strip.forms) {
        add(one.scalar, for: form, weight: weight * one.confidence)
      }
      return
    }
    unsettled.append((strip.forms, read, weight))
    var hits: [Int: [Read]] = [:]
    for one in read {
      guard
        let nearest = middles.indices.min(by: {
          abs(middles[$0] - one.middle) < abs(middles[$1] - one.middle)
        }), abs(middles[nearest] - one.middle) < 10
      else { continue }
      hits[nearest, default: []].append(one)
    }
    for (place, found) in hits where found.count == 1 {
      add(
        found[0].scalar, for: strip.forms[place],
        weight: weight * Self.unsure * found[0].confidence)
    }
  }

  /// Takes the readings that have more or fewer characters than letters, now that most letters are
  /// known: what stands between two known ones, and is as long as the letters there, is those.
  mutating func settle() {
    let names = Dictionary(
      uniqueKeysWithValues: votes.keys.compactMap { form in
        winner(of: form).map { (form, $0.scalar) }
      })
    for (forms, read, weight) in unsettled {
      var before = (form: -1, read: -1)
      for after in Self.common(forms.map { names[$0] }, read.map(\.scalar)) + [
        (form: forms.count, read: read.count)
      ] {
        if after.form - before.form == after.read - before.read {
          for step in 1..<max(1, after.form - before.form) {
            add(
              read[before.read + step].scalar, for: forms[before.form + step],
              weight: weight * read[before.read + step].confidence)
          }
        }
        before = after
      }
    }
    unsettled = []
  }

  /// The places of the longest common subsequence.
  private static func common(
    _ first: [Unicode.Scalar?], _ second: [Unicode.Scalar]
  ) -> [(form: Int, read: Int)] {
    var lengths = [[Int]](
      repeating: [Int](repeating: 0, count: second.count + 1), count: first.count + 1)
    for i in first.indices.reversed() {
      for j in second.indices.reversed() {
        lengths[i][j] =
          first[i] == second[j]
          ? lengths[i + 1][j + 1] + 1 : max(lengths[i + 1][j], lengths[i][j + 1])
      }
    }
    var result: [(form: Int, read: Int)] = []
    var (i, j) = (0, 0)
    while i < first.count, j < second.count {
      if first[i] == second[j] {
        result.append((i, j))
        (i, j) = (i + 1, j + 1)
      } else if lengths[i + 1][j] >= lengths[i][j + 1] {
        i += 1
      } else {
        j += 1
      }
    }
    return result
  }

  /// A character as it was read, and where on the picture.
  private struct Read {
    var scalar: Unicode.Scalar
    var middle: Double
    var confidence: Double
  }

  /// Readings that do not say which character is which letter.
  private var unsettled: [(forms: [Int], read: [Read], weight: Double)] = []
  private static let unsure = 0.2

  /// The character with the most votes, its share of them, and their weight.
  func winner(of form: Int) -> (scalar: Unicode.Scalar, share: Double, weight: Double)? {
    guard let own = votes[form],
      let best = own.max(by: { ($0.value, $1.key.value) < ($1.value, $0.key.value) })
    else { return nil }
    let all = own.values.reduce(0, +)
    return all > 0 ? (best.key, best.value / all, best.value) : nil
  }

  func weight(of form: Int) -> Double { votes[form]?.values.reduce(0, +) ?? 0 }
}
