public import PageModel
import ReportModel

/// Labels that recognition misread become the standard ones that they are nearest to.
///
/// For cells from pictures alone: what a digital text says is what is printed, misprints and all.
public enum RecognizedLabels {
  /// Edits that a label of four characters may be away; longer ones bear one for each four more.
  private static let tolerance = 4

  /// The document with the labels of recognised cells mended where exactly one standard label is near or
  /// their place in the form says which they are, and dates and headings in recognised lines.
  public static func mended(_ document: LaidOutDocument) -> LaidOutDocument {
    var result = document
    result.blocks = mendedLines(of: document.blocks)
    for index in result.blocks.indices {
      guard case .table(var table) = result.blocks[index] else { continue }
      for cell in table.cells.indices where table.cells[cell].confidence < 1 {
        if let label = standard(for: table.cells[cell].text) { table.cells[cell].text = label }
      }
      result.blocks[index] = .table(RecognizedOrder.named(table))
    }
    return result
  }

  /// The document of one report with the name of its body mended in recognised lines.
  public static func named(_ document: LaidOutDocument) -> LaidOutDocument {
    var result = document
    var lines = RecognizedNames.mended(
      document.blocks.compactMap { if case .line(let line) = $0 { line } else { nil } })[...]
    for index in result.blocks.indices {
      guard case .line = result.blocks[index], let line = lines.popFirst() else { continue }
      result.blocks[index] = .line(line)
    }
    return result
  }

  private static func mendedLines(of blocks: [Block]) -> [Block] {
    blocks.flatMap { block -> [Block] in
      guard case .line(let line) = block, line.confidence < 1 else { return [block] }
      return RecognizedHeadings.parts(of: RecognizedText.mended(line.text)).filter { !$0.isEmpty }
        .map { text in
          var part = line
          part.text = text
          return .line(part)
        }
    }
  }

  private static let labels: [(label: String, folded: [Character])] = {
    var labels: Set<String> = []
    for edition in [Edition.edition2019, .edition2021] {
      for cell in StandardGrid.cells(proactive: edition, requests: edition) {
        for label in [cell.rowLabel, cell.columnLabel] {
          if let last = label.split(separator: "/").last { labels.insert(String(last)) }
        }
      }
    }
    return labels.sorted().map { ($0, Array(LabelText.folded($0))) }.filter { $0.1.count >= 4 }
  }()

  /// The standard label that a text means and does not say; `nil` where it names something as it is,
  /// or none or several are near.
  private static func standard(for text: String) -> String? {
    let folded = Array(LabelText.folded(text))
    guard folded.count >= 4, !Labels.namesAnything(text) else { return nil }
    let near = labels.compactMap { label, characters -> (label: String, distance: Int)? in
      let most = characters.count / tolerance
      guard abs(characters.count - folded.count) <= most else { return nil }
      let distance = distance(folded, characters)
      return distance <= most ? (label, distance) : nil
    }
    guard let best = near.map(\.distance).min() else { return nil }
    let nearest = near.filter { $0.distance == best }
    return nearest.count == 1 ? nearest[0].label : nil
  }

  /// Edits from one text to the other (Levenshtein).
  static func distance(_ first: [Character], _ second: [Character]) -> Int {
    var row = Array(0...second.count)
    for (i, a) in first.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, b) in second.enumerated() {
        let next = min(row[j] + 1, row[j + 1] + 1, diagonal + (a == b ? 0 : 1))
        diagonal = row[j + 1]
        row[j + 1] = next
      }
    }
    return row[second.count]
  }
}
