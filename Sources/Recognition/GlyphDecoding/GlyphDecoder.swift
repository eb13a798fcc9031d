public import PageModel

extension PageRecognizer {
  /// What the letters of pages are, whose fonts do not say it. Glyphs of one form are one character:
  /// all lines in which a form stands are read, and what most readings say is taken.
  public func names(of lettering: GlyphDrawings) -> GlyphNames {
    GlyphDecoder(lettering, chinese: chinese, figures: figures).names
  }
}

/// Names the forms of letters by reading the lines that they stand in.
struct GlyphDecoder {
  private let lettering: GlyphDrawings
  private let inks: [GlyphInk]
  /// The font that a form stands in first.
  private let fonts: [Int: UInt]
  private let strips: [GlyphStrip]
  /// How near the next letter comes to each form, from origin to origin in em.
  private let advances: [Int: Double]
  private let chinese: TextReader
  private let figures: FigureReader
  /// Votes of the reader of Chinese, and those of the reader of figures.
  private var votes = GlyphVotes()
  private var digitVotes = GlyphVotes()
  /// Votes of the reader of Chinese on forms in other orders than they stand in.
  private var shuffledVotes = GlyphVotes()
  private(set) var names = GlyphNames(names: [:])

  /// Pixels an inch that make an em of 12 points of a form's.
  private static let resolution = 240.0
  /// A form that was read with less weight is read again by itself.
  private static let fewVotes = 1.5
  /// What a form by itself, three times in a row, reads as is worth less than what it does in words.
  private static let alone = 0.15
  /// Strips of digits in different orders that are read for each.
  private static let rounds = 6

  init(_ lettering: GlyphDrawings, chinese: TextReader, figures: FigureReader) {
    self.lettering = lettering
    self.chinese = chinese
    self.figures = figures
    inks = lettering.forms.map(GlyphInk.init)
    fonts = Dictionary(
      lettering.pages.lazy.flatMap(\.letters).map { ($0.form, $0.font) },
      uniquingKeysWith: { first, _ in first })
    var seen = Set<[Int]>()
    let inks = inks
    strips = lettering.pages.flatMap { GlyphStrip.strips(of: $0.letters, inks) }
      .filter { seen.insert($0.forms).inserted }
    advances = Dictionary(
      strips.flatMap { zip($0.items, $0.items.dropFirst()).map { ($0.form, $1.advance) } },
      uniquingKeysWith: min)
    readText()
    let candidates = digitLike()
    shuffle(candidates)
    let digits = digits(among: candidates)
    readFigures(of: digits)
    name(digits: digits)
  }

  private mutating func readText() {
    for strip in strips { read(strip, by: chinese, into: &votes) }
    votes.settle()
    for form in fonts.keys.sorted() where votes.weight(of: form) < Self.fewVotes {
      read(
        GlyphStrip(
          items: (0..<3).map { _ in
            GlyphStrip.Item(form: form, advance: max(1, inks[form].emWidth + 0.1))
          }), by: chinese, into: &votes, weight: Self.alone)
    }
  }

  // MARK: - Digits

  /// Forms as high and narrow as digits.
  private func digitLike() -> [Int] {
    lettering.forms.indices.filter { form in
      let ink = inks[form]
      return ink.emHeight > 0.5 && ink.emHeight < 0.95 && ink.emWidth < 0.7 && abs(ink.drop) < 0.12
    }
  }

  /// Reads forms that may be digits in many orders: what a digit stands beside must not decide what it
  /// is.
  private mutating func shuffle(_ forms: [Int]) {
    for group in Dictionary(grouping: forms, by: { fonts[$0] ?? 0 }).sorted(by: { $0.key < $1.key })
    {
      for round in 1...Self.rounds {
        // Neighbours differ from round to round.
        let order = group.value.indices.sorted {
          (($0 + 1) * round * 41 % 101, $0) < (($1 + 1) * round * 41 % 101, $1)
        }.map { group.value[$0] }
        for start in stride(from: 0, to: order.count, by: 8) {
          let strip = GlyphStrip(
            items: order[start..<min(start + 8, order.count)].map {
              GlyphStrip.Item(form: $0, advance: inks[$0].emWidth + 0.12)
            })
          read(strip, by: figures.engine, into: &digitVotes)
          read(strip, by: chinese, into: &shuffledVotes)
        }
      }
    }
  }

  /// Those that read as digits where they stand, or as the same digit to both readers elsewhere:
  /// full-width ones read as what they resemble.
  private func digits(among forms: [Int]) -> Set<Int> {
    Set(
      forms.filter { form in
        if let read = votes.winner(of: form), read.scalar.digit != nil, read.share > 0.5 {
          return true
        }
        guard let first = digitVotes.winner(of: form), let second = shuffledVotes.winner(of: form),
          let digit = first.scalar.digit
        else { return false }
        return digit == second.scalar.digit && min(first.share, second.share) > 0.7
      })
  }

