import ReportModel

/// A table for terminals: columns in line, figures at the right.
struct TextTable {
  enum Alignment { case left, right }

  let alignments: [Alignment]
  private var rows: [[String]] = []

  init(_ alignments: [Alignment]) { self.alignments = alignments }

  mutating func append(_ row: [String]) { rows.append(row.map(\.printable)) }

  /// Lines without space at their ends.
  var lines: [String] {
    let widths = alignments.indices.map { column in
      rows.map { $0[column].columnWidth }.max() ?? 0
    }
    return rows.map { row in
      var line = ""
      for (column, field) in row.enumerated() {
        let space = String(repeating: " ", count: widths[column] - field.columnWidth)
        line +=
          (column > 0 ? "  " : "") + (alignments[column] == .left ? field + space : space + field)
      }
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }
}

extension String {
  /// How many columns of a terminal it takes: two a character of East Asian width (UAX #11: W and F).
  var columnWidth: Int {
    unicodeScalars.reduce(0) { width, scalar in
      switch scalar.value {
      case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
        0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
        width + 2
      default: width + (scalar.properties.generalCategory == .nonspacingMark ? 0 : 1)
      }
    }
  }
}
