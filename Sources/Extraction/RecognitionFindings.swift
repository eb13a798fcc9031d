import PageModel
import ReportChecking
import ReportModel

/// What is said about figures that were read from pictures.
enum RecognitionFindings {
  /// Below, a figure that no sum confirms is in doubt: misreadings of single digits reach 0.9.
  private static let leastConfidence = 0.93
  /// Below, even one that a sum confirms is.
  private static let leastConfirmed = 0.3
  /// A cell that is lower or narrower than this, in points, holds no figure: it is part of another that
  /// a false rule cut.
  private static let leastSide = 8.0

  /// So many printed zeros show that an office leaves no cell blank for one.
  private static let fewestZeros = 3

  /// One finding a page that names the figures in doubt: read with little confidence, part of sums of
  /// which none confirms them, or blank where ink may have been lost.
  static func doubts(
    in report: ParsedReport, pictures: PictureRecognition, mended: Set<CellID>
  ) -> [Finding] {
    let confirmed = GridConsistency.confirmedCells(in: report)
    let summed = GridConsistency.relatedCells(in: report)
    // A figure that found no cell may be that of one that seems blank.
    let straying = Set(
      report.findings.filter { $0.rule == .readingUnassignedFigure }.compactMap(\.page))
    let zeros = report.cells.values.count { $0.value == 0 && !$0.raw.isEmpty }
    var doubtful: [Int: [CellID]] = [:]
    for (id, cell) in report.cells {
      guard let page = cell.page, let box = cell.box, pictures.isRead(box, onPage: page),
        !mended.contains(id)
      else { continue }
      if pictures.decodedPages.contains(page) {
        // No ink is lost, and a digit reads alike everywhere: only those that hardly read are in doubt.
        let least = confirmed.contains(id) ? leastConfirmed : leastConfidence
        if cell.confidence < least { doubtful[page, default: []].append(id) }
        continue
      }
      let isConfirmed = confirmed.contains(id)
      let isDoubtful =
        cell.value == nil
        ? cell.confidence < leastConfidence
          || cell.raw.isEmpty
            && (zeros >= fewestZeros || straying.contains(page)
              || min(box.width, box.height) < leastSide
              || pictures.mayHoldInk(box, onPage: page))
        : cell.confidence < (isConfirmed ? leastConfirmed : leastConfidence)
          || !isConfirmed && summed.contains(id)
      // A minus is a few pixels: where a figure may have one, none that was seen is no sign of a plus.
      let mayLackSign =
        StandardGrid.cell(id)?.allowsNegative == true && (cell.value ?? 0) > 0
      if isDoubtful || mayLackSign { doubtful[page, default: []].append(id) }
    }
    return doubtful.sorted { $0.key < $1.key }.map { page, cells in
      Finding(
        rule: .readingLowConfidence, severity: .warning,
        message:
          "\(cells.count) figures on page \(page) were read from a picture with little confidence; "
          + "compare them with the page.",
        messageZh: "第 \(page) 页有 \(cells.count) 个数字由图像识别，把握不大，请与原页核对。", cells: cells.sorted(),
        page: page)
    }
  }

  /// One finding a page that names the figures in which a scan's own text layer and its picture differ.
  static func differences(from layer: ParsedReport, in report: ParsedReport) -> [Finding] {
    var different: [Int: [CellID]] = [:]
    for (id, cell) in report.cells {
      guard let page = cell.page, let other = layer.cells[id], other.isFound,
        other.value != cell.value
      else { continue }
      different[page, default: []].append(id)
    }
    return different.sorted { $0.key < $1.key }.map { page, cells in
      let pairs = cells.sorted().prefix(10).map { id in
        "\(id): “\(layer.cells[id]?.raw ?? "")” / “\(report.cells[id]?.raw ?? "")”"
      }.joined(separator: "; ")
      return Finding(
        rule: .readingLayerDiffers, severity: .warning,
        message:
          "On page \(page) the scan's text layer and its picture differ in \(cells.count) cells; the "
          + "picture is taken. Layer / picture: \(pairs)",
        messageZh: "第 \(page) 页扫描件自带文字层与图像有 \(cells.count) 个单元格不一致，已取图像读数。文字层/图像：\(pairs)",
        cells: cells.sorted(), page: page)
    }
  }
}
