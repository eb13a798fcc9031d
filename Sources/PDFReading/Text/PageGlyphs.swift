public import PageModel

extension PDFReader {
  /// The letters that the pages with these numbers, from 1, draw, whether the file says which they are
  /// or not. Pages that cannot be read are left out.
  public func lettering(of pages: [Int]) -> GlyphDrawings {
    var places: [GlyphForm: Int] = [:]
    var result = GlyphDrawings()
    for number in pages {
      let drawing = file.withPage(at: number - 1) {
        PageDrawing(of: $0, bounds: $1, keepsForms: true)
      }
      guard let drawing else { continue }
      let own = drawing.forms.map { form in
        if let place = places[form] { return place }
        places[form] = result.forms.count
        result.forms.append(form)
        return result.forms.count - 1
      }
      let letters = drawing.glyphs.compactMap { glyph -> DrawnGlyph? in
        guard let form = glyph.form, drawing.forms[form].hasInk, !glyph.isClipped else {
          return nil
        }
        return DrawnGlyph(
          form: own[form], mapped: glyph.mappedScalar, font: glyph.font, x: glyph.x, y: glyph.y,
          size: glyph.size, angle: glyph.angle)
      }
      result.pages.append(
        GlyphDrawings.Page(
          number: number, letters: letters, outlines: OutlinedText.lines(of: drawing)))
    }
    return result
  }

  /// The pages with these numbers, from 1, whose letters are what `names` say; letters without a name
  /// are unmapped. Pages that cannot be read are left out.
  public func pages(_ numbers: [Int], named names: GlyphNames) -> [Page] {
    numbers.compactMap { number in
      file.withPage(at: number - 1) {
        file.read($0, at: number - 1, bounds: $1, names: names)?.0.page
      }
    }
  }
}

extension GlyphForm {
  var hasInk: Bool { coverage.contains { $0 > 127 } }
}

extension PageDrawing.DrawnGlyph {
  /// The one character that the font's map gives.
  var mappedScalar: Unicode.Scalar? {
    guard isMapped, scalars.count == 1, !scalars[0].isUnassigned, !scalars[0].isBlank else {
      return nil
    }
    return scalars[0].unified
  }
}
