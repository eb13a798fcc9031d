import PageModel
import ReportModel
import TestSupport

/// What can be odd about a form. Each changes figures, labels or print, and keeps what a reader sees.
enum FormOddity: String, CaseIterable {
  // cells
  case rowsBlank, columnsBlank, cellsBlank, zerosBlank, firstRowBlank
  case marks, remarks, thousands, units, bracketNotes, raisedNotes, circledNotes
  case zeroInWords, changeInWords, twoLines, contradictions
  // labels
  case labelsMissing, labelsMisprinted, labelsMerged, extraRow
  // print
  case borders, breaks, tableSize, columnWidths, alignment, frame, watermark, captions, stamp
  case overprinted, struckOut
  // header fields
  case titleInOneLine, noSignature, dateInNumerals

  func apply(to form: inout RandomForm, using random: inout SplitMix) {
    switch self {
    case .rowsBlank, .columnsBlank, .cellsBlank, .zerosBlank, .firstRowBlank:
      blank(&form, using: &random)
    case .labelsMissing, .labelsMisprinted, .labelsMerged, .extraRow:
      changeLabels(of: &form, using: &random)
    case .marks, .remarks, .thousands, .units, .bracketNotes, .raisedNotes, .circledNotes,
      .zeroInWords, .changeInWords, .twoLines, .contradictions:
      rewrite(&form, using: &random)
    case .titleInOneLine: form.title = [form.title.joined()]
    case .noSignature: (form.dateLine, form.issuedOn) = ("", nil)
    case .dateInNumerals where form.issuedOn != nil:
      let numerals = Array("〇一二三四五六七八九")
      let year = String(form.year + 1).compactMap { $0.wholeNumberValue }.map { numerals[$0] }
      form.dateLine = "\(String(year))年一月二十四日"
    default: print(&form, using: &random)
    }
  }

  private func blank(_ form: inout RandomForm, using random: inout SplitMix) {
    let rows = RequestRow.rows(of: form.editions.requests)
    var cells: [CellID] = []
    switch self {
    case .rowsBlank:
      let row = rows.randomElement(using: &random) ?? .new
      let block = DisputeBlock.allCases.randomElement(using: &random) ?? .reconsideration
      cells =
        Bool.random(using: &random)
        ? Applicant.allCases.map(row.cell) : DisputeOutcome.allCases.map(block.cell)
    case .firstRowBlank: cells = Applicant.allCases.map(RequestRow.new.cell)
    case .columnsBlank:
      let column = Applicant.allCases.randomElement(using: &random) ?? .total
      cells = rows.map { $0.cell(column) }
    case .zerosBlank: cells = form.ids.filter { form.printed[$0]?.text == "0" }
    default:
      let share = Double.random(in: 0.01...0.8, using: &random)
      cells = form.ids.filter { _ in Double.random(in: 0..<1, using: &random) < share }
    }
    for id in cells { form.write(id, "", nil) }
  }

  private func rewrite(_ form: inout RandomForm, using random: inout SplitMix) {
    if self == .changeInWords {
      for id in form.ids where id.rawValue.hasSuffix(".item_change") {
        let count = Int.random(in: 1...60, using: &random)
        let isMore = Bool.random(using: &random)
        form.write(id, (isMore ? "增" : "减") + String(count), Double(isMore ? count : -count))
      }
      return
    }
    var some = form.figures.shuffled(using: &random)
    if self != .thousands, self != .zeroInWords {
      some = Array(some.prefix(Int.random(in: 1...6, using: &random)))
    }
    for id in some {
      guard let value = form.printed[id]?.value else { continue }
      let text = String(Int(bounded: value))
      switch self {
      case .marks: form.write(id, ["/", "无", "—", "-"].randomElement(using: &random) ?? "/", nil)
      case .remarks: form.write(id, "详见附件", nil)
      case .thousands where value >= 1000:
        form.write(id, "\(text.dropLast(3)),\(text.suffix(3))", value)
      case .units: form.write(id, text + "件", value)
      case .bracketNotes: form.write(id, text + "（含下属单位）", value)
      case .raisedNotes: form.printed[id]?.note = String(Int.random(in: 1...9, using: &random))
      case .circledNotes:
        form.write(id, text + (["①", "②", "③"].randomElement(using: &random) ?? ""), value)
      case .zeroInWords where value == 0: form.write(id, "零", 0)
      case .twoLines where text.count == 2:
        form.write(id, text.map(String.init).joined(separator: "\n"), value)
      case .contradictions:
        let other = Int(bounded: value) + Int.random(in: 1...90, using: &random)
        form.write(id, String(other), Double(other))
      default: break
      }
      if self == .remarks { form.printed[id]?.isDoubtful = true }
    }
  }

