import PageModel

/// Second step: the runs of lines that are tables.
struct StreamRegions {
  let lines: [StreamLine]
  let page: Page
  /// Where the page's own lines begin.
  let top: Double
  /// Lines that together are the words of five columns or more.
  private let headers: Set<Int>

  init(lines: [StreamLine], page: Page, top: Double) {
    self.lines = lines
    self.page = page
    self.top = top
    headers = Self.headers(in: lines, page)
  }

  /// Lines of words close below each other that stand over five places or more: the cells of a
  /// header whose words wrap, each about its own middle.
  private static func headers(in lines: [StreamLine], _ page: Page) -> Set<Int> {
    var result: Set<Int> = []
    var run: [Int] = []
    // The end of a page may cut a header: its upper words alone are left.
    let end = lines.lastIndex { $0.midY < page.height * 7 / 8 || $0.segments.count > 2 } ?? 0
    func close() {
      let isCut = run.last.map { $0 >= end } ?? false
      let boxes = run.flatMap { lines[$0].segments.map(\.box) }
        .filter { box in isCut || run.contains { box.width < 5.5 * lines[$0].size } }
        .sorted { $0.x0 < $1.x0 }
      var count = 0
      var end = -Double.infinity
      for box in boxes {
        if box.x0 > end { count += 1 }
        end = max(end, box.x1)
      }
      let isHeader = isCut && run.count >= 3 ? count >= 4 : count >= 5 && run.count >= 2
      if isHeader, run.contains(where: { lines[$0].segments.count >= 3 }) {
        result.formUnion(run.filter { lines[$0].segments.count >= 2 })
      }
      run = []
    }
    for index in lines.indices {
      let line = lines[index]
      let isWords = !line.hasNumbers && line.segments.allSatisfy { $0.glyphs.count <= 24 }
      if let last = run.last, !isWords || line.midY - lines[last].midY > 1.3 * line.size { close() }
      if isWords { run.append(index) }
    }
    close()
    return result
  }

  /// Ranges of lines, from top to bottom.
  func ranges() -> [Range<Int>] {
    guard let left = lines.map(\.box.x0).min(), let right = lines.map(\.box.x1).max() else {
      return []
    }
    let rows = lines.indices.filter(isRow)
    var result: [Range<Int>] = []
    var start: Int?
    var last = 0
    func close() {
      if let first = start { result.append(first..<(last + 1)) }
      start = nil
    }
    for row in rows {
      if start != nil {
        let between = (last + 1)..<row
        let size = lines[last].size
        if between.contains(where: { isText($0, width: right - left, size: size) }) {
          close()
        }
      }
      if start != nil, lines[last].hasNumbers, !lines[row].hasNumbers,
        ((last + 1)..<row).contains(where: { isHeading($0, left: left, right: right) })
      {
        // The header of another table stands below a heading of its own.
        close()
      }
      if start == nil { start = row }
      last = row
    }
    close()
    return result.filter(isTable).map(extended)
  }

  /// Whether the line is divided as another one near it is.
  private func isRow(_ index: Int) -> Bool {
    let line = lines[index]
    guard line.isDivided || endsInColumn(index), !isPageNumber(index) else { return false }
    if isSpaced(index) { return false }
    if headers.contains(index) { return true }
    if line.segments.count >= 5 || line.segments.count == 1 { return true }
    let near = max(0, index - 9)..<min(lines.count, index + 10)
    return near.contains {
      $0 != index && lines[$0].isDivided && agree(line, lines[$0])
    }
  }

  /// Whether the line is words and a number near to them that stands with numbers of divided lines.
  private func endsInColumn(_ index: Int) -> Bool {
    let segments = lines[index].segments
    let number =
      segments.count == 1
      ? segments[0].lastNumber()?.number
      : segments.count == 2 && !segments[0].isNumeric && segments[1].isNumeric ? segments[1] : nil
    guard let box = number?.box else { return false }
    let near = max(0, index - 3)..<min(lines.count, index + 4)
    return near.contains { other in
      other != index && lines[other].isDivided
        && lines[other].segments.contains {
          $0.isNumeric
            && (abs($0.box.x0 - box.x0) < 1 || abs($0.box.midX - box.midX) < 1
              || abs($0.box.x1 - box.x1) < 1)
        }
    }
  }

