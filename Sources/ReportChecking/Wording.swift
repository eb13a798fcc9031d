import PageModel
import ReportModel

/// Figures and labels as they stand in messages.
enum Wording {
  /// `12`, `33.9`: without a fraction where there is none.
  static func number(_ value: Double) -> String { value.figureText }

  /// A number rounded half up to so many decimals.
  static func rounded(_ value: Double, decimals: Int) -> Double {
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    return (value * scale).rounded() / scale
  }

  /// `3 + 4 + 0`.
  static func sum(_ operands: [Operand]) -> String {
    operands.map { operand in
      if case .figure(let value) = operand.state { return number(value) }
      return "□"
    }.joined(separator: " + ")
  }

  /// The innermost label of a row, which is what a reader looks for on the page.
  static func name(of row: RequestRow) -> String {
    row.label.split(separator: "/").last.map(String.init) ?? row.label
  }

  static func name(of applicant: Applicant) -> String { applicant.label }

  /// `行政复议 · 总计`: labels of a cell of the standard grids.
  static func name(of id: CellID) -> String {
    guard let cell = StandardGrid.cell(id) else { return id.rawValue }
    return "\(cell.rowLabel) · \(cell.columnLabel)"
  }

  /// `一、二、三`.
  static func numeral(_ number: Int) -> String {
    let numerals = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"]
    return numerals.indices.contains(number) ? numerals[number] : String(number)
  }

  /// The standard heading of a section, from 1 to 6.
  static func heading(_ number: Int) -> String {
    let headings = [
      "总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况", "政府信息公开行政复议、行政诉讼情况",
      "存在的主要问题及改进情况", "其他需要报告的事项",
    ]
    return headings.indices.contains(number - 1) ? headings[number - 1] : String(number)
  }
}
