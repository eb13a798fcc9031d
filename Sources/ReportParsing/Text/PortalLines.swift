import Foundation
import PageModel
import ReportModel

/// What a portal prints around a report: the line of the day on which it published it, and the foot of its
/// pages.
enum PortalLines {
  /// What says that a date is the one of publication, the more certain first; the day of printing is none.
  private static let dates = ["成文日期", "发文日期", "生成日期", "发布日期", "发布时间", "公开日期", "更新时间", "更新日期", "日期"]

  /// Words of the foot of a portal's page, none of which a report has.
  private static let footers = [
    "网站标识码", "ICP备", "公网安备", "版权所有", "网站地图", "扫一扫", "技术支持", "建议使用", "打印本页", "关闭窗口", "上一篇", "下一篇",
    "分享到", "相关链接", "友情链接",
  ]
  private static let longestFooter = 80

  /// The date of a line as `发布日期：2024-01-21 12:48　来源：…　浏览次数：20`.
  static func date(in line: String) -> CalendarDate? {
    let text = line.precomposedStringWithCompatibilityMapping
    for label in dates {
      guard let range = text.firstRange(of: label) else { continue }
      // A sentence may have the words; a line of data has nothing before them but other data.
      if !isData(text[..<range.lowerBound]) { continue }
      let rest = text[range.upperBound...].drop { $0 == ":" || $0.isWhitespace }
      let numbers = rest.prefix(12).prefixMatch(
        of: /([12][0-9]{3})\s?[-.\/年]\s?([0-9]{1,2})\s?[-.\/月]\s?([0-9]{1,2})/)
      guard let (_, year, month, day) = numbers?.output, let year = Int(year),
        let month = Int(month), let day = Int(day)
      else { continue }
      if let date = CalendarDate(year: year, month: month, day: day) { return date }
    }
    return nil
  }

  /// Whether a normalized line is of the foot of a portal's page.
  static func isFooter(_ text: String) -> Bool {
    text.count <= longestFooter && !text.contains("。")
      && (footers.contains(where: text.contains)
        || ["主办:", "主办单位:", "承办:"].contains(where: text.hasPrefix))
  }

  private static func isData(_ text: Substring) -> Bool {
    text.allSatisfy(\.isWhitespace) || text.contains { ":[【(|".contains($0) }
  }
}