  /// Whether the line is a title or heading with its letters set apart: alike gaps between single
  /// letters, and no line beside it has them at the same places.
  private func isSpaced(_ index: Int) -> Bool {
    let line = lines[index]
    let segments = line.segments
    let letters = segments.count { $0.glyphs.count == 1 && !$0.isNumeric }
    guard segments.count >= 4, letters * 4 >= segments.count * 3 else { return false }
    let gaps = zip(segments, segments.dropFirst()).map { $1.box.x0 - $0.box.x1 }
    guard let least = gaps.min(), let most = gaps.max(), most - least < 0.8 * line.size else {
      return false
    }
    return ![index - 1, index + 1].contains { other in
      lines.indices.contains(other)
        && abs(lines[other].midY - line.midY) < 2.2 * line.size
        && line.shares(with: lines[other]) * 2 > segments.count
        && lines[other].segments.allSatisfy { $0.glyphs.count <= 3 }
    }
  }

  /// Whether segments stand below each other or, set to the right below centred headers, are as many.
  private func agree(_ a: StreamLine, _ b: StreamLine) -> Bool {
    a.shares(with: b) >= 2 || a.segments.count >= 3 && a.segments.count == b.segments.count
  }

  private func isPageNumber(_ index: Int) -> Bool {
    let line = lines[index]
    let isOuter =
      line.midY < page.height / 9 && line.midY > top || line.midY > page.height * 8 / 9
    let text = line.segments.flatMap(\.glyphs).map { String(Character($0.scalar)) }.joined()
    return isOuter && line.segments.count <= 3 && index > 0 && line.box.width < page.width / 4
      && Marginalia.isPageNumber(text)
  }

  /// Running text is wide, headings are larger than the tables.
  private func isText(_ index: Int, width: Double, size: Double) -> Bool {
    let line = lines[index]
    guard !line.isDivided else { return false }
    return line.box.width > 0.62 * width || line.size > 1.15 * size && line.box.width > 5 * size
  }

  /// Longer than the names of a table's sections.
  private func isHeading(_ index: Int, left: Double, right: Double) -> Bool {
    let line = lines[index]
    return !line.isDivided && line.box.width > 11 * line.size
      && line.box.x0 < left + (right - left) / 2
  }

  /// At least three rows that agree, five columns, four with a header, or what a break left.
  private func isTable(_ range: Range<Int>) -> Bool {
    let rows = range.filter(isRow)
    if rows.contains(where: { lines[$0].segments.count >= 5 }) { return true }
    if rows.contains(where: headers.contains) { return true }
    // A break may leave a row of figures alone below its header.
    let isHeaded = zip(rows, rows.dropFirst()).contains { above, below in
      !lines[above].hasNumbers && lines[above].segments.count >= 4
        && lines[below].segments.count(where: \.isNumeric) >= 3 && agree(lines[above], lines[below])
    }
    if isHeaded { return true }
    let agreeing = rows.filter { row in
      rows.count { $0 != row && agree(lines[row], lines[$0]) } >= 2
    }
    if agreeing.count >= 3 && rows.contains(where: { lines[$0].hasNumbers }) { return true }
    // At the top of a later page two rows may be the rest that a break left.
    let isFirst =
      page.number > 1 && lines[..<range.lowerBound].allSatisfy { $0.midY < page.height / 8 }
    return isFirst
      && rows.contains { row in
        lines[row].hasNumbers
          && rows.contains {
            $0 != row && lines[$0].hasNumbers && lines[$0].isDivided
              && lines[row].shares(with: lines[$0]) >= 2
          }
      }
  }

