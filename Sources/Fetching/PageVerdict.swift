import Foundation

/// What a page is that came where a report was asked for.
enum PageVerdict {
  /// - Parameters:
  ///   - page: What came.
  ///   - asked: The address that was asked for.
  ///   - answered: The one that answered.
  ///   - isDocumentDue: Whether the address is one of a document and not of a page.
  /// - Returns: Why it is no report; `nil` where it may be one.
  static func cause(
    of page: HTMLPage, asked: WebAddress, answered: WebAddress, isDocumentDue: Bool
  ) -> FetchCause? {
    let hasReport = holdsReport(page)
    if !hasReport {
      if isCaptcha(page) { return .captcha }
      if isLogin(page, answered) { return .login }
      if isError(page) { return .errorPage }
      if answered.isHome && !asked.isHome { return .homePage }
      if let target = forward(page, from: answered) {
        return target.isHome && !asked.isHome ? .homePage : .script
      }
      if isScriptAlone(page) { return .script }
    }
    return isDocumentDue ? .pageInstead : nil
  }

  /// Whether the words of the standard's grids are there.
  static func holdsReport(_ page: HTMLPage) -> Bool {
    let text = page.text.filter { !$0.isWhitespace }
    return text.contains("政府信息公开") && text.contains("年度报告")
      && (text.contains("总体情况") || text.contains("本年度办理结果") || text.contains("主动公开"))
      && page.elements.contains { $0.tag == "table" }
  }

  private static func isCaptcha(_ page: HTMLPage) -> Bool {
    let text = page.title + page.text.prefix(2000)
    let words = ["请输入验证码", "拖动滑块", "滑动验证", "安全验证", "人机验证", "完成验证", "captcha"]
    return words.contains { text.localizedCaseInsensitiveContains($0) }
  }

  private static func isLogin(_ page: HTMLPage, _ address: WebAddress) -> Bool {
    let asksPassword = page.all("input").contains {
      $0.attributes["type"]?.lowercased() == "password"
    }
    let isNamed = page.title.contains("登录") || address.path.lowercased().contains("login")
    return asksPassword && (isNamed || page.text.count < 1000)
  }

  /// Error pages with status 200: short, and they say so in the title or in their first words.
  private static func isError(_ page: HTMLPage) -> Bool {
    let words = [
      "页面不存在", "页面未找到", "找不到页面", "无法找到", "您访问的页面", "访问的网页不存在", "已被删除", "文件不存在",
      "内容不存在", "信息不存在", "404", "not found", "出错了", "系统错误", "服务器错误", "error page",
      "资源不存在", "网站维护", "暂停服务", "无权访问",
    ]
    func names(_ text: some StringProtocol) -> Bool {
      words.contains { text.localizedCaseInsensitiveContains($0) }
    }
    return names(page.title) || page.text.count < 600 && names(page.text)
  }

  /// Where a page sends its reader on at once, by a meta element or a script that is nearly all of it.
  static func forward(_ page: HTMLPage, from address: WebAddress) -> WebAddress? {
    if let refresh = page.meta("refresh"),
      let place = refresh.range(of: "url=", options: .caseInsensitive)
    {
      let target = refresh[place.upperBound...].trimmingCharacters(
        in: CharacterSet(charactersIn: " '\""))
      return WebAddress(target, relativeTo: address)
    }
    guard page.text.count < 200 else { return nil }
    for script in page.scripts {
      let pattern = /location(?:\.href)?\s*(?:=|\.replace\(|\.assign\()\s*["']([^"']+)["']/
      if let match = script.firstMatch(of: pattern) {
        return WebAddress(String(match.1), relativeTo: address)
      }
    }
    return nil
  }

  /// Pages that are a script and nothing else: guards that set a cookie, or programs that build the page.
  private static func isScriptAlone(_ page: HTMLPage) -> Bool {
    page.text.count < 50 && page.scripts.contains { !$0.isEmpty }
  }
}
