import PageModel
import ReportModel

/// What lies over the pictures of a report's pages.
struct PageContext {
  private let grid: [Int: [CellFragment]]
  private let cells: [Int: [(id: CellID, box: Box)]]
  private let findings: [Int: [(number: Int, finding: Finding)]]
  private let context: CellContext
  private let record: DocumentRecord

  init(_ view: DocumentView) {
    record = view.record
    context = CellContext(record)
    grid = Dictionary(
      grouping: view.tables.flatMap(\.cells).flatMap(\.fragments), by: \.page)
    var cells: [Int: [(id: CellID, box: Box)]] = [:]
    for (id, reading) in record.cells.sorted(by: { $0.key < $1.key }) {
      if let page = reading.page, let box = reading.box {
        cells[page, default: []].append((id, box))
      }
    }
    self.cells = cells
    var findings: [Int: [(number: Int, finding: Finding)]] = [:]
    for (index, finding) in record.findings.enumerated() {
      if let page = finding.page { findings[page, default: []].append((index + 1, finding)) }
    }
    self.findings = findings
  }

  /// A page for the template `report`; `address` is where its picture is.
  func values(of page: PagePreview, address: String?) -> Values {
    var values: Values = [
      "number": page.number, "width": page.width, "height": page.height,
      "grid": (grid[page.number] ?? []).map { Self.values(of: $0.box) },
      "cells": (cells[page.number] ?? []).map { id, box in
        Self.values(of: box).merging(["id": id.rawValue, "classes": context.classes(id)]) { $1 }
      },
      "places": (findings[page.number] ?? []).compactMap { number, finding in
        finding.box.map { Self.values(of: $0).merging(["finding": number]) { $1 } }
      },
      "tags": (findings[page.number] ?? []).compactMap { number, finding in
        tag(number, finding, pageWidth: page.width)
      },
    ]
    values["address"] = address
    return values
  }

  /// The note beside a wrong total that tells what it should be.
  private func tag(_ number: Int, _ finding: Finding, pageWidth: Double) -> Values? {
    guard let (_, expected) = finding.head(in: record), let box = finding.box else { return nil }
    let text = "≠ \(digits(expected))"
    let width = 9 + 6.2 * Double(text.count)
    // Below the figure, so that neither it nor its neighbours are covered.
    let x = min(max(2, box.midX - width / 2), pageWidth - width - 2)
    return [
      "finding": number, "text": text, "width": width, "x": x, "y": box.y1 + 2.5,
      "textX": x + width / 2, "textY": box.y1 + 12.5,
      "tip": min(max(box.midX, x + 5), x + width - 5),
      "tipY": box.y1 - 1,
    ]
  }

  private static func values(of box: Box) -> Values {
    [
      "x": rounded(box.x0), "y": rounded(box.y0), "width": rounded(box.width),
      "height": rounded(box.height),
    ]
  }

  private static func rounded(_ length: Double) -> String { digits((length * 10).rounded() / 10) }
}
