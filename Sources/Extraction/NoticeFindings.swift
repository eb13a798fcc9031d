import PageModel
import Recognition
import ReportModel

extension Finding {
  /// What is said to people of what reading noticed.
  init(_ notice: PageNotice) {
    self =
      switch notice {
      case .damaged(let complaints):
        Finding(
          rule: .readingDamaged, severity: .warning,
          message:
            "The file is damaged (\(complaints) faults while reading); part of its text may be missing. "
            + "Download it again or compare it with the original.",
          messageZh: "文件已损坏（读取时发现 \(complaints) 处错误），可能缺少部分文字。请重新下载或与原件核对。")
      case .undecodedCharacters(let count):
        Finding(
          rule: .readingDamaged, severity: .warning,
          message:
            "\(count) characters of the page are damaged or in another charset than it says.",
          messageZh: "网页有 \(count) 个字符已损坏，或与其声明的编码不符。")
      case .unsupportedParts(let detail):
        Finding(
          rule: .readingUnsupported, severity: .warning,
          message:
            "Parts of the file are in a form that is not supported (\(detail)) and may be missing. Open it "
            + "with a PDF reader and print it as another PDF.",
          messageZh: "文件的某些部分使用了不支持的格式（\(detail)），可能没有读到。请用 PDF 阅读器打开后打印为新的 PDF。")
      case .embeddedFile:
        Finding(
          rule: .readingUnsupported, severity: .warning,
          message: "A part of the document is kept in another file in it, which is not read. "
            + "Open it with Word or WPS, save it, and run again.",
          messageZh: "文档的一部分以另一文件的形式嵌入，未读取。请用 Word 或 WPS 打开后另存，再重试。")
      case .missingPages(let pages):
        Finding(
          rule: .readingPageMissing, severity: .error,
          message: "Pages that cannot be read: \(Self.list(pages)). Download the file again.",
          messageZh: "无法读取的页：\(Self.list(pages))。请重新下载该文件。", page: pages.first)
      case .misshapenPages(let pages):
        Finding(
          rule: .readingPageSize, severity: .error,
          message:
            "Pages that have no area or are larger than 5 m: \(Self.list(pages)). They were not read; look at them in "
            + "a PDF reader.",
          messageZh: "没有面积或边长超过 5 米的页：\(Self.list(pages))。这些页没有读取，请用 PDF 阅读器查看。",
          page: pages.first)
      case .tooMuchDrawn(let page):
        Finding(
          rule: .readingPageTooComplex, severity: .warning,
          message: "Page \(page) draws more than can be taken down; rules may be missing.",
          messageZh: "第 \(page) 页绘制内容过多，可能遗漏表格线。", page: page)
      case .tooManyCharacters(let page, let most):
        Finding(
          rule: .readingTooManyCharacters, severity: .error,
          message:
            "Page \(page) has more than \(most) characters, which no page shows; the others were left out. "
            + "Print it as another PDF.",
          messageZh: "第 \(page) 页的字符超过 \(most) 个，正常页面不会如此，其余已略去。请打印为新的 PDF。", page: page)
      case .tooManyLines(let page, let most):
        Finding(
          rule: .readingTooManyRules, severity: .error,
          message:
            "Page \(page) has more than \(most) lines and pictures, which no form has; the others were left "
            + "out. Print it as another PDF.",
          messageZh: "第 \(page) 页的线条和图像超过 \(most) 个，正常表格不会如此，其余已略去。请打印为新的 PDF。", page: page)
      case .unmappedCharacters(let count, let pages):
        Finding(
          rule: .readingNoUnicodeMap, severity: .error,
          message:
            "\(count) characters on page \(Self.list(pages)) are in fonts that do not say which characters they "
            + "are; they are left out rather than guessed. Recognise the pages as pictures.",
          messageZh: "第 \(Self.list(pages)) 页有 \(count) 个字符所用字体没有 Unicode 对照表，已略去而不猜测。请按图像识别这些页。",
          page: pages.first)
      }
  }

  /// What is said to people of pictures that could not be read.
  init(_ notice: PictureNotice) {
    self =
      switch notice {
      case .unavailable(let error): Self.unavailable(error)
      case .undecodable(let pages):
        Finding(
          rule: .readingPictureUndecodable, severity: .error,
          message:
            "Pages whose pictures cannot be decoded: \(Self.list(pages)). Download the file again, or open it with a "
            + "PDF reader and print it as another PDF.",
          messageZh: "图像无法解码的页：\(Self.list(pages))。请重新下载该文件，或用 PDF 阅读器打开后打印为新的 PDF。",
          page: pages.first)
      }
  }

  private static func unavailable(_ error: RecognitionError) -> Finding {
    switch error {
    case .missingLanguage(let language):
      let package = "tesseract-ocr-" + language.replacing("_", with: "-")
      return Finding(
        rule: .readingRecognitionUnavailable, severity: .error,
        message:
          "Pictures cannot be recognised: Tesseract has no data for \(language). "
          + "Install \(package), then run again.",
        messageZh: "无法识别图像：缺少 Tesseract 的 \(language) 数据。请安装 \(package) 后重试。")
    case .missingModel(let folders):
      let places = folders.joined(separator: ", ")
      return Finding(
        rule: .readingRecognitionUnavailable, severity: .error,
        message:
          "Pictures cannot be recognised: PP-OCR is not in \(places). "
          + "Run scripts/install-recognition, or use --ocr-engine tesseract.",
        messageZh:
          "无法识别图像：\(places) 中没有 PP-OCR。请运行 scripts/install-recognition，或使用 --ocr-engine tesseract。")
    case .unusableModel(let folder, let reason):
      return Finding(
        rule: .readingRecognitionUnavailable, severity: .error,
        message:
          "Pictures cannot be recognised: PP-OCR in \(folder) cannot be loaded (\(reason)). "
          + "Run scripts/install-recognition again, or use --ocr-engine tesseract.",
        messageZh:
          "无法识别图像：\(folder) 中的 PP-OCR 无法加载（\(reason)）。"
          + "请重新运行 scripts/install-recognition，或使用 --ocr-engine tesseract。")
    }
  }

  private static func list(_ pages: [Int]) -> String {
    pages.map(String.init).joined(separator: ", ")
  }
}
