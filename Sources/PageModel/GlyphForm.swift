/// How a glyph of a font looks, upright and at one size: what a letter is known by where the file does
/// not say which character it is. Glyphs of one form are one character, wherever they stand.
public struct GlyphForm: Sendable, Hashable, Codable {
  /// Pixels of the square that the glyph is drawn in.
  public static let side = 80
  /// Pixels of the font's em.
  public static let em = 40
  /// The origin of the glyph, in pixels from the left and from the top.
  public static let origin = (x: 20, y: 56)

  /// Rows from the top, `side` pixels each; 255 is ink.
  public var coverage: [UInt8]

  public init(coverage: [UInt8]) { self.coverage = coverage }
}

/// A letter as a page draws it.
public struct DrawnGlyph: Sendable, Hashable, Codable {
  /// Index of its form among those of the document, from 0.
  public var form: Int
  /// What the file says that it is, where its font has a map.
  public var mapped: Unicode.Scalar?
  /// Tells fonts of one document apart; its value means nothing else.
  public var font: UInt
  /// The origin on the baseline, in points from the left edge and from the top of the page as shown.
  public var x: Double
  public var y: Double
  /// Height of the em in points.
  public var size: Double
  /// Direction of the baseline in degrees, clockwise.
  public var angle: Double

  public init(
    form: Int, mapped: Unicode.Scalar?, font: UInt, x: Double, y: Double, size: Double,
    angle: Double
  ) {
    self.form = form
    self.mapped = mapped
    self.font = font
    self.x = x
    self.y = y
    self.size = size
    self.angle = angle
  }
}

/// The letters that pages draw, in the order of drawing, and their forms.
public struct GlyphDrawings: Sendable, Codable {
  public struct Page: Sendable, Codable {
    /// Number in the document, from 1.
    public var number: Int
    public var letters: [DrawnGlyph]
    /// Boxes of lines of text that are drawn as outlines, without letters.
    public var outlines: [Box]

    public init(number: Int, letters: [DrawnGlyph], outlines: [Box] = []) {
      self.number = number
      self.letters = letters
      self.outlines = outlines
    }
  }

  public var forms: [GlyphForm]
  public var pages: [Page]

  public init(forms: [GlyphForm] = [], pages: [Page] = []) {
    self.forms = forms
    self.pages = pages
  }
}

/// What letters are recognised as.
public struct GlyphNames: Sendable, Codable {
  /// A letter by its form and by what the file says that it is.
  public struct Letter: Sendable, Hashable, Codable {
    public var form: GlyphForm
    public var mapped: Unicode.Scalar?

    public init(form: GlyphForm, mapped: Unicode.Scalar?) {
      self.form = form
      self.mapped = mapped
    }
  }

  public struct Name: Sendable, Hashable, Codable {
    public var scalar: Unicode.Scalar
    /// From 0 to 1.
    public var confidence: Double

    public init(scalar: Unicode.Scalar, confidence: Double) {
      self.scalar = scalar
      self.confidence = confidence
    }
  }

  /// Letters that nothing could name are not in it.
  public var names: [Letter: Name]

  public init(names: [Letter: Name]) { self.names = names }
}
