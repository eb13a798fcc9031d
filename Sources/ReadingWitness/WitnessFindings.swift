import PageModel
import ReportModel

/// The sentences about what the witness cannot confirm.
enum WitnessFindings {
  static let rule = RuleID.readingWitness

  /// One finding for the cells of a row, or of a column, that have one objection.
  static func findings(
    _ objections: [CellID: Objection], of form: StandardForm, in report: ParsedReport
  ) -> [Finding] {
    var groups: [Objection: [StandardForm.Slot]] = [:]
    for slot in form.slots {
      if let objection = objections[slot.id] { groups[objection, default: []].append(slot) }
    }
    return groups.sorted { $0.value[0].id < $1.value[0].id }.flatMap { objection, slots in
      parted(slots, by: objection).map { finding(objection, $0, of: form, in: report) }
    }
  }

  /// What is wrong with a row or a column as a whole is one finding; what is wrong with a cell is its own.
  private static func parted(
    _ slots: [StandardForm.Slot], by objection: Objection
  ) -> [[StandardForm.Slot]] {
    switch objection {
    case .otherDigits, .unread, .otherValue, .doubtfulFigure: slots.map { [$0] }
    case .otherColumn:
      Dictionary(grouping: slots, by: \.column).sorted { $0.key < $1.key }.map(\.value)
    case .otherRow, .unlabelled, .outOfLine, .shared:
      Dictionary(grouping: slots, by: \.row).sorted { $0.key < $1.key }.map(\.value)
    }
  }

  private static func finding(
    _ objection: Objection, _ slots: [StandardForm.Slot], of form: StandardForm,
    in report: ParsedReport
  ) -> Finding {
    let reading = report.cells[slots[0].id]
    let (message, messageZh) = sentences(objection, slots[0], of: form, raw: reading?.raw ?? "")
    return Finding(
      rule: rule, severity: .error, message: message, messageZh: messageZh,
      cells: slots.map(\.id), page: reading?.page, box: slots.count == 1 ? reading?.box : nil)
  }

  private static func sentences(
    _ objection: Objection, _ slot: StandardForm.Slot, of form: StandardForm, raw: String
  ) -> (english: String, chinese: String) {
    switch objection {
    case .otherDigits:
      (
        "The place of \(slot.id) on the page holds other digits than “\(raw)”; compare the page.",
        "单元格 \(slot.id) 所在位置的数字与读取的“\(raw)”不同，请对照原页。"
      )
    case .unread:
      (
        "Text stands at the place of \(slot.id) and was not read; compare the page.",
        "单元格 \(slot.id) 所在位置印有文字，但未能读取，请对照原页。"
      )
    case .otherValue:
      (
        "The figure printed at the place of \(slot.id) (“\(raw)”) is not the value that was read; compare the page.",
        "单元格 \(slot.id) 处印的“\(raw)”与读取的数值不一致，请对照原页。"
      )
    case .doubtfulFigure:
      (
        "The digits “\(raw)” of \(slot.id) differ in size or height, overlap or stand apart: they may be of more than one figure. Compare the page.",
        "单元格 \(slot.id) 的数字“\(raw)”大小或高低不一、重叠或相距较远，可能不是一个数字，请对照原页。"
      )
    case .shared:
      (
        "Several standard cells were read from one place on the page, among them \(slot.id); compare the page.",
        "有几个标准单元格读自页面上的同一位置，其中有 \(slot.id)，请对照原页。"
      )
    case .otherRow(let row):
      (
        "What was read for the row “\(form.rowLabels[slot.row])” stands beside “\(form.rowLabels[row])” on the page; compare it.",
        "“\(form.rowLabels[slot.row])”一行读到的内容，在页面上位于“\(form.rowLabels[row])”旁，请对照原页。"
      )
    case .unlabelled:
      (
        "The label beside what was read for “\(form.rowLabels[slot.row])” says something else; compare the page.",
        "读作“\(form.rowLabels[slot.row])”的一行，旁边的标签并非此项，请对照原页。"
      )
    case .otherColumn(let column):
      (
        "What was read for the column “\(form.columnLabels[slot.column])” stands below “\(form.columnLabels[column])” on the page; compare it.",
        "“\(form.columnLabels[slot.column])”一列读到的内容，在页面上位于“\(form.columnLabels[column])”之下，请对照原页。"
      )
    case .outOfLine:
      (
        "Cells around \(slot.id) do not stand on the page in the order of the form, or apart from their row or column; compare the page.",
        "\(slot.id) 一带的单元格在页面上的次序与格式不符，或偏离所在行列，请对照原页。"
      )
    }
  }

  /// A grid of which so many cells were not made out.
  static func doubt(of cells: [CellID], faults: Int, page: Int?) -> Finding {
    Finding(
      rule: rule, severity: .error,
      message:
        "\(faults) places of this grid could not be made out, so its other figures may stand in the wrong row or column; compare the whole grid with the page.",
      messageZh: "该表有 \(faults) 处未能辨明，其余数字也可能错行或错列，请对照原页核对全表。", cells: cells, page: page,
      box: nil)
  }

  /// A figure among the cells that none of them holds.
  static func stray(page: Int, box: Box, beside ids: [CellID]) -> Finding {
    Finding(
      rule: rule, severity: .error,
      message:
        "A figure on page \(page) stands among the cells of a grid and was read for none of them; compare the page.",
      messageZh: "第 \(page) 页表格中有一个数字没有归入任何单元格，请对照原页。", cells: ids, page: page, box: box)
  }
}
