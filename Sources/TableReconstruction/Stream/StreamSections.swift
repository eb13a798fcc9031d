import PageModel

/// Third step: a run of lines as sections, each of which has a header of its own above its rows.
///
/// Tables change their columns below such a header; a table that goes on from the page before
/// begins without one.
struct StreamSections {
  struct Section {
    /// Lines of words right of the labels, from top to bottom, and the labels beside them.
    var header: [StreamSegment] = []
    var headerLabels: [StreamSegment] = []
    /// The numbers of each row, from top to bottom.
    var anchors: [[StreamSegment]] = []
    /// The labels of each line that is no header.
    var labels: [[StreamSegment]] = []
  }

  private(set) var sections: [Section] = []
  /// Words that stand in the middle of the whole table above a header.
  private(set) var bands: [StreamSegment] = []
  /// The usual font size.
  let em: Double
  /// Where the labels of the rows end and where their first number begins.
  let labelEnd: Double
  let valueStart: Double

  /// The sections of lines on a page whose middle is at `middle`, in points.
  init?(_ joined: [StreamLine], middle: Double) {
    let all = Self.parted(joined)
    let bandLines = Self.bands(in: all, middle: middle)
    bands = bandLines.flatMap { all[$0].segments }
    let lines = all.indices.filter { !bandLines.contains($0) }.map { all[$0] }
    let sizes = lines.flatMap { $0.segments.map(\.size) }.sorted()
    guard !sizes.isEmpty, !lines.isEmpty else { return nil }
    let em = sizes[sizes.count / 2]
    self.em = em
    let left = lines.map(\.box.x0).min() ?? 0
    // A number with words behind it is a part of a label.
    let firstNumbers = lines.compactMap { line -> Double? in
      let last = line.segments.lastIndex { !$0.isNumeric && !$0.isNoted }
      return line.segments[((last ?? -1) + 1)...].first?.box.x0
    }
    let start = Self.start(of: firstNumbers, em: em)
    let lasts = lines.compactMap { line -> Box? in
      guard line.segments.contains(where: { $0.isNumeric && $0.box.x0 >= start ?? 0 }) else {
        return nil
      }
      return line.segments.last { !$0.isNumeric && $0.box.x0 < (start ?? 0) - em }?.box
    }
    // Lines of wrapped labels begin where the others do.
    let wrapped = lines.flatMap(\.segments).map(\.box).filter { box in
      box.x1 <= start ?? 0 && lasts.contains { abs($0.x0 - box.x0) < 0.3 * em }
    }
    let ends = (lasts + wrapped).map(\.x1)
    // A header alone does not tell its labels from its other words.
    let valueStart = start ?? left
    let firstRow = lines.firstIndex(where: \.hasNumbers) ?? lines.endIndex
    let wordEnd = lines[firstRow...].flatMap(\.segments).filter { $0.box.x1 < valueStart }
      .map(\.box.x1).max()
    let labelEnd = ends.max().map { min($0, valueStart) } ?? wordEnd ?? left - em
    self.valueStart = valueStart
    self.labelEnd = labelEnd
    func isValue(_ segment: StreamSegment) -> Bool {
      // A label may reach further than those that share their line with numbers.
      let isLabel = segment.box.x0 < labelEnd - em && segment.box.x1 <= valueStart
      return segment.box.midX > labelEnd + 0.3 * em && !isLabel
    }
    var section = Section()
    var headerEnd = -Double.infinity
    func close() {
      if section.header.isEmpty && section.anchors.isEmpty { return }
      sections.append(section)
      section = Section()
    }
    for (index, line) in all.enumerated() {
      if bandLines.contains(index) {
        close()
        continue
      }
      // Longer than the name of a column, alone on its line and left of all numbers, it is a label.
      let isLabel =
        line.segments.count == 1 && line.box.x1 <= valueStart && line.box.width > 3.2 * em
      let values = isLabel ? [] : line.segments.filter(isValue)
      let labels = isLabel ? line.segments : line.segments.filter { !isValue($0) }
      if values.contains(where: { $0.isNumeric || $0.isNoted }) {
        section.anchors.append(values)
        if !labels.isEmpty { section.labels.append(labels) }
      } else if !values.isEmpty {
        // A header that is repeated has no rows here: another one begins with the same label.
        let isAnother = section.headerLabels.contains { label in
          labels.contains { $0.glyphs.map(\.scalar) == label.glyphs.map(\.scalar) }
        }
        if !section.anchors.isEmpty || isAnother { close() }
        section.header += values
        section.headerLabels += labels
        headerEnd = line.midY
      } else {
        let isWithin =
          !section.header.isEmpty && section.anchors.isEmpty
          && (line.midY < headerEnd + 0.4 * em || Self.nextIsHeader(all[index...], isValue))
        if isWithin, Self.isBand(index, in: all) {
          // A header that is repeated has no rows here: another one follows.
          section.labels.append(labels)
          close()
        } else if isWithin {
          section.headerLabels += labels
        } else {
          section.labels.append(labels)
        }
      }
    }
    sections.append(section)
  }

