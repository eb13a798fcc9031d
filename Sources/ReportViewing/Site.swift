import Foundation
import PageModel
public import ReportModel

/// A file of a site.
public struct SiteFile: Sendable {
  /// Its path under the site's folder.
  public var path: String
  public var bytes: [UInt8]

  init(path: String, text: String) {
    self.path = path
    bytes = Array(text.utf8)
  }

  init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}

/// A static site of a run: an overview, lists, and a page a report.
///
/// Pages hold both languages, work from a folder, and are split so that none grows with the number
/// of reports.
public struct Site: Sendable {
  private let language: ViewLanguage
  /// Descriptions of rules by their identifiers.
  private let rules: [String: RuleDescription]
  static let rowsOnPage = 100
  static let rowsInChunk = 1000

  /// A site that opens in this language and explains these rules.
  public init(language: ViewLanguage, rules: [RuleDescription]) {
    self.language = language
    self.rules = Dictionary(
      rules.map { ($0.id.rawValue, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The page of a report, and its pictures where the document is at hand.
  public func files(of view: DocumentView, name: String) -> [SiteFile] {
    var values = ReportPage.values(of: view) { page in
      SiteAddress.link("\(name)/\(page.number).webp")
    }
    values["root"] = "../"
    values["home"] = "../index.html"
    let pictures = view.pages.filter { !$0.bytes.isEmpty }.map { page in
      SiteFile(path: SiteAddress.picture(page.number, of: name), bytes: page.bytes)
    }
    return [page("report", values, at: SiteAddress.report(name))] + pictures
  }

  /// Everything but the pages of the reports, a file at a time.
  ///
  /// - Throws: What `write` throws.
  public func writeOverview(
    of reports: [ReportSummary], to write: (SiteFile) throws -> Void
  ) throws {
    let reports = reports.sorted {
      ($0.issuer == nil ? 1 : 0, $0.issuer ?? "", $0.year ?? 0)
        < ($1.issuer == nil ? 1 : 0, $1.issuer ?? "", $1.year ?? 0)
    }
    try write(SiteFile(path: "language.js", bytes: PackageResources.language_js))
    try write(SiteFile(path: "view.css", bytes: PackageResources.view_css))
    try write(SiteFile(path: "view.js", bytes: PackageResources.view_js))
    try write(SiteFile(path: "site.css", bytes: PackageResources.site_css))
    try write(SiteFile(path: "site.js", bytes: PackageResources.site_js))
    let rules = RuleLists(reports, rules: rules)
    let matrix = IssuerMatrix(reports)
    try write(page("overview", overview(reports, rules, matrix), at: "index.html"))
    try writeLists(reports, to: write)
    for (number, rows) in matrix.pages {
      let values = matrix.values(of: rows).merging(Self.pager("issuers", number, matrix.pageCount))
      { $1 }
      try write(page("issuers", values, at: SiteAddress.list("issuers", page: number)))
    }
    for list in rules.lists {
      for number in 1...list.pageCount {
        let values = list.values(page: number).merging(
          Self.pager(list.path, number, list.pageCount)
        ) { $1 }
        try write(page("rule", values, at: SiteAddress.list(list.path, page: number)))
      }
    }
  }

  private func overview(
    _ reports: [ReportSummary], _ rules: RuleLists, _ matrix: IssuerMatrix
  ) -> Values {
    let counts = Dictionary(grouping: reports, by: \.status).mapValues(\.count)
    return [
      "total": reports.count,
      "statuses": DocumentStatus.allCases.map { status in
        [
          "name": status.words.values, "class": status.rawValue, "count": counts[status] ?? 0,
          "link": "\(SiteAddress.list("reports", page: 1))#status=\(status.rawValue)",
        ] as Values
      },
      "contradicting": reports.count { $0.errorCount > 0 },
      "charts": SiteCharts(reports).charts.map(\.values),
      "rules": rules.lists.map(\.overviewRow),
      "matrix": matrix.values(of: matrix.mostErrors),
      "issuerCount": matrix.issuerCount,
    ]
  }

  private func writeLists(
    _ reports: [ReportSummary], to write: (SiteFile) throws -> Void
  ) throws {
    let pageCount = Self.count(of: reports.count, by: Self.rowsOnPage)
    let chunkCount = Self.count(of: reports.count, by: Self.rowsInChunk)
    for number in 1...pageCount {
      let rows = Self.slice(reports, number, Self.rowsOnPage)
      var values: Values = [
        "rows": rows.map(Self.row), "chunks": chunkCount, "total": reports.count,
        "rowsOnPage": Self.rowsOnPage,
      ]
      values.merge(Self.pager("reports", number, pageCount)) { $1 }
      try write(page("reports", values, at: SiteAddress.list("reports", page: number)))
    }
    for number in 1...chunkCount {
      try write(Self.chunk(Self.slice(reports, number, Self.rowsInChunk), number: number))
    }
  }

  /// A row of the list of reports.
  private static func row(_ report: ReportSummary) -> Values {
    var values: Values = [
      "link": SiteAddress.link(SiteAddress.report(report.name)), "heading": report.heading,
      "status": report.status.words.values, "statusClass": report.status.rawValue,
      "errors": report.errorCount, "warnings": report.warningCount,
    ]
    values["issuer"] = report.issuer
    values["year"] = report.year
    values["requests"] = report.requestsReceived.map(digits)
    return values
  }

  /// Rows as a script, which a page can load from a folder where it could not load data.
  private static func chunk(_ reports: ArraySlice<ReportSummary>, number: Int) -> SiteFile {
    struct Row: Encodable {
      var report: ReportSummary

      func encode(to encoder: any Encoder) throws {
        var values = encoder.unkeyedContainer()
        try values.encode(SiteAddress.link(SiteAddress.report(report.name)))
        try values.encode(report.heading)
        try values.encode(report.issuer ?? "")
        try values.encode(report.year)
        try values.encode(report.status.rawValue)
        try values.encode(report.errorCount)
        try values.encode(report.warningCount)
        try values.encode(report.requestsReceived)
      }
    }
    // Strings and finite numbers are always encoded.
    let rows = (try? JSONEncoder().encode(reports.map(Row.init))) ?? Data()
    return SiteFile(
      path: SiteAddress.chunk(number),
      text: "gongkaiRows(\(number),\(String(decoding: rows, as: UTF8.self)));\n")
  }

  private func page(_ template: String, _ values: Values, at path: String) -> SiteFile {
    var values = values
    values["language"] = language.rawValue
    if values["root"] == nil { values["root"] = path.contains("/") ? "../" : "" }
    return SiteFile(path: path, text: Templates.standard.render(template, values))
  }

  /// The links between the pages of a list.
  private static func pager(_ list: String, _ number: Int, _ count: Int) -> Values {
    // Pages of a list lie in one folder.
    let name = list.split(separator: "/").last.map(String.init) ?? list
    var values: Values = ["pageNumber": number, "pageCount": count, "isSplit": count > 1]
    if number > 1 { values["previous"] = SiteAddress.list(name, page: number - 1) }
    if number < count { values["next"] = SiteAddress.list(name, page: number + 1) }
    return values
  }

  /// How many pages so many rows need; one where there are none.
  static func count(of rows: Int, by length: Int) -> Int { max(1, (rows + length - 1) / length) }

  /// The elements on a page, from 1.
  static func slice<Element>(_ all: [Element], _ page: Int, _ length: Int) -> ArraySlice<Element> {
    all[min(all.count, (page - 1) * length)..<min(all.count, page * length)]
  }
}
