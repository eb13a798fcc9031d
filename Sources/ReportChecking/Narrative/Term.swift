import PageModel
import ReportModel

/// What an expression of a report's running text means for the comparison with the grids.
enum Term: Sendable, Hashable {
  // applications
  case receive, receiveNew
  /// 受理, which may mean that something was received or that it was dealt with.
  case accept
  case answer
  /// 政府信息公开申请, 依申请公开: certainly about applications for information.
  case request
  /// 申请 alone, which may be an application for anything.
  case application
  case outcome(OutcomeLabel)
  case applicant(ApplicantLabel)
  case carry, lastYear, nextYear, thisYear
  // disputes
  case dispute(DisputeLabel)
  case result(DisputeOutcome)
  // documents
  case document(ProactiveItem)
  case issue, repeal, inForce
  case decision(ProactiveItem)
  // what limits or turns a statement
  case scope, channel, comparison, partialPeriod, negation, occurrence, exclusion, each, amongst
  case share
  /// A subject that the grids do not count: hotlines, petitions, proposals, publishing, training.
  case otherSubject
  /// 信息公开 without 申请.
  case disclosure
  // words without weight
  case filler, joiner
  /// A known expression that means nothing here; it is named lest a part of it be misread.
  case plain
  // not in the lexicon
  case comma, enumerationComma, number, unit, percent, year, unknown
}

/// A label of 三、本年度办理结果.
enum OutcomeLabel: Sendable, Hashable {
  case group(RequestRow.Group)
  case row(RequestRow)
  /// 公开及部分公开 as one expression.
  case grantedOrPartly

  /// The rows that the label stands for, in an edition of the grid.
  func rows(in edition: Edition) -> [RequestRow] {
    switch self {
    case .group(let group): RequestRow.outcomes(of: edition).filter { $0.group == group }
    case .row(let row): RequestRow.rows(of: edition).contains(row) ? [row] : []
    case .grantedOrPartly: [.granted, .partlyGranted]
    }
  }
}

/// Who applied, as the text names them.
enum ApplicantLabel: Sendable, Hashable {
  case natural, organizations
  case column(Applicant)

  var columns: [Applicant] {
    switch self {
    case .natural: [.naturalPerson]
    case .organizations: Applicant.organizations
    case .column(let applicant): [applicant]
    }
  }
}

/// A kind of dispute, as the text names it.
enum DisputeLabel: Sendable, Hashable {
  case reconsideration, litigation, litigationDirect, litigationAfter
}
