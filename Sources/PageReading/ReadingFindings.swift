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

  static func overflow(page: Int) -> Finding {
    Finding(
      rule: "reading.page_too_complex", severity: .warning,
      message: "Page \(page) draws more than can be taken down; rules may be missing.",
      messageZh: "第 \(page) 页绘制内容过多，可能遗漏表格线。", page: page)
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