  /// Numbers below one another begin no farther apart than this, in font sizes.
  private static let widestNumber = 3.0

  /// The left end of the leftmost column of numbers: a dash by itself left of all may be a part of a label
  /// that stands upright.
  private static func start(of firstNumbers: [Double], em: Double) -> Double? {
    guard firstNumbers.count > 3 else { return firstNumbers.min() }
    let sorted = firstNumbers.sorted()
    return zip(sorted, sorted.dropFirst()).first { $1 - $0 < widestNumber * em }?.0 ?? sorted[0]
  }

  /// Lines that are bands: words alone above a header that reaches to both sides of them, in the
  /// middle of the page or below one another with numbers between.
  private static func bands(in lines: [StreamLine], middle: Double) -> Set<Int> {
    let candidates = lines.indices.dropLast().filter { index in
      let line = lines[index]
      let next = lines[index + 1]
      return line.segments.count == 1 && !line.hasNumbers && !next.hasNumbers
        && next.segments.count > 1 && next.box.x0 < line.box.x0 && next.box.x1 > line.box.midX
        // The lines of one cell stand about the middle of those beside it.
        && next.midY - line.midY > 0.95 * line.size
    }
    let bands = candidates.filter { index in
      let x = lines[index].box.midX
      let em = lines[index].size
      return abs(x - middle) < em
        || candidates.contains { other in
          abs(lines[other].box.midX - x) < 0.35 * em
            && (min(index, other)..<max(index, other)).contains { lines[$0].hasNumbers }
        }
    }
    // Words at the table's left are labels.
    let left = lines.map(\.box.x0).min() ?? 0
    return Set(bands.filter { lines[$0].box.x0 > left + lines[$0].size })
  }

  /// Whether a line of labels is the name of a section: another one in the table begins alike, and a
  /// header stands below both.
  private static func isBand(_ index: Int, in lines: [StreamLine]) -> Bool {
    func start(_ index: Int) -> [Unicode.Scalar]? {
      let line = lines[index]
      guard index + 1 < lines.count, line.segments.count == 1, !line.hasNumbers,
        lines[index + 1].segments.count > 1, !lines[index + 1].hasNumbers
      else { return nil }
      let scalars = line.segments[0].glyphs.prefix(4).map(\.scalar)
      return scalars.count == 4 ? scalars : nil
    }
    guard let own = start(index) else { return false }
    return lines.indices.contains { $0 != index && start($0) == own }
  }

  /// The lines with numbers parted from words that they nearly touch, where other numbers stand
  /// above or below them.
  private static func parted(_ lines: [StreamLine]) -> [StreamLine] {
    let numbers = lines.flatMap(\.segments).filter(\.isNumeric).map(\.box)
    return lines.map { line in
      var line = line
      line.segments = line.segments.flatMap { segment -> [StreamSegment] in
        guard let (words, number) = segment.lastNumber() else { return [segment] }
        let like = numbers.count {
          abs($0.x0 - number.box.x0) < 1 || abs($0.midX - number.box.midX) < 1
            || abs($0.x1 - number.box.x1) < 1
        }
        return like >= 2 ? [words, number] : [segment]
      }
      return line
    }
  }

  /// Whether the next line with something right of the labels holds words alone.
  private static func nextIsHeader(
    _ lines: ArraySlice<StreamLine>, _ isValue: (StreamSegment) -> Bool
  ) -> Bool {
    guard let next = lines.first(where: { $0.segments.contains(where: isValue) }) else {
      return false
    }
    return !next.segments.contains { isValue($0) && ($0.isNumeric || $0.isNoted) }
  }
}
