import CTesseract

/// A cell with a figure, as it was read at first.
struct FigureCell {
  let scan: ScannedPage
  let content: CellInk
  /// Where its text stands.
  let area: PixelBox
  var reading: FigureReader.Candidate
  /// The unit printed after the figure, as `件`.
  var unit = ""
}

/// Reads the figure in a cell.
final class FigureReader {
  struct Candidate: Hashable {
    var text: String
    /// From 0 to 1; low where two ways of looking disagree.
    var confidence: Double
    /// Whether two readers of different kinds gave it.
    var isAgreed = false

    /// Whether it has no fewer characters than the ink has pieces that stand apart; touching ones
    /// are one piece, and the sides of a thin 0 may be two.
    func fits(_ content: CellInk) -> Bool {
      text.count + text.count { $0 == "0" } >= content.columnCount
    }
  }

  /// What two ways that disagree leave of the confidence.
  private static let disputed = 0.4
  /// A reading that fewer ways of looking give is an accident, not an alternative.
  private static let leastShare = 0.08
  /// White around what is recognised, in pixels: without it Tesseract loses characters at the edge.
  private static let border = 10

  /// All that a figure consists of.
  static let characters = Set("0123456789.,/-".map(String.init))
  /// What a reading of PP-OCR weighs among those of Tesseract, of which there are 25; without greys
  /// a digit more easily passes for another.
  private static let modelWeight = 10.0
  private static let modelInkWeight = 3.0

  let engine: TextEngine

  /// A second reader, of another kind.
  private let model: LineModel?

  init(_ model: LineModel?) throws(RecognitionError) {
    self.model = model
    engine = try TextEngine(language: "eng", characters: Self.characters.joined())
  }

  /// The figure, read in two ways; U+FFFD where there is ink that neither can read.
  func reading(of content: CellInk, on scan: ScannedPage) -> Candidate {
    if content.isDash { return Candidate(text: "-", confidence: 0.95) }
    let first = reading(of: content, on: scan, by: Look(.grey))
    let second =
      model == nil
      ? reading(of: content, on: scan, by: Look(.ink(threshold: 130), scale: 1.3))
      : modelReading(of: content, on: scan, by: Look(.grey))
    let looks = [first, second].compactMap(\.self)
    // Dashes that are no ink of a dash are what is left of ruling lines, or of worn digits.
    let isStroke = looks.contains { $0.text.allSatisfy { $0 == "-" } }
    if looks.count == 2, looks[0].text == looks[1].text, looks[0].fits(content), !isStroke {
      return Candidate(
        text: looks[0].text, confidence: max(looks[0].confidence, looks[1].confidence),
        isAgreed: model != nil)
    }
    let votes = votes(on: content, scan).sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    guard let first = votes.first else { return Candidate(text: "\u{FFFD}", confidence: 0) }
    let all = votes.reduce(0) { $0 + $1.value }
    return Candidate(text: first.key, confidence: Self.disputed * first.value / all)
  }

  /// The figure, read in one way only; `nil` where there is none.
  func glance(at content: CellInk, on scan: ScannedPage) -> Candidate? {
    model == nil
      ? reading(of: content, on: scan, by: Look(.grey))
      : modelReading(of: content, on: scan, by: Look(.grey))
  }

  /// Other readings of a cell, those first that most ways of looking give.
  func readings(again content: CellInk, on scan: ScannedPage) -> [String] {
    let votes = votes(on: content, scan)
    let all = votes.reduce(0) { $0 + $1.value }
    return votes.filter { $0.value >= Self.leastShare * all }
      .sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
  }

  /// What all ways of looking give, by their confidences; readings with as many characters as the
  /// ink has weigh more.
  private func votes(on content: CellInk, _ scan: ScannedPage) -> [String: Double] {
    var votes: [String: Double] = [:]
    for look in Look.all {
      guard let reading = reading(of: content, on: scan, by: look) else { continue }
      votes[reading.text, default: 0] += reading.confidence * (reading.fits(content) ? 1 : 0.2)
    }
    for (look, weight) in [
      (Look(.grey), Self.modelWeight), (Look(.ink(threshold: 160)), Self.modelInkWeight),
    ] {
      guard let reading = modelReading(of: content, on: scan, by: look) else { continue }
      votes[reading.text, default: 0] +=
        weight * reading.confidence * (reading.fits(content) ? 1 : 0.2)
    }
    return votes
  }

  /// A way of looking at a cell.
  private struct Look {
    enum Tone { case grey, ink(threshold: Int) }

    var tone: Tone
    var scale: Double

    init(_ tone: Tone, scale: Double = 1) {
      self.tone = tone
      self.scale = scale
    }

    static let all = [0.8, 1, 1.25, 1.6, 2].flatMap { scale in
      [Look(.grey, scale: scale)]
        + [100, 130, 160, 190].map { Look(.ink(threshold: $0), scale: scale) }
    }
  }

  /// What a cell looks like in one way.
  private func picture(of content: CellInk, on scan: ScannedPage, by look: Look) -> Raster? {
    guard let area = content.area else { return nil }
    var picture = scan.grey.clipped(to: area.expanded(by: 2).clamped(to: scan.grey.bounds))
    if look.scale != 1 { picture = picture?.scaled(by: look.scale) }
    if case .ink(let threshold) = look.tone { picture = picture?.binarized(below: threshold) }
    return picture?.bordered(by: Self.border)
  }

  private func modelReading(
    of content: CellInk, on scan: ScannedPage, by look: Look
  ) -> Candidate? {
    guard let model, var picture = picture(of: content, on: scan, by: look) else { return nil }
    if case .ink = look.tone { picture = Raster(pixConvertTo8(picture.pix, 0)) ?? picture }
    return model.figure(in: picture, resolution: scan.resolution * look.scale)
  }

  private func reading(of content: CellInk, on scan: ScannedPage, by look: Look) -> Candidate? {
    guard let picture = picture(of: content, on: scan, by: look) else { return nil }
    let symbols = engine.symbols(
      in: picture, layout: .line, resolution: scan.resolution * look.scale)
    let text = symbols.map(\.text).joined()
    guard !text.isEmpty else { return nil }
    return Candidate(text: text, confidence: symbols.reduce(1) { min($0, $1.confidence) })
  }
}