  /// Reads figures as they stand.
  private mutating func readFigures(of digits: Set<Int>) {
    var seen = Set<[Int]>()
    for strip in strips {
      for run in strip.items.split(whereSeparator: { !digits.contains($0.form) }) {
        let part = GlyphStrip(items: Array(run))
        if seen.insert(part.forms).inserted {
          read(part, by: figures.engine, into: &digitVotes)
        }
      }
    }
  }

  private func read(
    _ strip: GlyphStrip, by engine: any SymbolReader, into votes: inout GlyphVotes,
    weight: Double = 1
  ) {
    guard let (picture, middles) = strip.picture(lettering.forms, inks) else { return }
    votes.add(
      engine.symbols(in: picture, layout: .line, resolution: Self.resolution), of: strip,
      middles: middles, weight: weight)
  }

  // MARK: - Names

  /// The most that a reading is worth: what was recognised is never as sure as what a file says.
  private static let sure = 0.99
  /// Less weight of votes makes a digit doubtful, however much they agree.
  private static let enough = 3.0
  /// What two digits of one font that read alike leave of their confidence.
  private static let disputed = 0.4
  /// The same digit, drawn twice, is as like as this; two digits are not (0.3 to 0.8).
  private static let like = 0.85
  /// An ideograph that reads as sure as this is one.
  private static let clear = 0.7
  /// A map is believed where this share of what is read for sure is what it says.
  private static let agreement = 0.9

  private mutating func name(digits: Set<Int>) {
    var found: [Int: GlyphNames.Name] = [:]
    for form in lettering.forms.indices {
      found[form] = digits.contains(form) ? digit(form) : letter(form, digits)
    }
    disputeLikeDigits(in: &found, digits)
    let believed = believedFonts(found)
    for letter in lettering.pages.lazy.flatMap(\.letters) {
      let key = GlyphNames.Letter(form: lettering.forms[letter.form], mapped: letter.mapped)
      if names.names[key] != nil { continue }
      names.names[key] = name(
        letter.form, found[letter.form],
        mapped: believed.contains(letter.font) ? letter.mapped : nil)
    }
  }

  private func name(
    _ form: Int, _ read: GlyphNames.Name?, mapped: Unicode.Scalar?
  ) -> GlyphNames.Name? {
    guard let mapped else { return read }
    guard let read, read.scalar.folded != mapped.folded else {
      return GlyphNames.Name(scalar: mapped, confidence: Self.sure)
    }
    // Maps that are cut in part have other characters for some ideographs.
    if read.scalar.properties.isIdeographic, !mapped.isWide, read.confidence > Self.clear {
      return read
    }
    // Figures need both to agree.
    let isFigure = mapped.digit != nil || read.scalar.digit != nil
    return GlyphNames.Name(scalar: mapped, confidence: isFigure ? Self.disputed : 0.9)
  }

  private func digit(_ form: Int) -> GlyphNames.Name? {
    var all: [Unicode.Scalar: Double] = [:]
    let isPlain = shuffledVotes.winner(of: form)?.scalar.digit != nil
    for source in [digitVotes, shuffledVotes, votes] {
      for (scalar, weight) in source.votes[form] ?? [:] {
        // What is no digit is counted against all, but for what full-width ones resemble.
        let digit = scalar.digit.flatMap { Unicode.Scalar(UInt32(48 + $0)) }
        if digit != nil || !isPlain { all[digit ?? "?", default: 0] += weight }
      }
    }
    let total = all.values.reduce(0, +)
    guard
      let best = all.filter({ $0.key.digit != nil }).max(by: {
        ($0.value, $1.key.value) < ($1.value, $0.key.value)
      }), total > 0
    else { return nil }
    let ink = inks[form]
    let isWide = ink.start > 0.18 && ink.end > 0.6
    let scalar = isWide ? Unicode.Scalar(best.key.value + 0xFEE0) ?? best.key : best.key
    return GlyphNames.Name(
      scalar: scalar,
      confidence: min(Self.sure, best.value / total * 1.02) * min(1, best.value / Self.enough))
  }

  /// Digits of one font that read alike and do not look alike: one of them is another.
  private func disputeLikeDigits(in found: inout [Int: GlyphNames.Name], _ digits: Set<Int>) {
    let names = found
    let groups = Dictionary(grouping: digits.sorted().filter { names[$0] != nil }) { form in
      [UInt(names[form]?.scalar.value ?? 0), fonts[form] ?? 0]
    }
    for group in groups.values {
      for form in group.dropFirst() where likeness(form, group[0]) < Self.like {
        for index in [form, group[0]] {
          found[index]?.confidence = Self.disputed
        }
      }
    }
  }

  /// How like two forms are, drawn at one size; up to 1.
  private func likeness(_ first: Int, _ second: Int) -> Double {
    guard let a = shape(first), let b = shape(second) else { return 0 }
    return DigitShapes.likeness(a, b)
  }

