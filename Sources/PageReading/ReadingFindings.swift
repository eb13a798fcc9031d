import DocumentModel

/// What reading notices, in sentences for people.
enum ReadingFindings {
  static func damaged(complaints: Int) -> Finding {
    Finding(
      rule: "reading.damaged", severity: .warning,
      message:
        "The file is damaged (\(complaints) faults while reading); part of its text may be missing. "
        + "Download it again or compare it with the original.",
      messageZh: "文件已损坏（读取时发现 \(complaints) 处错误），可能缺少部分文字。请重新下载或与原件核对。")
  }

  static func missingPages(_ pages: [Int]) -> Finding {
    let list = pages.map(String.init).joined(separator: ", ")
    return Finding(
      rule: "reading.page_missing", severity: .error,
      message: "Pages that cannot be read: \(list). Download the file again.",
      messageZh: "无法读取的页：\(list)。请重新下载该文件。", page: pages.first)
  }

  static func misshapenPages(_ pages: [Int]) -> Finding {
    let list = pages.map(String.init).joined(separator: ", ")
    return Finding(
      rule: "reading.page_size", severity: .error,
      message:
        "Pages that have no area or are larger than 5 m: \(list). They were not read; look at them in "
        + "a PDF reader.",
      messageZh: "没有面积或边长超过 5 米的页：\(list)。这些页没有读取，请用 PDF 阅读器查看。",
      page: pages.first)
  }

  static func unsupported(_ detail: String) -> Finding {
    Finding(
      rule: "reading.unsupported", severity: .warning,
      message:
        "Parts of the file are in a form that is not supported (\(detail)) and may be missing. Open it "
        + "with a PDF reader and print it as another PDF.",
      messageZh: "文件的某些部分使用了不支持的格式（\(detail)），可能没有读到。请用 PDF 阅读器打开后打印为新的 PDF。")
  }

  static func overflow(page: Int) -> Finding {
    Finding(
      rule: "reading.page_too_complex", severity: .warning,
      message: "Page \(page) draws more than can be taken down; rules may be missing.",
      messageZh: "第 \(page) 页绘制内容过多，可能遗漏表格线。", page: page)
  }

  static func tooManyGlyphs(page: Int, most: Int) -> Finding {
    Finding(
      rule: "reading.too_many_characters", severity: .error,
      message:
        "Page \(page) has more than \(most) characters, which no page shows; the others were left out. "
        + "Print it as another PDF.",
      messageZh: "第 \(page) 页的字符超过 \(most) 个，正常页面不会如此，其余已略去。请打印为新的 PDF。", page: page)
  }

  static func tooManyRules(page: Int, most: Int) -> Finding {
    Finding(
      rule: "reading.too_many_rules", severity: .error,
      message:
        "Page \(page) has more than \(most) lines and pictures, which no form has; the others were left "
        + "out. Print it as another PDF.",
      messageZh: "第 \(page) 页的线条和图像超过 \(most) 个，正常表格不会如此，其余已略去。请打印为新的 PDF。", page: page)
  }

  /// One finding a document that names the pages whose characters have no Unicode value; `isText` where
  /// they are known to be text.
  static func unmapped(in pages: [Page], isText: Bool) -> [Finding] {
    let affected = pages.filter { !$0.unmapped.isEmpty }
    let count = affected.reduce(0) { $0 + $1.unmapped.count }
    // A bullet from a symbol font is no loss; a page of them is.
    guard let first = affected.first, count > 20 || isText else { return [] }
    let list = affected.map { String($0.number) }.joined(separator: ", ")
    return [
      Finding(
        rule: "reading.no_unicode_map", severity: .error,
        message:
          "\(count) characters on page \(list) are in fonts that do not say which characters they "
          + "are; they are left out rather than guessed. Recognise the pages as pictures.",
        messageZh: "第 \(list) 页有 \(count) 个字符所用字体没有 Unicode 对照表，已略去而不猜测。请按图像识别这些页。",
        page: first.number)
    ]
  }
}
