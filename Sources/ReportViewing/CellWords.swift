import Foundation
import PageModel
import ReportModel

// What the forms' labels are called on the pages: in Chinese the innermost label of the form, in
// English its meaning in a few words.

extension Applicant {
  var words: Words {
    Words(zh: label.lastLabel, en: english)
  }

  private var english: String {
    switch self {
    case .naturalPerson: "Persons"
    case .business: "Business"
    case .research: "Research"
    case .socialWelfare: "Public welfare"
    case .legalService: "Legal service"
    case .otherOrganization: "Other bodies"
    case .total: "Total"
    }
  }
}

extension RequestRow {
  var words: Words { Words(zh: label.lastLabel, en: english) }

  private var english: String {
    switch self {
    case .new: "New requests this year"
    case .carriedIn: "Carried over from last year"
    case .granted: "Granted"
    case .partlyGranted: "Granted in part"
    case .stateSecret: "State secret"
    case .otherLaw: "Barred by another law"
    case .securityStability: "Public security or stability"
    case .thirdParty: "Rights of third parties"
    case .internalAffairs: "Internal affairs"
    case .process: "Deliberation in process"
    case .enforcementFiles: "Enforcement files"
    case .administrativeQuery: "Matter of administrative query"
    case .notHeld: "Not held by this body"
    case .needsCreation: "Would have to be created"
    case .unclear: "Unclear even after correction"
    case .petition: "Petition or complaint"
    case .repeatRequest: "Repeated request"
    case .publication: "Asks for a publication"
    case .massRepeat: "Mass requests without reason"
    case .confirmation: "Asks to confirm what is held"
    case .otherNotCorrected: "Not corrected in time"
    case .otherFeeUnpaid: "Fee not paid in time"
    case .otherOther: "Other"
    case .other: "Other handling"
    case .total: "Total of results"
    case .carriedOut: "Carried on to next year"
    }
  }
}

extension RequestRow.Group {
  var words: Words {
    switch self {
    case .granted: Words(zh: "予以公开", en: "Granted")
    case .partlyGranted: Words(zh: "部分公开", en: "Granted in part")
    case .refused: Words(zh: "不予公开", en: "Refused")
    case .unavailable: Words(zh: "无法提供", en: "Not available")
    case .notProcessed: Words(zh: "不予处理", en: "Not processed")
    case .other: Words(zh: "其他处理", en: "Other handling")
    }
  }
}

extension DisputeBlock {
  var words: Words {
    switch self {
    case .reconsideration: Words(zh: "行政复议", en: "Administrative reconsideration")
    case .litigationDirect: Words(zh: "未经复议直接起诉", en: "Litigation, direct")
    case .litigationAfterReconsideration:
      Words(zh: "复议后起诉", en: "Litigation after reconsideration")
    }
  }
}

extension DisputeOutcome {
  var words: Words {
    let english =
      switch self {
      case .upheld: "Upheld"
      case .corrected: "Corrected"
      case .other: "Other"
      case .pending: "Pending"
      case .total: "Total"
      }
    return Words(zh: label, en: english)
  }
}

extension ProactiveItem {
  func words(in edition: Edition) -> Words {
    let english =
      switch self {
      case .regulations: "Regulations"
      case .normativeDocuments: "Normative documents"
      case .licenses: "Licences"
      case .otherServices: "Other public services"
      case .penalties: "Penalties"
      case .coerciveMeasures: "Coercive measures"
      case .fees: "Administrative fees"
      case .procurement: "Central procurement"
      }
    return Words(zh: label(in: edition), en: english)
  }
}

extension ProactiveColumn {
  func words(for item: ProactiveItem, in edition: Edition) -> Words {
    let english =
      switch self {
      case .issued: "issued this year"
      case .repealed: "repealed this year"
      case .inForce: "in force"
      case .newlyMade: "newly made"
      case .newlyPublished: "newly published"
      case .totalPublished: "published in all"
      case .priorItems: "items last year"
      case .itemChange: "change"
      case .items: "items"
      case .decisions: "decisions this year"
      case .amount: "amount, 10,000 yuan"
      }
    return Words(zh: label(for: item, in: edition), en: english)
  }
}

extension String {
  /// The innermost of labels separated by `/`, without the form's note in brackets behind it.
  fileprivate var lastLabel: String {
    let last =
      utf8.lastIndex(of: UInt8(ascii: "/")).map { self[utf8.index(after: $0)...] } ?? self[...]
    return String(last.range(of: "（区分处理").map { last[..<$0.lowerBound] } ?? last)
  }
}
