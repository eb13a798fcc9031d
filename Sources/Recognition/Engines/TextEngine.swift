import CTesseract

/// Why pictures cannot be recognised.
public enum RecognitionError: Error, Sendable, Hashable {
  /// The data of a language is not installed.
  case missingLanguage(String)
  /// PP-OCR is asked for and in none of the folders.
  case missingModel(folders: [String])
  /// What is installed of PP-OCR cannot be loaded.
  case unusableModel(folder: String, reason: String)
}

/// What reads characters.
protocol SymbolReader {
  /// The characters of a picture, in reading order; `resolution` in pixels an inch.
  func symbols(
    in picture: Raster, layout: TextEngine.Layout, resolution: Double
  ) -> [TextEngine.Symbol]
}

/// Tesseract with one language.
final class TextEngine: SymbolReader {
  /// A character that was recognised.
  struct Symbol {
    var text: String
    var box: PixelBox
    /// Box of its line.
    var line: PixelBox
    /// From 0 to 1.
    var confidence: Double
  }

  enum Layout {
    /// One line of text.
    case line
    /// One line of text with narrow white around it, in which no lines are looked for: cheaper and better
    /// for characters of one size.
    case row
    /// One block of lines.
    case block

    fileprivate var mode: TessPageSegMode {
      switch self {
      case .line: PSM_SINGLE_LINE
      case .row: PSM_RAW_LINE
      case .block: PSM_SINGLE_BLOCK
      }
    }
  }

  private let api: OpaquePointer

  /// - Parameters:
  ///   - language: `eng` or `chi_sim`.
  ///   - characters: the only ones that may come; all where empty.
  ///
  /// - Throws: `RecognitionError`.
  init(language: String, characters: String = "") throws(RecognitionError) {
    guard let api = TessBaseAPICreate() else { throw .missingLanguage(language) }
    self.api = api
    setMsgSeverity(Int32(L_SEVERITY_NONE))
    TessBaseAPISetVariable(api, "debug_file", "/dev/null")
    guard TessBaseAPIInit2(api, nil, language, OEM_LSTM_ONLY) == 0 else {
      throw .missingLanguage(language)
    }
    // Nothing on a cleaned page is white on black; without this badly read lines are read twice.
    TessBaseAPISetVariable(api, "tessedit_do_invert", "0")
    if !characters.isEmpty {
      TessBaseAPISetVariable(api, "tessedit_char_whitelist", characters)
    }
  }

  deinit {
    TessBaseAPIEnd(api)
    TessBaseAPIDelete(api)
  }

  /// The characters of a picture, in reading order.
  func symbols(in picture: Raster, layout: Layout, resolution: Double) -> [Symbol] {
    TessBaseAPISetPageSegMode(api, layout.mode)
    TessBaseAPISetImage2(api, picture.pix)
    TessBaseAPISetSourceResolution(api, Int32(resolution))
    defer { TessBaseAPIClear(api) }
    guard TessBaseAPIRecognize(api, nil) == 0, let iterator = TessBaseAPIGetIterator(api) else {
      return []
    }
    defer { TessResultIteratorDelete(iterator) }
    let page = TessResultIteratorGetPageIterator(iterator)
    var result: [Symbol] = []
    repeat {
      guard let text = TessResultIteratorGetUTF8Text(iterator, RIL_SYMBOL) else { continue }
      defer { TessDeleteText(text) }
      guard let box = Self.box(page, RIL_SYMBOL), let line = Self.box(page, RIL_TEXTLINE) else {
        continue
      }
      let own = TessResultIteratorConfidence(iterator, RIL_SYMBOL)
      result.append(
        Symbol(
          text: String(cString: text), box: box, line: line, confidence: Double(own) / 100))
    } while TessResultIteratorNext(iterator, RIL_SYMBOL) != 0
    return result
  }

  private static func box(_ page: OpaquePointer?, _ level: TessPageIteratorLevel) -> PixelBox? {
    var (left, top, right, bottom): (Int32, Int32, Int32, Int32) = (0, 0, 0, 0)
    guard TessPageIteratorBoundingBox(page, level, &left, &top, &right, &bottom) != 0 else {
      return nil
    }
    return PixelBox(
      x: Int(left), y: Int(top), width: Int(right - left), height: Int(bottom - top))
  }
}
