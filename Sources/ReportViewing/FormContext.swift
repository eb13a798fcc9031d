import PageModel
import ReportModel

/// The three standard grids of a report as tables for its page.
struct FormContext {
  private let cells: CellContext
  private let edition: (proactive: Edition, requests: Edition)

  init(_ record: DocumentRecord) {
    cells = CellContext(record)
    // A record knows the edition of each grid by the cells that it has.
    edition = (
      cells.has(ProactiveItem.regulations.cell(.newlyMade)) ? .edition2019 : .edition2021,
      cells.has(RequestRow.other.cell(.total)) ? .edition2019 : .edition2021
    )
  }

  var values: Values {
    ["proactive": proactive, "requests": requests, "disputes": disputes]
  }

  private var proactive: Values {
    let rows = ProactiveItem.allCases.compactMap { item -> Values? in
      let columns = item.columns(in: edition.proactive)
      guard !columns.isEmpty else { return nil }
      return [
        "label": item.words(in: edition.proactive).values,
        "cells": columns.map { column in
          var values = cells.values(item.cell(column))
          values["column"] = column.words(for: item, in: edition.proactive).values
          values["span"] = 6 / columns.count
          return values
        },
      ]
    }
    return ["rows": rows]
  }

  private var requests: Values {
    var rows: [Values] = []
    var group: RequestRow.Group?
    for row in RequestRow.rows(of: edition.requests) {
      let isGrouped = row.group.map { Self.grouped.contains($0) } ?? false
      if isGrouped && row != .other, row.group != group, let next = row.group {
        rows.append(["group": next.words.values])
      }
      group = row.group
      rows.append(
        self.row(row.words, Applicant.allCases.map(row.cell))
          .merging(["isLeaf": isGrouped && row != .other, "isSum": row == .total]) { $1 })
    }
    return ["columns": Applicant.allCases.map(\.words.values), "rows": rows]
  }

  private static let grouped: Set<RequestRow.Group> = [
    .refused, .unavailable, .notProcessed, .other,
  ]

  private var disputes: Values {
    [
      "columns": DisputeOutcome.allCases.map(\.words.values),
      "rows": DisputeBlock.allCases.map { block in
        row(block.words, DisputeOutcome.allCases.map(block.cell))
      },
    ]
  }

  private func row(_ name: Words, _ columns: [CellID]) -> Values {
    ["label": name.values, "cells": columns.map(cells.values)]
  }
}
