import PageModel
import ReportModel

/// The year that stands over a grid: `2022年度`, `2021年数据（供对照）`, `上一年度`.
enum GridYear {
  /// What stands over a grid is no longer than this, in characters.
  private static let longest = 36
  /// So many lines above a grid may be about it: a caption and a unit.
  private static let mostLines = 3
  private static let before = ["上一年", "上年度", "去年"]

  /// The year of the table that is the block at `index`, in a report on `year`; `nil` where no year
  /// stands over it, or two.
  static func year(ofTableAt index: Int, in blocks: [Block], reportOn year: Int) -> Int? {
    guard case .table(let table) = blocks[index] else { return nil }
    let heads = table.cells.filter {
      $0.row < 2 && $0.columnSpan == table.columnCount && !$0.text.isEmpty
    }
    let texts = heads.map(\.text) + lines(above: table, at: index, in: blocks).map(\.text)
    for text in texts {
      let found = years(in: text, reportOn: year)
      if found.count == 1 { return found.first }
      if found.count > 1 { return nil }
    }
    return nil
  }

  /// The lines over a table, from the nearest up; of what stands side by side, those above it.
  private static func lines(above table: Table, at index: Int, in blocks: [Block]) -> [TextLine] {
    guard let own = table.fragments.first?.box else { return [] }
    var result: [TextLine] = []
    for block in blocks[..<index].reversed() {
      switch block {
      case .table(let other):
        let isBeside =
          other.fragments.last.map { $0.box.x1 <= own.x0 || own.x1 <= $0.box.x0 } ?? false
        if !isBeside { return result }
      case .line(let line):
        guard line.text.count <= longest, !line.text.contains("。"),
          SectionHeadings.heading(of: line.text) == nil
        else { return result }
        result += pieces(of: line).filter { own.x0 <= $0.box.midX && $0.box.midX <= own.x1 }
        if result.count >= mostLines { return result }
      }
    }
    return result
  }

  /// What stands over two tables side by side, each on its own side; any other line as it is.
  private static func pieces(of line: TextLine) -> [TextLine] {
    let words = line.text.split(whereSeparator: \.isWhitespace).map(String.init)
    let width = line.fontSize * Double(line.text.count)
    guard words.count == 2, line.box.width > widening * width else { return [line] }
    var (left, right) = (line, line)
    (left.text, right.text) = (words[0], words[1])
    left.box.x1 = min(line.box.x1, line.box.x0 + line.fontSize * Double(words[0].count))
    right.box.x0 = max(line.box.x0, line.box.x1 - line.fontSize * Double(words[1].count))
    return [left, right]
  }

  /// A line is so much wider than its letters where they stand over two tables.
  private static let widening = 1.5

  /// The different years that a text names.
  private static func years(in text: String, reportOn year: Int) -> Set<Int> {
    let characters = Array(LabelText.normalized(text))
    var result = Set(
      characters.indices.filter { characters[$0] == "年" }.compactMap {
        DateScanning.year(before: $0, in: characters)?.value
      })
    let plain = String(characters)
    if result.isEmpty, before.contains(where: plain.contains) { result.insert(year - 1) }
    if result.isEmpty, plain.contains("本年度") { result.insert(year) }
    return result
  }
}