  private func changeLabels(of form: inout RandomForm, using random: inout SplitMix) {
    if self == .extraRow {
      // Behind the rows of the first item; what stands in it belongs to no standard cell.
      let row = 4
      for index in form.tables[0].cells.indices where form.tables[0].cells[index].row >= row {
        form.tables[0].cells[index].row += 1
      }
      form.tables[0].add("其他主动公开文件", row, 0)
      for column in 1...3 {
        form.tables[0].add(String(Int.random(in: 0...99, using: &random)), row, column)
      }
      return
    }
    if self == .labelsMerged {
      let cells = form.tables[1].cells
      let pairs = cells.indices.filter { index in
        cells[index].column == 2 && cells[index].columnSpan == 1
          && cells.contains {
            $0.column == 2 && $0.columnSpan == 1 && $0.row == cells[index].row + 1
          }
      }
      guard let first = pairs.randomElement(using: &random),
        let second = cells.firstIndex(where: {
          $0.column == 2 && $0.columnSpan == 1 && $0.row == cells[first].row + 1
        })
      else { return }
      form.tables[1].cells[first].text += "\n" + cells[second].text
      form.tables[1].cells[first].rowSpan = 2
      form.tables[1].cells.remove(at: second)
      return
    }
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let table = Int.random(in: 0..<3, using: &random)
      let labels = form.tables[table].cells.indices.filter {
        form.tables[table].cells[$0].id == nil && !form.tables[table].cells[$0].text.isEmpty
      }
      guard let index = labels.randomElement(using: &random) else { continue }
      var text = Array(form.tables[table].cells[index].text)
      let place = Int.random(in: 0..<text.count, using: &random)
      if self == .labelsMissing {
        text = []
      } else if Bool.random(using: &random) {
        text[place] = Array("的地和件理由政机关其书长").randomElement(using: &random) ?? "的"
      } else {
        text.remove(at: place)
      }
      form.tables[table].cells[index].text = String(text)
    }
  }

  private func print(_ form: inout RandomForm, using random: inout SplitMix) {
    switch self {
    case .borders:
      form.look.border = FormLook.Border.allCases.randomElement(using: &random) ?? .strokes
    case .breaks:
      form.look.breaks = Set((0..<2).map { _ in Int.random(in: 1...26, using: &random) })
      form.look.repeatsHeader = Bool.random(using: &random)
      form.look.isOpenAtBreaks = Bool.random(using: &random)
      form.look.cutLabel = FormLook.CutLabel.allCases.randomElement(using: &random) ?? .both
    case .tableSize:
      form.look.tableSize = Double.random(in: 7...14, using: &random)
      form.look.padding = Double.random(in: 0.5...8, using: &random)
    case .columnWidths:
      for table in form.tables.indices {
        for column in form.tables[table].widths.indices {
          form.tables[table].widths[column] *= Double.random(in: 0.7...1.5, using: &random)
        }
      }
    case .alignment: form.look.alignment = Bool.random(using: &random) ? 0 : 1
    case .frame: form.look.frame = FormLook.Frame.allCases.randomElement(using: &random) ?? .box
    case .watermark:
      form.look.watermark = (
        ["内部资料", "2024", "云川县"].randomElement(using: &random) ?? "",
        Double.random(in: 20...60, using: &random), Bool.random(using: &random) ? 0 : 0.7
      )
    case .captions: form.look.captions = (1...3).map { "表\($0)" }
    case .stamp: form.look.hasStamp = true
    case .struckOut:
      for id in form.figures.shuffled(using: &random).prefix(2) {
        form.look.struckOut.insert(id)
        form.printed[id]?.isDoubtful = true
      }
    case .overprinted:
      for id in form.figures.shuffled(using: &random).prefix(2) {
        form.look.overprints[id] = String(Int.random(in: 1...999, using: &random))
        form.printed[id]?.isDoubtful = true
      }
    default: break
    }
  }
}