  private func shape(_ form: Int) -> DigitShapes.Shape? {
    let ink = inks[form]
    let grey = lettering.forms[form].coverage.map { 255 - $0 }
    return Raster(grey: grey, width: GlyphForm.side, height: GlyphForm.side)?
      .clipped(to: PixelBox(x: ink.left, y: ink.top, width: ink.width, height: ink.height))
      .flatMap(DigitShapes.shape)
  }

  /// The fonts whose map says of most forms what they read as.
  private func believedFonts(_ found: [Int: GlyphNames.Name]) -> Set<UInt> {
    var counts: [UInt: (all: Int, alike: Int)] = [:]
    for letter in Set(lettering.pages.lazy.flatMap(\.letters).map { FontLetter($0) }) {
      guard let read = found[letter.form], read.confidence > 0.8, let mapped = letter.mapped else {
        continue
      }
      counts[letter.font, default: (0, 0)].all += 1
      if read.scalar.folded == mapped.folded { counts[letter.font, default: (0, 0)].alike += 1 }
    }
    return Set(
      counts.filter {
        $0.value.all >= 3 && Double($0.value.alike) >= Self.agreement * Double($0.value.all)
      }
      .keys)
  }

  private struct FontLetter: Hashable {
    let font: UInt
    let form: Int
    let mapped: Unicode.Scalar?

    init(_ letter: DrawnGlyph) {
      font = letter.font
      form = letter.form
      mapped = letter.mapped
    }
  }

  /// A form that is no digit; marks that look alike are told apart by where their ink lies.
  private func letter(_ form: Int, _ digits: Set<Int>) -> GlyphNames.Name? {
    let winner = votes.winner(of: form)
    guard let scalar = mark(form, winner?.scalar, digits) ?? winner?.scalar else { return nil }
    return GlyphNames.Name(scalar: scalar, confidence: min(Self.sure, winner?.share ?? 0.5))
  }

  private func mark(_ form: Int, _ read: Unicode.Scalar?, _ digits: Set<Int>) -> Unicode.Scalar? {
    let ink = inks[form]
    // A point or comma: one descends.
    if ink.emWidth < 0.3, ink.emHeight < 0.35, ink.rise < 0.3, ink.drop > -0.1,
      isAmongDigits(form, digits)
    {
      return ink.drop > 0.06 ? "," : "."
    }
    if ink.emHeight < 0.15, ink.emWidth > 0.2, ink.rise > 0.15, ink.rise < 0.6, !isAmongWords(form)
    {
      return ink.emWidth < 0.5 ? "-" : "—"
    }
    guard let read else { return nil }
    // A slanted dot by itself, as in upright text.
    if "\\`'丶ヽ".unicodeScalars.contains(read), ink.emWidth < 0.4, ink.emHeight < 0.4 { return "、" }
    // The next letter follows a full-width one after an em, and its ink may lie in the second half.
    guard ink.start > 0.4 || advances[form] ?? 0 > 0.8 else { return nil }
    let wide: [Unicode.Scalar: Unicode.Scalar] = [
      "(": "（", ")": "）", ",": "，", ":": "：", ";": "；", "!": "！", "?": "？", "%": "％",
    ]
    return wide[read]
  }

  /// Whether most places of a form are between two digits.
  private func isAmongDigits(_ form: Int, _ digits: Set<Int>) -> Bool {
    var all = 0
    var between = 0
    for strip in strips {
      for (index, item) in strip.items.enumerated() where item.form == form {
        all += 1
        let sides = [index - 1, index + 1]
        if sides.allSatisfy({
          strip.items.indices.contains($0) && digits.contains(strip.items[$0].form)
        }) {
          between += 1
        }
      }
    }
    return between * 2 > all
  }

  /// Whether a form stands beside an ideograph anywhere.
  private func isAmongWords(_ form: Int) -> Bool {
    strips.contains { strip in
      strip.items.indices.contains { index in
        guard strip.items[index].form == form else { return false }
        return [index - 1, index + 1].contains { side in
          strip.items.indices.contains(side) && strip.items[max(side, index)].advance < 1.3
            && votes.winner(of: strip.items[side].form)?.scalar.properties.isIdeographic == true
        }
      }
    }
  }
}

extension Unicode.Scalar {
  /// The value of a decimal digit, full-width ones too.
  fileprivate var digit: Int? {
    switch value {
    case 0x30...0x39: Int(value) - 0x30
    case 0xFF10...0xFF19: Int(value) - 0xFF10
    default: nil
    }
  }

  /// Whether it is an ideograph, or a mark as wide as one.
  fileprivate var isWide: Bool {
    properties.isIdeographic || (0x3000...0x30FF).contains(value)
      || (0xFF00...0xFF60).contains(value)
  }

  /// The narrow form of a full-width one.
  fileprivate var folded: Unicode.Scalar {
    (0xFF01...0xFF5E).contains(value) ? Unicode.Scalar(value - 0xFEE0) ?? self : self
  }
}
