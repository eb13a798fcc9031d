/// Bars that lie one below the other, each a row of parts.
struct Chart {
  struct Bar {
    var label: String
    /// A value for each part, in the order of `parts`.
    var values: [Double]
    /// How many reports it adds up.
    var reportCount: Int
  }

  var title: Words
  /// What one of the values counts.
  var note: Words
  var parts: [Words]
  var bars: [Bar]
  /// Whether every bar is as long as the others and shows shares.
  var showsShares: Bool

  private static let width = 420.0
  private static let labelWidth = 42.0
  private static let numberWidth = 112.0
  private static let rowHeight = 27.0

  var values: Values {
    let longest = bars.map { $0.values.reduce(0, +) }.max() ?? 0
    let height = Double(max(1, bars.count)) * Self.rowHeight
    return [
      "title": title.values, "note": note.values, "width": Self.width, "height": height,
      "parts": parts.enumerated().map { index, part in
        part.values.merging(["class": "part\(index + 1)"]) { $1 }
      },
      "hasLegend": parts.count > 1,
      "bars": bars.enumerated().map { row, bar in values(of: bar, row: row, longest: longest) },
    ]
  }

  private func values(of bar: Bar, row: Int, longest: Double) -> Values {
    let sum = bar.values.reduce(0, +)
    let full = Self.width - Self.labelWidth - Self.numberWidth
    let scale = showsShares ? (sum > 0 ? full / sum : 0) : (longest > 0 ? full / longest : 0)
    let top = Double(row) * Self.rowHeight
    var x = Self.labelWidth
    var segments: [Values] = []
    for (index, value) in bar.values.enumerated() where value > 0 {
      let width = value * scale
      let share = "\(Int((100 * value / sum).rounded())) %"
      var segment: Values = [
        "class": "part\(index + 1)", "x": Self.rounded(x), "y": top + 3,
        "width": Self.rounded(width), "value": digits(value), "share": share,
        "name": parts[index].values,
      ]
      // A number that is wider than its part would run into the next one's.
      if showsShares && width > 30 { segment["text"] = share }
      segment["textX"] = Self.rounded(x + width / 2)
      segment["textY"] = top + 18
      segments.append(segment)
      x += width
    }
    return [
      "label": bar.label, "segments": segments, "sum": bar.reportCount == 0 ? "–" : digits(sum),
      "reports": bar.reportCount,
      "cells": bar.values.map(digits), "labelY": top + 18,
      "numberX": Self.rounded((showsShares ? Self.labelWidth + full : x) + 8),
    ]
  }

  private static func rounded(_ length: Double) -> String { digits((length * 10).rounded() / 10) }
}
