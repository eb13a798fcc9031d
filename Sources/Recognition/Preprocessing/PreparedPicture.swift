import CTesseract
import PageModel

/// A picture of a page made upright, level and clean.
public final class PreparedPicture {
  let number: Int
  /// Pixels a point.
  let scale: Double
  let resolution: Double
  let orientation: Orientation
  let deskew: Deskew
  /// The grey picture without seals.
  let bare: Raster
  /// The same with them.
  let sealed: Raster
  /// The ink of the picture with seals.
  let ink: Raster
  /// The ink of seals.
  let seals: Raster?
  /// Where seals and streaks were taken away.
  let covered: Raster?
  /// Whether the picture as it came was black and white.
  let hasTwoTones: Bool

  /// - Parameters:
  ///   - image: the picture.
  ///   - isSheet: whether it shows a whole sheet of paper, with its margins.
  ///   - previous: how a page of the same document was turned, where its text said so.
  ///   - read: the characters of a strip of text as it stands.
  init?(
    _ image: PageBitmap, isSheet: Bool = true, after previous: Orientation?,
    read: (Raster) -> [TextEngine.Symbol]
  ) {
    number = image.page
    resolution = image.resolution
    scale = image.resolution / 72
    var deskew = Deskew(
      width: Double(image.width) / scale, height: Double(image.height) / scale)
    guard let picture = ColorPicture(image) else { return nil }
    let color = ColoredInk(in: picture.raster, scale: scale)
    guard let raw = picture.grey(color)?.withoutGrain() else { return nil }
    let dusty = Background(of: raw, scale: scale)?.removed(from: raw) ?? raw
    let sheet = DarkEdges.clear(from: dusty, scale: scale)
    let black = ScannedPage.black(of: dusty)
    // Columns of a part of a table reach from edge to edge as streaks do.
    let streaks = isSheet ? Streaks(on: dusty, sheet: sheet, scale: scale) : nil
    let clean = streaks?.cleared(from: dusty, black: Int(bounded: black)) ?? dusty
    // Seals go before text is read, but not before ruling lines are found, which they would break.
    let seal = Seal(color, grey: clean, scale: scale)
    let bare = seal?.cleared(from: clean, black: Int(bounded: black)) ?? clean
    guard let first = bare.binarized(below: ScannedPage.inkThreshold) else { return nil }
    orientation = Orientation.found(
      in: bare, ink: first, scale: scale, after: previous, read: read)
    deskew.quarters = orientation.quarters
    guard let upright = bare.turned(quarters: deskew.quarters),
      let level = deskew.correct(upright, scale: scale)
    else { return nil }
    self.deskew = deskew
    let (way, points) = (deskew, scale)
    func straightened(_ picture: Raster) -> Raster? {
      picture.turned(quarters: way.quarters).flatMap { way.corrected($0, scale: points) }
    }
    seals = seal.flatMap { straightened($0.mask) }
    let dust = streaks?.mask(like: clean).flatMap(straightened)
    covered = [seals, dust].compactMap(\.self).reduce(nil) { sum, mask in
      sum.flatMap { Raster(pixOr(nil, $0.pix, mask.pix)) } ?? mask
    }
    guard let sealed = seal == nil ? level : straightened(clean),
      let ink = sealed.binarized(below: ScannedPage.inkThreshold)
    else { return nil }
    (self.bare, self.sealed, self.ink) = (level, sealed, ink)
    hasTwoTones = clean.hasTwoTones
  }

  /// Half the width of what is looked at beside the fold, in points: longer than the shortest lines.
  private static let besideFold = 110.0

  /// Where the fold of a sheet with two upright pages is, in points from the left, and no line faint or
  /// dotted leads over it; `nil` where there may be one page.
  public var fold: Double? {
    let size = deskew.uprightSize
    guard size.width > Fold.leastAspect * size.height else { return nil }
    let pieces = ScannedPage.boxes(of: ink, atLeast: ScannedPage.least(scale)).map {
      $0.points(at: scale)
    }
    let sketch = Page(
      number: number, width: size.width, height: size.height, unmapped: pieces, textSource: .ocr)
    guard let fold = Fold.place(on: sketch, quarters: deskew.quarters) else { return nil }
    let (middle, reach) = (Int(bounded: fold * scale), Int(bounded: Self.besideFold * scale))
    let place = PixelBox(x: middle - reach, y: 0, width: 2 * reach, height: sealed.height)
      .clamped(to: sealed.bounds)
    guard let strip = sealed.clipped(to: place) else { return nil }
    let lines = RulingLineDetection.faintHorizontals(in: strip, scale: scale)
    return lines.contains { place.x + $0.x < middle && place.x + $0.right > middle } ? nil : fold
  }
}
