import PageModel
import ReportModel

/// What is said about the pages of a report.
enum PartFindings {
  /// The form begins again in the middle of a page, and no title says where the next report does.
  static func unclear(_ page: Int) -> Finding {
    Finding(
      rule: .documentPartsUnclear, severity: .error,
      message:
        "The sections begin again\(PageWords(page).onPage), but no title above them says that another report "
        + "begins there. Two reports may be taken for one: compare all figures with the pages.",
      messageZh:
        "\(PageWords(page).isPage ? "第 \(page) 页起" : "文档中途")各部分重新编号，但其上没有标题，可能是两份报告混为一份，请逐项与原页核对。",
      page: page)
  }

  static func pagesOutOfOrder(_ pages: [Int]) -> Finding {
    let list = pages.map { String(PageWords($0).isPage ? $0 : $0 - PageWords.none) }
    return Finding(
      rule: .documentPageOrder, severity: .warning,
      message:
        "The pages are not in the order of the form, which would be \(list.joined(separator: ", ")). "
        + "Figures are read by their labels; texts that go on over pages may be cut or mixed.",
      messageZh: "页面顺序与格式不符，按内容应为第 \(list.joined(separator: "、")) 页。数字按标题读取，跨页的文字可能被截断或混杂。",
      page: pages.first)
  }

  static func sideBySide(_ page: Int, _ box: Box?) -> Finding {
    Finding(
      rule: .documentSideBySide, severity: .error,
      message:
        "\(PageWords(page).isPage ? "Page \(page)" : "The document") shows two reports, or two years, side by side; what was read may be mixed of "
        + "both. Compare all figures with the page.",
      messageZh: "\(PageWords(page).chinese)并排印有两份报告或两个年度，读取结果可能混杂，请逐项与原页核对。", page: page, box: box)
  }
}
