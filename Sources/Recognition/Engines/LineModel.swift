import CTesseract

/// Reads lines of Chinese text by the network of PP-OCRv4 (PaddlePaddle/PaddleOCR, `ch_PP-OCRv4_rec`).
///
/// It sees a line 48 pixels high and says for every 8 pixels across which character it is, or none.
final class LineModel {
  private static let height = 48
  /// Pixels across for each answer.
  private static let step = 8.0
  /// White around the ink, as a share of its height; the lines that it learned from have as much.
  private static let margin = 0.12
  /// How much narrower a long line is made than high. The time grows with the width; down to 0.6 little
  /// is read worse, below that equal digits run together.
  private static let squeeze = 0.62
  /// Lines with more than so many characters are long: headings and names are shorter.
  private static let longLine = 24
  /// Where a character is less sure that is no mark, a long line is read again as wide as it is.
  private static let doubtful = 0.6
  /// Narrower lines than this are made wider with white, in pixels of the network.
  private static let leastWidth = 40
  /// Ink lower than this, in points, is a part of a character: `一`.
  private static let leastHeight = 8.0

  private let network: NeuralNetwork
  /// The characters by the network's numbers; the first stands for none.
  private let characters: [String]
  private let everything: [Int]
  /// The numbers of the characters of figures, and of none.
  private let figures: [Int]

  /// - Throws: `NeuralNetwork.Failure`.
  init(library: String, model: String) throws(NeuralNetwork.Failure) {
    network = try NeuralNetwork(library: library, model: model, output: "softmax_11.tmp_0")
    guard let names = try network.metadata("character") else {
      throw NeuralNetwork.Failure(message: "\(model) does not name its characters")
    }
    let known = names.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let characters = [""] + (known.last == "" ? known.dropLast() : known) + [" "]
    self.characters = characters
    everything = Array(characters.indices)
    figures = [0] + characters.indices.filter { FigureReader.characters.contains(characters[$0]) }
    // A network that knows other characters than it names would read nothing, and say nothing of it.
    var white = [Float](repeating: 1, count: 3 * Self.height * Self.leastWidth)
    let output = try network.run(&white, shape: [1, 3, Self.height, Self.leastWidth])
    guard output.shape.last == characters.count else {
      throw NeuralNetwork.Failure(
        message: "\(model) names \(characters.count) characters, not its own")
    }
  }

  /// A character and where it stands.
  private struct Spot {
    var text: String
    /// Its middle across, in pixels of the picture.
    var middle: Double
    var confidence: Double
  }

  /// The characters of one line.
  ///
  /// - Parameters:
  ///   - picture: grey.
  ///   - resolution: pixels an inch.
  /// - Returns: the characters in reading order, with places as good as 8 pixels of the network's.
  func symbols(in picture: Raster, resolution: Double) -> [TextEngine.Symbol] {
    guard let area = Self.line(in: picture, resolution: resolution),
      let spots = try? spots(ofLine: area, in: picture)
    else { return [] }
    let em = Double(area.height)
    return spots.indices.map { index in
      let spot = spots[index]
      // Neighbours meet halfway; at the ends of the line and at gaps half a character is left.
      let left = index == 0 ? -em : (spots[index - 1].middle - spot.middle) / 2
      let right = index == spots.count - 1 ? em : (spots[index + 1].middle - spot.middle) / 2
      let start = max(Double(area.x), spot.middle + max(left, -0.5 * em))
      let end = min(Double(area.right), spot.middle + min(right, 0.5 * em))
      let box = PixelBox(
        x: Int(start.rounded()), y: area.y, width: max(1, Int((end - start).rounded())),
        height: area.height)
      return TextEngine.Symbol(
        text: spot.text, box: box, line: area, confidence: spot.confidence)
    }
  }

  /// The figure in a picture of one line, `nil` where there is none.
  func figure(in picture: Raster, resolution: Double) -> FigureReader.Candidate? {
    guard let area = Self.line(in: picture, resolution: resolution),
      let spots = try? spots(in: picture, area, among: figures, squeezed: 1), !spots.isEmpty
    else { return nil }
    return FigureReader.Candidate(
      text: spots.map(\.text).joined(), confidence: spots.reduce(1) { min($0, $1.confidence) })
  }

