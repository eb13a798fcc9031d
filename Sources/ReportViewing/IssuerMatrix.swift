import PageModel
import ReportModel

/// Which issuer's report of which year is there, and how it came out.
struct IssuerMatrix {
  struct Row {
    var issuer: String
    var reports: [Int: [ReportSummary]]

    var errorCount: Int {
      reports.values.joined().reduce(0) { $0 + $1.errorCount + ($1.status == .complete ? 0 : 1) }
    }
  }

  private let rows: [Row]
  private let years: [Int]
  /// How many issuers the overview shows.
  private static let overviewRows = 20

  init(_ reports: [ReportSummary]) {
    let known = reports.filter { $0.issuer != nil && $0.year != nil }
    rows = Dictionary(grouping: known) { $0.issuer ?? "" }
      .map { Row(issuer: $0.key, reports: Dictionary(grouping: $0.value) { $0.year ?? 0 }) }
      .sorted { $0.issuer < $1.issuer }
    years = Set(known.compactMap(\.year)).sorted()
  }

  var issuerCount: Int { rows.count }
  var pageCount: Int { Site.count(of: rows.count, by: Site.rowsOnPage) }

  var pages: [(number: Int, rows: [Row])] {
    (1...pageCount).map { ($0, Array(Site.slice(rows, $0, Site.rowsOnPage))) }
  }

  /// The issuers that most is wrong with.
  var mostErrors: [Row] {
    let sorted = rows.sorted { ($1.errorCount, $0.issuer) < ($0.errorCount, $1.issuer) }
    return Array(sorted.prefix(Self.overviewRows))
  }

  func values(of rows: [Row]) -> Values {
    [
      "years": years,
      "rows": rows.map { row in
        [
          "issuer": row.issuer,
          "cells": years.map { year in
            ["reports": (row.reports[year] ?? []).map(Self.values)]
          },
        ] as Values
      },
    ]
  }

  private static func values(of report: ReportSummary) -> Values {
    var values: Values = [
      "link": SiteAddress.link(SiteAddress.report(report.name)),
      "class": report.errorCount > 0 ? "wrong" : report.status.rawValue,
      "status": report.status.words.values,
      "symbol": symbol(of: report),
    ]
    if report.errorCount > 0 { values["errors"] = report.errorCount }
    return values
  }

  private static func symbol(of report: ReportSummary) -> String {
    switch report.status {
    case .complete: report.errorCount > 0 ? "!" : "✓"
    case .partial: "◐"
    case .rejected: "✕"
    }
  }
}
