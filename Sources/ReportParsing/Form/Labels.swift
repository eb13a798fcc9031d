import PageModel
import ReportModel
import Synchronization

/// Which standard row or column a label names. Words are tried from the particular to the general;
/// a label that has none of them is compared with the standard labels as a whole.
enum Labels {
  /// The least likeness to a standard label at which a misprinted one still counts.
  private static let leastSimilarity = 0.6

  /// All that a text may name.
  private struct Names {
    var row: RequestRow?
    var group: RequestRow.Group?
    var applicant: Applicant?
    var item: ProactiveItem?
    var column: ProactiveColumn?
    var block: DisputeBlock?
    var outcome: DisputeOutcome?
  }

  /// Labels recur in every report; what they name is worked out once.
  private static let known = Mutex<[String: Names]>([:])
  private static let mostKnown = 20_000

  private static func names(_ text: String) -> Names {
    // Figures, and all else without an ideograph, name nothing.
    guard text.utf8.contains(where: { $0 >= 0xE2 }) else { return Names() }
    if let names = known.withLock({ $0[text] }) { return names }
    let names = Names(
      row: findRequestRow(text), group: findGroup(text), applicant: findApplicant(text),
      item: findItem(text), column: findColumn(text), block: findBlock(text),
      outcome: findOutcome(text))
    known.withLock { known in
      if known.count >= mostKnown { known = [:] }
      known[text] = names
    }
    return names
  }

  /// Whether a text is a label of any of the grids.
  static func namesAnything(_ text: String) -> Bool {
    let names = names(text)
    return names.row != nil || names.group != nil || names.applicant != nil || names.item != nil
      || names.column != nil || names.block != nil || names.outcome != nil
  }

  static func requestRow(_ text: String) -> RequestRow? { names(text).row }
  static func group(_ text: String) -> RequestRow.Group? { names(text).group }
  static func applicant(_ text: String) -> Applicant? { names(text).applicant }
  static func item(_ text: String) -> ProactiveItem? { names(text).item }
  static func column(_ text: String) -> ProactiveColumn? { names(text).column }
  static func block(_ text: String) -> DisputeBlock? { names(text).block }
  static func outcome(_ text: String) -> DisputeOutcome? { names(text).outcome }

  /// Whether the words of several columns share a cell: which of them the figures below are for is
  /// not known.
  static func namesSeveralApplicants(_ text: String) -> Bool {
    // The words above them, which span them all, may have come into the cell.
    let label = LabelText.folded(text).replacing("或其他组织", with: "")
    return ["自然人", "商业", "科研", "社会", "法律", "其他", "总计"].count(where: label.contains) > 1
  }

  /// Whether a text is a label of the grids and no sentence.
  static func isGridLabel(_ text: String) -> Bool {
    guard text.count <= 40, !text.contains(where: { "。；;".contains($0) }) else { return false }
    let label = LabelText.folded(text)
    if label.hasPrefix("注") { return false }
    let words = ["第二十条第", "信息内容", "申请人情况", "法人或其他组织", "勾稽关系", "等于第三项"]
    if words.contains(where: label.contains) || label == "行政诉讼" { return true }
    return isOfVerticalLabel(label) || namesAnything(text)
  }

  /// Every label of the grids, folded.
  private static let standardLabels: Set<String> = Set(
    StandardGrid.all.flatMap { cell in
      (cell.rowLabel + "/" + cell.columnLabel).split(separator: "/").map {
        LabelText.folded(String($0))
      }
    } + ["行政诉讼"])

  /// Whether a text is nothing but a part of a label, as a break between pages leaves it; 无 alone
  /// may be all that a section says.
  static func isPieceOfLabel(_ text: String) -> Bool {
    let piece = LabelText.folded(text)
    if isOfVerticalLabel(piece) { return !piece.isEmpty }
    return piece != "无" && !piece.allSatisfy(\.isNumber)
      && standardLabels.contains { $0.contains(piece) }
  }

  /// Whether a folded text is made of characters of 三、本年度办理结果, which is set vertically.
  private static func isOfVerticalLabel(_ label: String) -> Bool {
    label.count <= 8 && label.allSatisfy("三本年度办理结果".contains)
  }

