/// A row of the section-2 grid, 主动公开政府信息情况.
public enum ProactiveItem: String, Sendable, Hashable, CaseIterable {
  case regulations
  case normativeDocuments = "normative_documents"
  case licenses
  /// 2019 edition only.
  case otherServices = "other_services"
  case penalties
  case coerciveMeasures = "coercive_measures"
  case fees
  /// 2019 edition only.
  case procurement

  /// The item of Article 20 of the regulation (政府信息公开条例) that the row reports on.
  public var article: String {
    switch self {
    case .regulations, .normativeDocuments: "第二十条第（一）项"
    case .licenses, .otherServices: "第二十条第（五）项"
    case .penalties, .coerciveMeasures: "第二十条第（六）项"
    case .fees: "第二十条第（八）项"
    case .procurement: "第二十条第（九）项"
    }
  }

  public func label(in edition: Edition) -> String {
    switch self {
    case .regulations: "规章"
    case .normativeDocuments: edition == .edition2019 ? "规范性文件" : "行政规范性文件"
    case .licenses: "行政许可"
    case .otherServices: "其他对外管理服务事项"
    case .penalties: "行政处罚"
    case .coerciveMeasures: "行政强制"
    case .fees: "行政事业性收费"
    case .procurement: "政府集中采购"
    }
  }

  /// The row's columns in the order of the form; empty where the edition does not have the row.
  public func columns(in edition: Edition) -> [ProactiveColumn] {
    switch (self, edition) {
    case (.regulations, .edition2019), (.normativeDocuments, .edition2019):
      [.newlyMade, .newlyPublished, .totalPublished]
    case (.regulations, _), (.normativeDocuments, _): [.issued, .repealed, .inForce]
    case (.fees, .edition2019): [.priorItems, .itemChange]
    case (.fees, _): [.amount]
    case (.procurement, .edition2019): [.items, .amount]
    case (.licenses, .edition2019), (.otherServices, .edition2019), (.penalties, .edition2019),
      (.coerciveMeasures, .edition2019):
      [.priorItems, .itemChange, .decisions]
    case (.otherServices, _), (.procurement, _): []
    case (.licenses, _), (.penalties, _), (.coerciveMeasures, _): [.decisions]
    }
  }

  public func cell(_ column: ProactiveColumn) -> CellID {
    CellID("proactive.\(rawValue).\(column.rawValue)")
  }

  static func cells(of edition: Edition) -> [StandardCell] {
    allCases.flatMap { item in
      item.columns(in: edition).map { column in
        StandardCell(
          id: item.cell(column), table: "二、主动公开政府信息情况/\(item.article)",
          rowLabel: item.label(in: edition), columnLabel: column.label(for: item, in: edition),
          unit: column.unit, allowsNegative: column.allowsNegative)
      }
    }
  }
}

/// A column of the section-2 grid.
public enum ProactiveColumn: String, Sendable, Hashable, CaseIterable {
  // 2021 edition
  case issued
  case repealed
  case inForce = "in_force"
  // 2019 edition
  case newlyMade = "newly_made"
  case newlyPublished = "newly_published"
  case totalPublished = "total_published"
  case priorItems = "prior_items"
  case itemChange = "item_change"
  case items
  // both
  case decisions
  case amount

  public func label(for item: ProactiveItem, in edition: Edition) -> String {
    switch self {
    case .issued: "本年制发件数"
    case .repealed: "本年废止件数"
    case .inForce: "现行有效件数"
    case .newlyMade: "本年新制作数量"
    case .newlyPublished: "本年新公开数量"
    case .totalPublished: "对外公开总数量"
    case .priorItems: "上一年项目数量"
    case .itemChange: "本年增/减"
    case .items: "采购项目数量"
    case .decisions: edition == .edition2019 ? "处理决定数量" : "本年处理决定数量"
    case .amount: item == .procurement ? "采购总金额" : "本年收费金额（单位：万元）"
    }
  }

  public var unit: FigureUnit {
    switch self {
    case .amount: .tenThousandYuan
    case .priorItems, .itemChange, .items: .items
    default: .pieces
    }
  }

  /// Whether a figure below zero is allowed: only the 2019 edition's 本年增/减.
  public var allowsNegative: Bool { self == .itemChange }
}
