import CTesseract
public import PageModel

/// A picture of a page made upright, level and clean, with its ruling lines found.
public final class ScannedPage {
  /// Grey of the paper after cleaning.
  static let paper = 230
  /// Darker is ink.
  static let inkThreshold = 160

  /// Darker, when the black of the ink is black, may be a thin stroke.
  private static let thinThreshold = 180
  /// Darker, when averaged over nine pixels, may be faint ink.
  private static let faintThreshold = 190

  /// Number of the page, from 1.
  public let number: Int
  /// Pixels a point.
  let scale: Double
  let resolution: Double
  /// The grey picture without its ruling lines.
  let grey: Raster
  /// The ink without its ruling lines.
  let ink: Raster
  let orientation: Orientation
  private let deskew: Deskew
  private let rulings: [RulingLine]
  /// Where seals and streaks were taken away.
  private let seals: Raster?
  /// Boxes of pieces of ink in pixels, specks left out.
  let pieces: [PixelBox]
  /// The same of text, thin strokes of small characters too, which are light.
  private(set) lazy var textPieces =
    grey.binarized(below: Self.thinThreshold).map { Self.boxes(of: $0, atLeast: Self.least(scale)) }
    ?? []
  /// The same of all that is darker than paper, faint ink too.
  let faintPieces: [PixelBox]

  /// The page that a prepared picture shows; `nil` where it is too large for memory.
  init?(_ picture: PreparedPicture) {
    (number, resolution, scale) = (picture.number, picture.resolution, picture.scale)
    (orientation, deskew, seals) = (
      picture.orientation, picture.deskew, picture.covered
    )
    let found = RulingLineDetection(
      in: picture.sealed, ink: picture.ink, seals: picture.seals, scale: picture.scale)
    rulings = found.rulings
    // Where every edge is a step, characters are ragged; ruling lines of one pixel would be lost.
    guard let mask = found.ink, let wide = Raster(pixDilateBrick(nil, mask.pix, 3, 3)),
      let bare = picture.hasTwoTones
        ? picture.bare.smoothed() : Raster(pixCopy(nil, picture.bare.pix))
    else { return nil }
    pixSetMasked(bare.pix, wide.pix, UInt32(Self.paper))
    let text = FaintText.darkened(bare, scale: scale)
    guard let content = text.binarized(below: Self.inkThreshold) else { return nil }
    grey = Self.stretched(text)
    ink = content
    let least = Self.least(scale)
    pieces = Self.boxes(of: content, atLeast: least)
    faintPieces = Self.faintInk(of: grey).map { Self.boxes(of: $0, atLeast: least) } ?? []
  }

  /// Smaller ink is a speck, in pixels.
  static func least(_ scale: Double) -> Int { Int(bounded: (1.0 * scale).rounded(.up)) }

  static func boxes(of ink: Raster, atLeast least: Int) -> [PixelBox] {
    ink.componentBoxes().filter { max($0.width, $0.height) >= least }
  }

  /// What is darker than paper on average over nine pixels.
  static func faintInk(of grey: Raster) -> Raster? {
    Raster(pixBlockconv(grey.pix, 1, 1))?.binarized(below: faintThreshold)
  }

  /// The picture with white paper and black characters: an edge between grey paper and the white
  /// around a cut-out reads as a stroke.
  private static func stretched(_ picture: Raster) -> Raster {
    Raster(pixGammaTRC(nil, picture.pix, 1, Int32(bounded: black(of: picture)), Int32(paper - 15)))
      ?? picture
  }

  /// The grey of the ink.
  static func black(of picture: Raster) -> Double {
    var darkest: UInt32 = 0
    pixGetRankValue(picture.pix, 4, 0.005, &darkest)
    return min(Double(darkest), 100)
  }

  /// Where the fold of a sheet with two upright pages is, in points from the left; `nil` for one page.
  public var fold: Double? {
    Fold.place(on: sketch, quarters: deskew.quarters)
  }

  /// The page with ruling lines, and with each piece of ink as a character without a Unicode value.
  public var sketch: Page {
    let size = deskew.uprightSize
    return Page(
      number: number, width: size.width, height: size.height, rulings: rulings,
      unmapped: pieces.map(box(of:)), textSource: .ocr)
  }

  /// The box around a box of the sketch as it stands on the page as shown.
  public func restored(_ box: PageModel.Box) -> PageModel.Box {
    deskew.restored(box)
  }

  /// Whether a seal or a streak lay over something.
  func isSealed(_ place: PixelBox) -> Bool {
    guard let part = seals?.clipped(to: place.clamped(to: grey.bounds)) else { return false }
    return part.inkCount > 0
  }

  /// How much higher than the ink of a stroke its faint ink may be, in points: its blur.
  private static let blur = 1.5

  /// Whether ink that is too faint for the threshold makes a stroke that lies higher.
  func hasFaintInk(around stroke: PixelBox) -> Bool {
    let reach = stroke.expanded(by: Int(bounded: 4 * scale)).clamped(to: grey.bounds)
    let place = PixelBox(x: stroke.x, y: reach.y, width: stroke.width, height: reach.height)
    guard let faint = grey.clipped(to: place).flatMap(Self.faintInk) else { return true }
    let top = stroke.y - place.y
    return faint.componentBoxes().contains { piece in
      piece.y < top + stroke.height && piece.bottom > top
        && Double(piece.height - stroke.height) > Self.blur * scale
    }
  }

  /// Whether a cell without ink may hold some: a seal lay over it, or something is darker than paper.
  public func mayHoldInk(_ cell: PageModel.Box) -> Bool {
    // Ruling lines leave traces along the sides.
    guard let inner = cell.insetBy(2.5) else { return false }
    let place = pixels(of: inner)
    guard let faint = grey.clipped(to: place).flatMap(Self.faintInk) else { return true }
    let least = Int(bounded: 2.5 * scale)
    return isSealed(place) || faint.componentBoxes().contains { max($0.width, $0.height) >= least }
  }

  func box(of pixels: PixelBox) -> PageModel.Box { pixels.points(at: scale) }

  func pixels(of box: PageModel.Box) -> PixelBox {
    let x = max(0, Int(bounded: (box.x0 * scale).rounded()))
    let y = max(0, Int(bounded: (box.y0 * scale).rounded()))
    return PixelBox(
      x: x, y: y, width: max(1, min(grey.width, Int(bounded: (box.x1 * scale).rounded())) - x),
      height: max(1, min(grey.height, Int(bounded: (box.y1 * scale).rounded())) - y))
  }
}

extension PageModel.Box {
  /// The box moved inwards; `nil` where nothing is left of it.
  func insetBy(_ margin: Double) -> PageModel.Box? {
    guard width > 2 * margin, height > 2 * margin else { return nil }
    return PageModel.Box(x0: x0 + margin, y0: y0 + margin, x1: x1 - margin, y1: y1 - margin)
  }
}