  /// Whether a text has a figure: a decimal digit that does not number a label (`2.重复申请`), or
  /// nothing but numerals.
  static func holdsFigure(_ text: String) -> Bool {
    let plain = Array(LabelText.normalized(NoteMark.removed(fromLabel: text)))
    if plain.allSatisfy(\.isNumber) { return !plain.isEmpty }
    let isLabel = namesAnything(text)
    var index = 0
    while index < plain.count {
      guard plain[index].isDecimalDigit else {
        index += 1
        continue
      }
      let end = plain[index...].firstIndex { !$0.isDecimalDigit } ?? plain.count
      let isOrdinal =
        isLabel && end - index == 1 && end + 1 < plain.count && ".、,".contains(plain[end])
        && plain[end + 1].unicodeScalars.allSatisfy(\.properties.isIdeographic)
      if !isOrdinal { return true }
      index = end
    }
    return false
  }

  // MARK: - Section 3

  private static let rowWords: [(RequestRow, [String])] = [
    (.new, ["新收"]), (.carriedOut, ["结转下年", "下年度继续", "结转下一年"]),
    (.carriedIn, ["上年结转", "上年度结转", "上一年结转"]), (.stateSecret, ["国家秘密"]),
    (.securityStability, ["三安全", "一稳定"]), (.thirdParty, ["第三方"]),
    (.internalAffairs, ["内部事务"]), (.process, ["过程性"]), (.enforcementFiles, ["执法案卷"]),
    (.administrativeQuery, ["行政查询", "查询事项"]), (.notHeld, ["不掌握"]),
    (.needsCreation, ["没有现成", "另行制作"]), (.unclear, ["补正后", "仍不明确"]),
    (.petition, ["信访举报", "举报投诉"]), (.massRepeat, ["大量反复", "反复申请"]),
    (.repeatRequest, ["重复申请"]), (.publication, ["公开出版物", "出版物"]),
    (.confirmation, ["重新出具", "确认或重新", "已获取信息"]),
    (.otherNotCorrected, ["逾期不补正", "不补正"]), (.otherFeeUnpaid, ["收费通知", "缴纳费用"]),
    (.otherLaw, ["法律行政法规", "其他法律", "禁止公开"]), (.partlyGranted, ["部分公开"]),
  ]

  /// The rows that a text states: one where it is a label, more where it is the labels of several rows, of
  /// which it has the particular words or each on a numbered line of its own.
  static func statedRows(_ text: String) -> Set<RequestRow> {
    let label = LabelText.folded(text)
    let worded = rowWords.filter { $0.1.contains(where: label.contains) }.map(\.0)
    let lines = text.split(separator: "\n")
    if lines.count < 2 { return Set(worded) }
    let items = lines.filter { $0.first?.isDecimalDigit ?? false }
    let groups = lines.filter { $0.first.map("（(".contains) ?? false }
    let numbered = [items, groups].map { Set($0.compactMap { requestRow(String($0)) }) }
    return numbered.filter { $0.count > 1 }.reduce(Set(worded)) { $0.union($1) }
  }

  private static func findRequestRow(_ text: String) -> RequestRow? {
    let label = LabelText.folded(text)
    if label.isEmpty { return nil }
    for (row, words) in rowWords where words.contains(where: label.contains) { return row }
    let bare = bare(label)
    if label.contains("予以公开") { return .granted }
    if bare == "总计" || bare == "合计" { return .total }
    if bare.hasSuffix("其他处理") { return .other }
    if bare == "其他" || label.contains("其他处理") && label.hasSuffix("其他") { return .otherOther }
    if label.count >= 4 {
      let candidates = bareRows.map { ($0.row, LabelText.similarity(bare, $0.label)) }
      if let best = candidates.max(by: { $0.1 < $1.1 }), best.1 >= leastSimilarity { return best.0 }
    }
    return nil
  }

  /// What the form calls each row, without its number.
  private static let bareRows = rowWords.map { row, _ in
    (row: row, label: bare(LabelText.folded(lastPart(of: row.label))))
  }

  /// A folded label without its number.
  private static func bare(_ label: String) -> String {
    var rest = label[...]
    while let first = rest.first, first.isNumber, rest.count > 2 { rest.removeFirst() }
    return String(rest)
  }

  private static func findGroup(_ text: String) -> RequestRow.Group? {
    let label = LabelText.folded(text)
    if label.contains("不予公开") { return .refused }
    if label.contains("无法提供") { return .unavailable }
    if label.contains("不予处理") { return .notProcessed }
    if label.contains("其他处理") { return .other }
    return nil
  }

  private static func findApplicant(_ text: String) -> Applicant? {
    let label = LabelText.folded(text)
    if label.contains("自然人") { return .naturalPerson }
    if label.contains("商业") || label == "企业" { return .business }
    if label.contains("科研") { return .research }
    if label.contains("公益") { return .socialWelfare }
    if label.contains("法律服务") { return .legalService }
    if label == "其他" || label == "其他组织" { return .otherOrganization }
    if label == "总计" || label == "合计" { return .total }
    return nil
  }