  /// The box around the ink; `nil` where there is none.
  private static func line(in picture: Raster, resolution: Double) -> PixelBox? {
    guard let boxes = picture.binarized(below: ScannedPage.inkThreshold)?.componentBoxes(),
      let first = boxes.first
    else { return nil }
    var line = boxes.dropFirst().reduce(first) { $0.union($1) }
    let least = Int(leastHeight * resolution / 72)
    if line.height < least {
      line.y -= (least - line.height) / 2
      line.height = least
    }
    return line
  }

  private func spots(
    ofLine line: PixelBox, in picture: Raster
  ) throws(NeuralNetwork.Failure) -> [Spot] {
    func read(_ squeeze: Double) throws(NeuralNetwork.Failure) -> [Spot] {
      try spots(in: picture, line, among: everything, squeezed: squeeze)
    }
    guard line.width > Self.longLine * line.height else { return try read(1) }
    let first = try read(Self.squeeze)
    let isDoubtful = first.contains {
      $0.confidence < Self.doubtful && $0.text.allSatisfy { $0.isLetter || $0.isNumber }
    }
    guard isDoubtful else { return first }
    let second = try read(1)
    return Self.confidence(of: second) > Self.confidence(of: first) ? second : first
  }

  private static func confidence(of spots: [Spot]) -> Double {
    spots.reduce(0) { $0 + $1.confidence } / Double(max(1, spots.count))
  }

  private func spots(
    in picture: Raster, _ line: PixelBox, among candidates: [Int], squeezed squeeze: Double
  ) throws(NeuralNetwork.Failure) -> [Spot] {
    let margin = max(1, Int((Self.margin * Double(line.height)).rounded()))
    let area = line.expanded(by: margin)
    // What lies outside the picture is white.
    guard let wide = picture.bordered(by: margin + line.height),
      let part = wide.clipped(
        to: area.moved(right: margin + line.height, down: margin + line.height))
    else { return [] }
    let scale = Double(Self.height) / Double(area.height)
    let across = scale * squeeze
    let width = max(1, Int((across * Double(area.width)).rounded()))
    guard let small = Raster(pixScaleToSize(part.pix, Int32(width), Int32(Self.height))) else {
      return []
    }
    let padded = max(width, Self.leastWidth)
    var input = Self.numbers(of: small, width: padded)
    let output = try network.run(&input, shape: [1, 3, Self.height, padded])
    return spots(in: output, among: candidates).map {
      Spot(
        text: $0.text, middle: Double(area.x) + $0.middle / across, confidence: $0.confidence)
    }
  }

  /// The picture as three equal planes of numbers from -1, black, to 1, white.
  private static func numbers(of picture: Raster, width: Int) -> [Float] {
    let greys = GreyPlane(of: picture)
    var plane = [Float](repeating: 1, count: height * width)
    for y in 0..<min(height, greys.height) {
      for x in 0..<min(width, greys.width) {
        plane[y * width + x] = Float(greys.values[y * greys.width + x]) / 127.5 - 1
      }
    }
    return plane + plane + plane
  }

  /// The likeliest of some answers that begin at a place, and how likely it is.
  private static func best(
    of candidates: [Int], in answers: [Float], from start: Int
  ) -> (number: Int, share: Double) {
    var (best, share) = (0, -Float.infinity)
    answers.withUnsafeBufferPointer { answers in
      for candidate in candidates where answers[start + candidate] > share {
        (best, share) = (candidate, answers[start + candidate])
      }
    }
    return (best, Double(share))
  }

  /// The characters with their places in pixels of the network's input. A character lasts as long as
  /// its number does; between two of the same there is none.
  private func spots(in output: NeuralNetwork.Output, among candidates: [Int]) -> [Spot] {
    let classes = characters.count
    var result: [Spot] = []
    var before = 0
    var start = 0
    for step in 0..<output.values.count / classes {
      let (best, share) = Self.best(of: candidates, in: output.values, from: step * classes)
      defer { before = best }
      guard best != 0 else { continue }
      if best == before, let last = result.indices.last {
        result[last].confidence = max(result[last].confidence, share)
        result[last].middle = Self.step * (Double(start + step) / 2 + 0.5)
      } else {
        start = step
        result.append(
          Spot(
            text: characters[best], middle: Self.step * (Double(step) + 0.5), confidence: share))
      }
    }
    return result
  }
}
