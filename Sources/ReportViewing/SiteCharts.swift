import ReportModel

/// The charts of a site: what the reports of each year add up to.
///
/// Of several reports of one issuer and year the last counts; those whose figures are missing, in
/// doubt or contradict each other are left out, and their number is told.
struct SiteCharts {
  private let byYear: [(year: Int, reports: [ReportSummary])]

  init(_ reports: [ReportSummary]) {
    struct Key: Hashable {
      var issuer: String
      var year: Int
    }
    var last: [Key: ReportSummary] = [:]
    for report in reports {
      guard let issuer = report.issuer, let year = report.year else { continue }
      last[Key(issuer: issuer, year: year)] = report
    }
    let years = Dictionary(grouping: last.values) { $0.year ?? 0 }
    byYear = years.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  var charts: [Chart] { byYear.isEmpty ? [] : [requests, outcomes, disputes] }

  private var requests: Chart {
    chart(
      Words(zh: "本年新收政府信息公开申请（件）", en: "Requests received in the year"),
      parts: [Words(zh: "新收申请", en: "Requests received")], showsShares: false
    ) { $0.requestsReceived.map { [$0] } }
  }

  private var outcomes: Chart {
    chart(
      Words(zh: "申请办理结果占比", en: "What became of requests"),
      parts: RequestRow.Group.allCases.map(\.words), showsShares: true
    ) { report in
      report.outcomes.map { outcomes in
        RequestRow.Group.allCases.map { outcomes[$0] ?? 0 }
      }
    }
  }

  private var disputes: Chart {
    chart(
      Words(zh: "行政复议、行政诉讼结果占比", en: "How reconsiderations and lawsuits ended"),
      parts: DisputeOutcome.parts.map(\.words), showsShares: true
    ) { report in
      report.disputes.map { disputes in DisputeOutcome.parts.map { disputes[$0] ?? 0 } }
    }
  }

  private func chart(
    _ title: Words, parts: [Words], showsShares: Bool, _ figures: (ReportSummary) -> [Double]?
  ) -> Chart {
    var leftOut = 0
    let bars = byYear.map { year, reports in
      let known = reports.compactMap(figures)
      leftOut += reports.count - known.count
      let sums = parts.indices.map { index in known.reduce(0) { $0 + $1[index] } }
      return Chart.Bar(label: String(year), values: sums, reportCount: known.count)
    }
    return Chart(
      title: title,
      note: Words(
        zh: "现有报告之和；同一机关同一年度计一份，上级报告可能包含下级数据。"
          + (leftOut == 0 ? "" : "数据缺失、存疑或矛盾的 \(leftOut) 份未计入。"),
        en:
          "Sums over the reports at hand, one an issuer and year; those of a government may include "
          + "its departments'."
          + (leftOut == 0
            ? "" : " Left out: \(leftOut) whose figures are missing, in doubt or contradictory.")),
      parts: parts, bars: bars, showsShares: showsShares)
  }
}
