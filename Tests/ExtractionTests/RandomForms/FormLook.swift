import PageModel
import ReportModel
import TestSupport

/// How a form is printed.
struct FormLook {
  enum Border: CaseIterable {
    case strokes, filledRectangles, cellRectangles, doubled, dotted, levelOnly, none
  }

  /// What becomes of a label that a break crosses.
  enum CutLabel: CaseIterable { case firstPart, lastPart, both }

  var border = Border.strokes
  var lineWidth = 0.6
  var face = "Noto Sans CJK SC"
  var tableSize = 9.5
  var bodySize = 14.0
  var padding = 2.5
  var margins = (top: 80.0, side: 68.0, bottom: 80.0)
  var pageNumber = "- # -"
  /// Rows of section 3 that begin a page.
  var breaks: Set<Int> = []
  var repeatsHeader = false
  /// Whether cells that a break crosses have no line there.
  var isOpenAtBreaks = false
  var cutLabel = CutLabel.firstPart
  var captions: [String] = []
  /// Lines at the left and right of the page's text, or all around it.
  var frame = Frame.none
  var watermark: (text: String, size: Double, angle: Double)?
  var hasStamp = false
  /// Figures that are printed over the right ones.
  var overprints: [CellID: String] = [:]
  /// Cells whose figures a line crosses out.
  var struckOut: Set<CellID> = []
  /// Where in a cell its figure stands: 0 left, 0.5 in the middle, 1 right.
  var alignment = 0.5

  enum Frame: CaseIterable { case none, box, sideLines, rightLine }

  init() {}

  /// A look without oddities.
  init(using random: inout SplitMix) {
    face = ["Noto Sans CJK SC", "Noto Serif CJK SC"].randomElement(using: &random) ?? face
    tableSize = Double.random(in: 8...10.5, using: &random)
    bodySize = Double.random(in: 12...16, using: &random)
    lineWidth = Double.random(in: 0.3...1, using: &random)
    padding = Double.random(in: 1.5...4, using: &random)
    pageNumber = ["", "- # -", "— # —", "#"].randomElement(using: &random) ?? ""
  }
}
