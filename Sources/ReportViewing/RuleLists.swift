import PageModel
import ReportModel

/// The findings of a site by their rules.
struct RuleLists {
  /// The findings of one rule.
  struct List {
    var rule: String
    var severity: Severity
    /// What the rule asks for, where that is known.
    var formula: Words?
    /// Path of its pages, without number.
    var path: String
    var findings: [(report: ReportSummary, number: Int, note: ReportSummary.Note)]

    var pageCount: Int { Site.count(of: findings.count, by: Site.rowsOnPage) }

    var overviewRow: Values {
      var values: Values = [
        "rule": rule, "severity": severity.words.values, "severityClass": severity.rawValue,
        "count": findings.count, "reports": Set(findings.map(\.report.name)).count,
        "link": SiteAddress.list(path, page: 1),
      ]
      values["formula"] = formula?.values
      return values
    }

    func values(page: Int) -> Values {
      var values: Values = [
        "title": rule, "count": findings.count,
        "rows": Site.slice(findings, page, Site.rowsOnPage).map { report, number, note in
          var values: Values = [
            "link": "../\(SiteAddress.link(SiteAddress.report(report.name)))#finding-\(number)",
            "heading": report.heading, "severity": note.severity.words.values,
            "severityClass": note.severity.rawValue,
            "message": Words(zh: note.messageZh, en: note.message).values,
          ]
          values["issuer"] = report.issuer
          values["year"] = report.year
          return values
        },
      ]
      values["formula"] = formula?.values
      return values
    }
  }

  /// The rule with most findings first, errors before warnings.
  let lists: [List]

  init(_ reports: [ReportSummary], rules: [String: RuleDescription]) {
    var byRule: [String: [(report: ReportSummary, number: Int, note: ReportSummary.Note)]] = [:]
    for report in reports {
      for (index, note) in report.notes.enumerated() {
        byRule[note.rule, default: []].append((report, index + 1, note))
      }
    }
    lists = byRule.sorted { $0.key < $1.key }.enumerated().map { index, entry in
      let severity = Severity.allCases.first { level in
        entry.value.contains { $0.note.severity == level }
      }
      return List(
        rule: entry.key, severity: severity ?? .info,
        formula: rules[entry.key].map { Words(zh: $0.formulaZh, en: $0.formula) },
        path: "rules/\(Self.fileName(of: entry.key, index: index))", findings: entry.value)
    }.sorted { left, right in
      let order = (
        Severity.allCases.firstIndex(of: left.severity) ?? 0,
        Severity.allCases.firstIndex(of: right.severity) ?? 0
      )
      return order.0 == order.1 ? left.findings.count > right.findings.count : order.0 < order.1
    }
  }

  /// Rules come from records that others may have written, and not every text is a file name.
  private static func fileName(of rule: String, index: Int) -> String {
    rule.wholeMatch(of: #/[a-z0-9_]+(\.[a-z0-9_]+)*/#) == nil ? "rule-\(index)" : rule
  }
}