  // MARK: - Section 2

  private static func findItem(_ text: String) -> ProactiveItem? {
    let label = LabelText.folded(text)
    if label.count > 40 { return nil }
    if label.contains("规范性文件") { return .normativeDocuments }
    if label.hasPrefix("规章") { return .regulations }
    if label.contains("对外管理") { return .otherServices }
    if label.contains("行政许可") { return .licenses }
    if label.contains("行政处罚") { return .penalties }
    if label.contains("行政强制") { return .coerciveMeasures }
    if label.contains("事业性收费") { return .fees }
    if label.contains("集中采购") || label == "政府采购" { return .procurement }
    return misprintedItem(label)
  }

  /// The items by the labels of both editions, folded; those of few characters differ from other words
  /// in one alone (行政处罚, 行政处分).
  private static let itemLabels: [(item: ProactiveItem, label: [Character])] = {
    let all = [Edition.edition2019, .edition2021].flatMap { edition in
      ProactiveItem.allCases.filter { !$0.columns(in: edition).isEmpty }.map {
        ($0, Array(LabelText.folded($0.label(in: edition))))
      }
    }
    return all.filter { $0.1.count >= 6 }
  }()

  /// The item whose label has one character less, more or other than a text.
  private static func misprintedItem(_ label: String) -> ProactiveItem? {
    let characters = Array(label)
    let near = Set(
      itemLabels.filter {
        abs($0.label.count - characters.count) <= 1
          && RecognizedLabels.distance($0.label, characters) <= 1
      }.map(\.item))
    return near.count == 1 ? near.first : nil
  }

  private static func findColumn(_ text: String) -> ProactiveColumn? {
    let label = LabelText.folded(text)
    // The label stands on two lines, of which 本年新 may be cut off.
    if label.contains("新制作") || label == "制作数量" { return .newlyMade }
    if label.contains("新公开") { return .newlyPublished }
    if label.contains("对外公开") { return .totalPublished }
    if label.contains("现行有效") || label == "现有效件数" { return .inForce }
    if label.contains("废止") { return .repealed }
    if label.contains("制发") || label.contains("本年发件") || label.contains("制定") { return .issued }
    if label.contains("采购项目") { return .items }
    if label.contains("总金额") || label.contains("收费金额") || label.contains("采购金额") {
      return .amount
    }
    if label.contains("上一年") || label.contains("上年项目") { return .priorItems }
    if label.contains("增减") { return .itemChange }
    if label.contains("处理决定") { return .decisions }
    return nil
  }

  // MARK: - Section 4

  private static func findBlock(_ text: String) -> DisputeBlock? {
    let label = LabelText.folded(text)
    if label.count > 16 { return nil }
    if label.contains("未经复议") || label.contains("直接起诉") { return .litigationDirect }
    if label.contains("复议后") { return .litigationAfterReconsideration }
    if label == "行政复议" || label.hasPrefix("行政复议") && !label.contains("诉讼") {
      return .reconsideration
    }
    return nil
  }

  private static func findOutcome(_ text: String) -> DisputeOutcome? {
    let label = LabelText.folded(text)
    if label.count > 8 { return nil }
    if label.contains("维持") { return .upheld }
    if label.contains("纠正") { return .corrected }
    if label.contains("审结") || label.contains("尚未") { return .pending }
    if label.contains("其他") || label == "其它" { return .other }
    if label.contains("总计") || label == "合计" { return .total }
    return misprintedOutcome(label)
  }

  /// The outcome whose label a text is but for one character: 其它结果, 其他诘果.
  private static func misprintedOutcome(_ label: String) -> DisputeOutcome? {
    let characters = Array(label)
    let near = outcomeLabels.filter { known in
      known.label.count == characters.count
        && zip(known.label, characters).count { $0 != $1 } == 1
    }
    return near.count == 1 ? near[0].outcome : nil
  }

  private static let outcomeLabels = DisputeOutcome.allCases.map {
    (outcome: $0, label: Array(LabelText.folded($0.label)))
  }.filter { $0.label.count >= 4 }
}

extension Character {
  /// Whether it is a digit of a figure, not a numeral of words (`五`, `万`).
  var isDecimalDigit: Bool {
    unicodeScalars.allSatisfy { $0.properties.generalCategory == .decimalNumber }
  }
}
