import PageModel
import ReportModel

/// A report as tables of texts, every figure of which is a different number.
struct SampleForm {
  var opening = ["某某县水利局2024年政府信息公开工作年度报告"]
  var closing = ["某某县水利局", "2025年1月20日"]
  var sections = [
    ("一、总体情况", "本年度按照要求做好各项公开工作。"), ("二、主动公开政府信息情况", ""),
    ("三、收到和处理政府信息公开申请情况", ""), ("四、政府信息公开行政复议、行政诉讼情况", ""),
    ("五、存在的主要问题及改进情况", "公开的时效有待提高。"), ("六、其他需要报告的事项", "无。"),
  ]
  var proactive: [[String]] = []
  var requests: [[String]] = []
  var disputes: [[String]] = []
  /// What the form prints in each cell.
  private(set) var expected: [CellID: Double] = [:]

  /// The form of an edition; the figures count from `1001`.
  init(proactive: Edition = .edition2021, requests: Edition = .edition2021) {
    var next = 1000
    func figure(_ id: CellID) -> String {
      next += 1
      expected[id] = Double(next)
      return String(next)
    }
    var header: [ProactiveColumn] = []
    for item in ProactiveItem.allCases {
      let columns = item.columns(in: proactive)
      if columns.isEmpty { continue }
      if columns != header {
        header = columns
        self.proactive.append(
          ["信息内容"] + Self.padded(columns.map { $0.label(for: item, in: proactive) }))
      }
      self.proactive.append(
        [item.label(in: proactive)] + Self.padded(columns.map { figure(item.cell($0)) }))
    }
    self.requests = [["", ""] + Applicant.allCases.map { Self.leaf($0.label) }]
    for row in RequestRow.rows(of: requests) {
      let label = row.label.split(separator: "/").map(String.init)
      let group = label.count > 2 ? label[1] : ""
      self.requests.append(
        [group, label[label.count - 1]] + Applicant.allCases.map { figure(row.cell($0)) })
    }
    disputes = [[], [], []]
    for block in DisputeBlock.allCases {
      for outcome in DisputeOutcome.allCases {
        disputes[0].append(Self.leaf(block.label))
        disputes[1].append(outcome.label)
        disputes[2].append(figure(block.cell(outcome)))
      }
    }
  }

  private static func leaf(_ label: String) -> String {
    label.split(separator: "/").last.map(String.init) ?? label
  }

  private static func padded(_ texts: [String]) -> [String] {
    texts + [String](repeating: "", count: 3 - texts.count)
  }

  /// The row of the section-3 grid with this label.
  func requestsIndex(_ row: RequestRow) -> Int {
    requests.firstIndex { $0[1] == Self.leaf(row.label) } ?? 0
  }

  /// The printed text of a section-3 cell.
  subscript(_ row: RequestRow, _ applicant: Applicant) -> String {
    get { requests[requestsIndex(row)][column(applicant)] }
    set { requests[requestsIndex(row)][column(applicant)] = newValue }
  }

  private func column(_ applicant: Applicant) -> Int {
    2 + (Applicant.allCases.firstIndex(of: applicant) ?? 0)
  }

  var document: LaidOutDocument {
    var blocks = opening.enumerated().map { Self.line($1, y: 40 + 20 * Double($0), size: 18) }
    for (index, (heading, text)) in sections.enumerated() {
      blocks.append(Self.line(heading, y: 100, size: 14))
      if !text.isEmpty { blocks.append(Self.line(text, y: 120, size: 12)) }
      let grid = index == 1 ? proactive : index == 2 ? requests : index == 3 ? disputes : []
      if !grid.isEmpty { blocks.append(.table(Self.table(grid))) }
    }
    blocks += closing.enumerated().map { Self.line($1, y: 700 + 20 * Double($0), size: 12) }
    return LaidOutDocument(blocks: blocks)
  }

  private static func line(_ text: String, y: Double, size: Double) -> Block {
    .line(
      TextLine(
        page: 1, box: Box(x0: 80, y0: y, x1: 80 + size * Double(text.count), y1: y + size),
        text: text, fontSize: size))
  }

  /// A table whose rows have as many cells as the longest; equal labels side by side in the first
  /// row become one cell, as do equal ones below each other in the first column, and
  /// those of two lines in the second.
  private static func table(_ rows: [[String]]) -> Table {
    let count = rows.map(\.count).max() ?? 0
    let width = 460 / Double(count)
    var cells: [TableCell] = []
    for (row, texts) in rows.enumerated() {
      for column in 0..<count {
        let text = column < texts.count ? texts[column] : ""
        let isLabel = !text.isEmpty && !text.contains(where: \.isNumber)
        if row == 0, isLabel, let last = cells.last, last.text == text {
          cells[cells.count - 1].columnSpan += 1
          cells[cells.count - 1].fragments[0].box.x1 += width
          continue
        }
        if column == 0 && isLabel || column == 1 && text.contains("\n"), count == 9,
          let above = cells.lastIndex(where: { $0.column == column }), cells[above].text == text
        {
          cells[above].rowSpan += 1
          cells[above].fragments[0].box.y1 += 20
          continue
        }
        let box = Box(
          x0: 60 + width * Double(column), y0: 200 + 20 * Double(row),
          x1: 60 + width * Double(column + 1), y1: 220 + 20 * Double(row))
        cells.append(
          TableCell(
            row: row, column: column, text: text, fragments: [CellFragment(page: 1, box: box)]))
      }
    }
    let box = Box(x0: 60, y0: 200, x1: 520, y1: 200 + 20 * Double(rows.count))
    return Table(
      kind: .lattice, rowCount: rows.count, columnCount: count, cells: cells,
      fragments: [CellFragment(page: 1, box: box)])
  }
}
