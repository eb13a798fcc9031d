import PDFReading
import PageModel
import ReportModel

extension PageMark {
  /// The grid of a document: every cell of its tables in blue, standard cells by their state.
  static func marks(of view: DocumentView) -> [PageMark] {
    let grid = view.tables.flatMap(\.cells).flatMap(\.fragments).map { fragment in
      PageMark(page: fragment.page, box: fragment.box, color: (0.15, 0.39, 0.92), cover: 0)
    }
    let states = view.record.cellStates
    let cells = view.record.cells.sorted { $0.key < $1.key }.compactMap { id, reading in
      reading.page.flatMap { page in
        reading.box.map { box in
          PageMark(page: page, box: box, color: (states[id] ?? .read).color, cover: 0.25)
        }
      }
    }
    return grid + cells
  }
}

extension CellState {
  fileprivate var color: (red: Double, green: Double, blue: Double) {
    switch self {
    case .read: (0.09, 0.56, 0.33)
    case .blank: (0.45, 0.5, 0.58)
    case .doubtful: (0.85, 0.55, 0.02)
    case .contradicts: (0.85, 0.11, 0.14)
    }
  }
}
