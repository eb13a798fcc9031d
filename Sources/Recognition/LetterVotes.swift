/// What readings of strips say that forms are: votes for characters, by form.
struct LetterVotes {
  private(set) var votes: [Int: [Unicode.Scalar: Double]] = [:]

  mutating func add(_ scalar: Unicode.Scalar, for form: Int, weight: Double) {
    votes[form, default: [:]][scalar, default: 0] += weight
  }

  /// Takes a reading of a strip: character by character where they are as many as the letters, else
  /// those that alone stand on a letter, with a small weight.
  mutating func add(
    _ symbols: [TextEngine.Symbol], of strip: LetterStrip, middles: [Double]
  ) {
    let scalars = symbols.flatMap { symbol in
      symbol.text.unicodeScalars.filter { !$0.properties.isWhitespace }.map { ($0, symbol) }
    }
    if scalars.count == middles.count {
      for ((scalar, symbol), form) in zip(scalars, strip.forms) {
        add(scalar, for: form, weight: symbol.confidence)
      }
      return
    }
    var hits: [Int: [(Unicode.Scalar, Double)]] = [:]
    for (scalar, symbol) in scalars {
      let middle = Double(symbol.box.x) + Double(symbol.box.width) / 2
      guard
        let nearest = middles.indices.min(by: {
          abs(middles[$0] - middle) < abs(middles[$1] - middle)
        }), abs(middles[nearest] - middle) < 10
      else { continue }
      hits[nearest, default: []].append((scalar, symbol.confidence))
    }
    for (place, found) in hits {
      guard found.count == 1, let (scalar, confidence) = found.first else { continue }
      add(scalar, for: strip.forms[place], weight: Self.unsure * confidence)
    }
  }

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
