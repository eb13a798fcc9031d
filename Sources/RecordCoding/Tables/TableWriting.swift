public import PageModel
import ReportModel

extension [Table] {
  /// The tables as JSON: position and span of each cell, its text, its boxes and their pages.
  public var json: [UInt8] {
    let document: JSONValue = ["schema": "gongkai-tables/1", "tables": .array(map(\.jsonValue))]
    return document.prettyText
  }
}

extension Table {
  /// The table as CSV: a row for each of its rows, a cell's text in its first place alone.
  public var csv: [UInt8] {
    var places = [String](repeating: "", count: rowCount * columnCount)
    for cell in cells where cell.row < rowCount && cell.column < columnCount {
      places[cell.row * columnCount + cell.column] = cell.text
    }
    var rows = CSVRows()
    for row in 0..<rowCount {
      for column in 0..<columnCount { rows.append(places[row * columnCount + column]) }
      rows.endRow()
    }
    return rows.bytes
  }

  fileprivate var jsonValue: JSONValue {
    [
      "kind": .string(kind.rawValue),
      "rows": .number(Double(rowCount)),
      "columns": .number(Double(columnCount)),
      "fragments": .array(fragments.map(\.jsonValue)),
      "cells": .array(
        cells.map { cell in
          [
            "row": .number(Double(cell.row)),
            "column": .number(Double(cell.column)),
            "row_span": .number(Double(cell.rowSpan)),
            "column_span": .number(Double(cell.columnSpan)),
            "text": .string(cell.text),
            "confidence": .number((cell.confidence * 1000).rounded() / 1000),
            "fragments": .array(cell.fragments.map(\.jsonValue)),
          ]
        }),
    ]
  }
}

extension CellFragment {
  fileprivate var jsonValue: JSONValue {
    let edges = [box.x0, box.y0, box.x1, box.y1]
    return [
      "page": .number(Double(page)),
      "box": .array(edges.map { .number(($0 * 10).rounded() / 10) }),
    ]
  }
}
