import Foundation
import PageModel
public import ReportModel

/// The page of one report: its pages as pictures with the grid over them, its figures beside.
public struct ReportPage: Sendable {
  private let language: ViewLanguage

  public init(language: ViewLanguage) { self.language = language }

  /// A page that needs no other file.
  ///
  /// Where the document holds several reports, `links` are the addresses of their pages in their order.
  public func html(of view: DocumentView, among links: [String] = []) -> [UInt8] {
    var values = Self.values(of: view) { page in
      "data:image/webp;base64,\(Data(page.bytes).base64EncodedString())"
    }
    values["language"] = language.rawValue
    if !links.isEmpty {
      let here = view.record.source.part?.number
      values["parts"] = links.enumerated().map { index, link in
        [
          "number": index + 1, "link": SiteAddress.link(link), "isHere": here == index + 1,
        ] as Values
      }
      values["hasParts"] = true
    }
    values["style"] = String(decoding: PackageResources.view_css, as: UTF8.self)
    values["script"] = String(
      decoding: PackageResources.language_js + PackageResources.view_js, as: UTF8.self)
    return Array(Templates.standard.render("report", values).utf8)
  }

  /// What the template is filled with; `address` gives the place of a page's picture.
  static func values(of view: DocumentView, address: (PagePreview) -> String) -> Values {
    let record = view.record
    let pictures = PageContext(view)
    var values: Values = [
      "title": record.report.title ?? record.source.file,
      "file": record.source.file,
      "status": record.status.words.values, "statusClass": record.status.rawValue,
      "findings": findings(of: record),
      "findingCount": record.findings.count,
      "pages": view.pages.map { page in
        pictures.values(of: page, address: page.bytes.isEmpty ? nil : address(page))
      },
      "hasPages": !view.pages.isEmpty || !view.article.isEmpty,
      "hasArticle": !view.article.isEmpty, "article": ArticleContext(view).values,
      "facts": facts(of: record),
      "sections": record.sections.map { section -> Values in
        var values: Values = [
          "heading": section.heading,
          "paragraphs": section.text.split(separator: "\n").map(String.init),
        ]
        values["page"] = section.page
        return values
      },
    ]
    let errors = record.findings.count { $0.severity == .error }
    if errors > 0 && record.status != .rejected { values["errorCount"] = errors }
    if let digest = record.source.sha256 { values["sha256"] = digest }
    if let url = record.source.url, ["http://", "https://"].contains(where: url.hasPrefix) {
      values["origin"] = ["url": url, "fetchedAt": record.source.fetchedAt ?? ""] as Values
    }
    if !record.cells.isEmpty { values["forms"] = FormContext(record).values }
    return values
  }

  /// The findings, the weightiest first; each keeps the number that it has in the record, from 1.
  private static func findings(of record: DocumentRecord) -> [Values] {
    record.findings.enumerated().sorted {
      ($0.element.weight, $0.offset) < ($1.element.weight, $1.offset)
    }
    .map { index, finding in
      var values: Values = [
        "number": index + 1, "rule": finding.rule.rawValue, "severity": finding.severity.rawValue,
        "severityWords": finding.severity.words.values,
        "message": Words(zh: finding.messageZh, en: finding.message).values,
        "cells": finding.cells.map(\.rawValue).joined(separator: " "),
      ]
      if let page = finding.page ?? finding.cells.first.flatMap({ record.cells[$0]?.page }) {
        values["page"] = page
      }
      if let expected = finding.expected, let actual = finding.actual {
        values["comparison"] = ["expected": digits(expected), "actual": digits(actual)]
      }
      return values
    }
  }

  private static func facts(of record: DocumentRecord) -> [Values] {
    let report = record.report
    let period = report.period.map { "\($0.from) – \($0.to)" }
    let facts: [(Words, String?)] = [
      (Words(zh: "发布机关", en: "Issuer"), report.issuer),
      (Words(zh: "年度", en: "Year"), report.year.map(String.init)),
      (Words(zh: "统计期限", en: "Period"), period),
      (Words(zh: "发布日期", en: "Issued on"), report.issuedOn?.description),
      (Words(zh: "文号", en: "Number"), report.documentNumber),
      (Words(zh: "格式", en: "Edition"), report.edition?.rawValue),
      (Words(zh: "文件", en: "File"), record.source.file),
      (
        Words(zh: "文件中第几份（页）", en: "Number in the file (pages)"),
        record.source.part.map { part in
          "\(part.number) / \(part.of)" + (part.pages.map { " (\($0[0])–\($0[1]))" } ?? "")
        }
      ),
    ]
    return facts.compactMap { name, value in
      value.map { ["name": name.values, "value": $0] }
    }
  }
}

extension Finding {
  /// Order on the page: contradictions, then other errors, warnings, notes.
  fileprivate var weight: Int {
    switch severity {
    case .error: isContradiction ? 0 : 1
    case .warning: 2
    case .info: 3
    }
  }
}

extension Severity {
  var words: Words {
    switch self {
    case .error: Words(zh: "错误", en: "Error")
    case .warning: Words(zh: "警告", en: "Warning")
    case .info: Words(zh: "提示", en: "Note")
    }
  }
}

extension DocumentStatus {
  var words: Words {
    switch self {
    case .complete: Words(zh: "完整", en: "Complete")
    case .partial: Words(zh: "部分", en: "Partial")
    case .rejected: Words(zh: "未能读取", en: "Rejected")
    }
  }
}