  /// The run with what belongs to it above and below: headers set over several columns, bands as
  /// there are others of within, the rest of wrapped labels.
  private func extended(_ range: Range<Int>) -> Range<Int> {
    let rows = range.filter(isRow)
    let size = lines[rows[0]].size
    let boxes = rows.map { lines[$0].box }
    let left = boxes.map(\.x0).min() ?? 0
    let right = boxes.map(\.x1).max() ?? 0
    let middle = (left + right) / 2
    let bands = range.map { lines[$0] }.filter { $0.segments.count == 1 }.map(\.box)
    var range = range
    while range.lowerBound > 0 {
      let line = lines[range.lowerBound - 1]
      let next = lines[range.lowerBound]
      // The words of a header that stand beside each other may be in tall rows.
      let reach = line.segments.count > 1 && !line.hasNumbers ? 5 : 3.2
      let isNear = next.midY - line.midY < reach * size
      let isLike = abs(line.size - size) < 0.08 * size
      let isShort =
        line.box.x0 > left + 1.5 * size
        && line.segments.allSatisfy { !$0.isNumeric && $0.box.width < 0.25 * (right - left) }
      let isHeader =
        (isShort || line.box.x0 > left + 0.3 * (right - left)) && line.box.x1 <= right + size
        && !(line.segments.count == 1 && abs(line.box.midX - middle) < size
          && line.box.width > 8 * size)
      let isBand = bands.contains {
        (abs($0.x0 - line.box.x0) < 2 || abs($0.midX - line.box.midX) < 2)
          && ($0.x0 < left + 2 || abs($0.midX - middle) < size)
      }
      let isLabel =
        next.midY - line.midY < 0.95 * size && line.box.x0 >= left - size
        || goesOn(line, with: lines[range.lowerBound...].prefix(3), within: left...right, size)
      let isName =
        isBand && line.segments.count == 1
        && !isHeading(range.lowerBound - 1, left: left, right: right)
      guard isNear, isLike, isHeader || isName || isLabel else { break }
      range = (range.lowerBound - 1)..<range.upperBound
    }
    while range.upperBound < lines.count {
      let line = lines[range.upperBound]
      let above = lines[range.upperBound - 1]
      let isLike = abs(line.size - size) < 0.08 * size
      // The lower half of a label whose values stand beside its middle.
      let isLabel =
        line.midY - above.midY < 0.95 * size
        || goesOn(line, with: lines[..<range.upperBound].suffix(3), within: left...right, size)
      let isIndex =
        line.segments.count == 1 && line.box.width < 1.5 * size
        && line.midY - above.midY < 2 * size
      guard isLike, isLabel || isIndex || isCut(range, size: size), !isPageNumber(range.upperBound),
        line.box.x1 < left + 0.6 * (right - left)
      else { break }
      range = range.lowerBound..<(range.upperBound + 1)
    }
    return range
  }

  /// Whether the line below the run is the last of its page and begins where labels of the run do: the
  /// numbers of its row are on the next page.
  private func isCut(_ range: Range<Int>, size: Double) -> Bool {
    let line = lines[range.upperBound]
    let rest = (range.upperBound + 1)..<lines.count
    guard rest.allSatisfy(isPageNumber), line.midY > page.height * 3 / 4, line.segments.count == 1,
      line.midY - lines[range.upperBound - 1].midY < 3 * size
    else { return false }
    return range.count { lines[$0].segments.contains { abs($0.box.x0 - line.box.x0) < 0.2 * size } }
      >= 3
  }

  /// Whether the line is one of a wrapped label: near to one that it is aligned with.
  private func goesOn(
    _ line: StreamLine, with others: ArraySlice<StreamLine>, within table: ClosedRange<Double>,
    _ size: Double
  ) -> Bool {
    guard line.box.x1 < (table.lowerBound + table.upperBound) / 2 + 2 * size else { return false }
    return others.contains { other in
      abs(other.midY - line.midY) < 1.5 * size
        && other.segments.flatMap(\.pieces).contains { segment in
          line.segments.flatMap(\.pieces).contains {
            !segment.isNumeric && segment.box.x1 < table.upperBound - size
              && (abs($0.box.x0 - segment.box.x0) < 0.35 * size
                || abs($0.box.midX - segment.box.midX) < 0.35 * size)
          }
        }
    }
  }
}
