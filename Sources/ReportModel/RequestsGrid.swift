/// A column of the section-3 grid, 收到和处理政府信息公开申请情况: who applied.
public enum Applicant: String, Sendable, Hashable, CaseIterable {
  case naturalPerson = "natural_person"
  case business
  case research
  case socialWelfare = "social_welfare"
  case legalService = "legal_service"
  case otherOrganization = "other_organization"
  case total

  /// The six columns that 总计 adds up.
  public static let parts: [Applicant] = allCases.filter { $0 != .total }

  /// The five columns under 法人或其他组织.
  public static let organizations: [Applicant] = parts.filter { $0 != .naturalPerson }

  public var label: String {
    switch self {
    case .naturalPerson: "自然人"
    case .business: "法人或其他组织/商业企业"
    case .research: "法人或其他组织/科研机构"
    case .socialWelfare: "法人或其他组织/社会公益组织"
    case .legalService: "法人或其他组织/法律服务机构"
    case .otherOrganization: "法人或其他组织/其他"
    case .total: "总计"
    }
  }
}

/// A row of the section-3 grid: what became of the applications.
public enum RequestRow: String, Sendable, Hashable, CaseIterable {
  case new
  case carriedIn = "carried_in"
  case granted
  case partlyGranted = "partly_granted"
  case stateSecret = "refused.state_secret"
  case otherLaw = "refused.other_law"
  case securityStability = "refused.security_stability"
  case thirdParty = "refused.third_party"
  case internalAffairs = "refused.internal_affairs"
  case process = "refused.process"
  case enforcementFiles = "refused.enforcement_files"
  case administrativeQuery = "refused.administrative_query"
  case notHeld = "unavailable.not_held"
  case needsCreation = "unavailable.needs_creation"
  case unclear = "unavailable.unclear"
  case petition = "not_processed.petition"
  case repeatRequest = "not_processed.repeat"
  case publication = "not_processed.publication"
  case massRepeat = "not_processed.mass_repeat"
  case confirmation = "not_processed.confirmation"
  /// 2021 edition only, as are the next two.
  case otherNotCorrected = "other.not_corrected"
  case otherFeeUnpaid = "other.fee_unpaid"
  case otherOther = "other.other"
  /// The one row of （六）其他处理 in the 2019 edition.
  case other
  case total
  case carriedOut = "carried_out"

  /// The rows of an edition in the order of the form.
  public static func rows(of edition: Edition) -> [RequestRow] {
    allCases.filter { row in
      switch row {
      case .otherNotCorrected, .otherFeeUnpaid, .otherOther: edition != .edition2019
      case .other: edition == .edition2019
      default: true
      }
    }
  }

  /// The rows that （七）总计 adds up: every leaf of （一） to （六）.
  public static func outcomes(of edition: Edition) -> [RequestRow] {
    rows(of: edition).filter { ![.new, .carriedIn, .total, .carriedOut].contains($0) }
  }

  /// The group of 三、本年度办理结果 that the row belongs to.
  public enum Group: Sendable, Hashable, CaseIterable {
    case granted, partlyGranted, refused, unavailable, notProcessed, other
  }

  public var group: Group? {
    switch self {
    case .granted: .granted
    case .partlyGranted: .partlyGranted
    case .stateSecret, .otherLaw, .securityStability, .thirdParty, .internalAffairs, .process,
      .enforcementFiles, .administrativeQuery:
      .refused
    case .notHeld, .needsCreation, .unclear: .unavailable
    case .petition, .repeatRequest, .publication, .massRepeat, .confirmation: .notProcessed
    case .otherNotCorrected, .otherFeeUnpaid, .otherOther, .other: .other
    case .new, .carriedIn, .total, .carriedOut: nil
    }
  }

  /// Labels from the outer to the inner, separated by `/`.
  public var label: String {
    let results = "三、本年度办理结果"
    return switch self {
    case .new: "一、本年新收政府信息公开申请数量"
    case .carriedIn: "二、上年结转政府信息公开申请数量"
    case .granted: "\(results)/（一）予以公开"
    case .partlyGranted: "\(results)/（二）部分公开（区分处理的，只计这一情形，不计其他情形）"
    case .stateSecret: "\(results)/（三）不予公开/1.属于国家秘密"
    case .otherLaw: "\(results)/（三）不予公开/2.其他法律行政法规禁止公开"
    case .securityStability: "\(results)/（三）不予公开/3.危及“三安全一稳定”"
    case .thirdParty: "\(results)/（三）不予公开/4.保护第三方合法权益"
    case .internalAffairs: "\(results)/（三）不予公开/5.属于三类内部事务信息"
    case .process: "\(results)/（三）不予公开/6.属于四类过程性信息"
    case .enforcementFiles: "\(results)/（三）不予公开/7.属于行政执法案卷"
    case .administrativeQuery: "\(results)/（三）不予公开/8.属于行政查询事项"
    case .notHeld: "\(results)/（四）无法提供/1.本机关不掌握相关政府信息"
    case .needsCreation: "\(results)/（四）无法提供/2.没有现成信息需要另行制作"
    case .unclear: "\(results)/（四）无法提供/3.补正后申请内容仍不明确"
    case .petition: "\(results)/（五）不予处理/1.信访举报投诉类申请"
    case .repeatRequest: "\(results)/（五）不予处理/2.重复申请"
    case .publication: "\(results)/（五）不予处理/3.要求提供公开出版物"
    case .massRepeat: "\(results)/（五）不予处理/4.无正当理由大量反复申请"
    case .confirmation: "\(results)/（五）不予处理/5.要求行政机关确认或重新出具已获取信息"
    case .otherNotCorrected:
      "\(results)/（六）其他处理/1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"
    case .otherFeeUnpaid:
      "\(results)/（六）其他处理/2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"
    case .otherOther: "\(results)/（六）其他处理/3.其他"
    case .other: "\(results)/（六）其他处理"
    case .total: "\(results)/（七）总计"
    case .carriedOut: "四、结转下年度继续办理"
    }
  }

  public func cell(_ applicant: Applicant) -> CellID {
    Self.identifiers[self]?[applicant] ?? CellID("requests.\(rawValue).\(applicant.rawValue)")
  }

  private static let identifiers: [RequestRow: [Applicant: CellID]] = Dictionary(
    uniqueKeysWithValues: allCases.map { row in
      (
        row,
        Dictionary(
          uniqueKeysWithValues: Applicant.allCases.map {
            ($0, CellID("requests.\(row.rawValue).\($0.rawValue)"))
          })
      )
    })

  static func cells(of edition: Edition) -> [StandardCell] {
    rows(of: edition).flatMap { row in
      Applicant.allCases.map { applicant in
        StandardCell(
          id: row.cell(applicant), table: "三、收到和处理政府信息公开申请情况", rowLabel: row.label,
          columnLabel: applicant.label, unit: .pieces)
      }
    }
  }
}
