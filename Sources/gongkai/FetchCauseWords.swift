import Fetching
import ReportModel

extension NotGot {
  /// What is wrong and what to do about it, in both languages.
  var words: (zh: String, en: String) {
    let status = status.map { "（HTTP \($0)）" } ?? ""
    let statusEn = self.status.map { " (HTTP \($0))" } ?? ""
    return switch cause {
    case .badAddress:
      ("不是 http 或 https 网址。请改正清单。", "is no http or https address. Mend the list.")
    case .robots:
      (
        "网站的 robots.txt 不允许抓取。请手工下载，或与网站联系。",
        "robots.txt forbids it. Download it by hand, or ask the site."
      )
    case .robotsUnreachable:
      (
        "robots.txt 暂时无法读取\(status)，按规定不抓取。下次运行会再试。",
        "robots.txt cannot be had\(statusEn), which forbids all for now. The next run tries again."
      )
    case .deadHost:
      (
        "网站无法连接，可能已停用或迁移。请查找新网址并更新清单。",
        "the host cannot be reached; it may be gone or have moved. Look for its new address."
      )
    case .certificate:
      (
        "网站证书有误，未下载。请在浏览器中核实，或改用 http 网址。",
        "the host's certificate is not sound. Look at it in a browser, or use its http address."
      )
    case .timeout:
      ("等待超时。下次运行会接着下载。", "it took too long. The next run goes on where this one ended.")
    case .broken:
      (
        "连接中断或应答有误\(status)。下次运行会接着下载。",
        "the connection broke, or the answer makes no sense\(statusEn). The next run goes on."
      )
    case .refusedAddress:
      (
        "网址指向内部网络地址，已拒绝。请核对清单。",
        "it leads to a private address, which is never asked. Check the list."
      )
    case .redirects:
      (
        "重定向超过五次。请在浏览器中找到最终网址。",
        "more than five redirects. Look for the final address in a browser."
      )
    case .badRedirect:
      (
        "重定向到无效网址\(status)。请在浏览器中核实。",
        "it redirects to what is no address\(statusEn). Look at it in a browser."
      )
    case .blocked:
      (
        "网站拒绝访问\(status)，本次不再访问该网站。请过些时候再试，或手工下载。",
        "the host refuses\(statusEn) and is left alone for this run. Try later, or download by hand."
      )
    case .hostLeft:
      (
        "该网站此前已拒绝访问，本次未再询问。下次运行会再试。",
        "the host had refused before and was not asked again. The next run tries again."
      )
    case .later:
      (
        "网站要求稍后再来\(status)。在它所说的时间之后运行即可。",
        "the host asks to come back later\(statusEn). Run again after the time that it named."
      )
    case .gone:
      (
        "文件不存在\(status)。请在网站上查找新网址并更新清单。",
        "there is no such file any more\(statusEn). Look for its new address on the site."
      )
    case .serverError:
      ("网站出错\(status)。下次运行会再试。", "the host has an error\(statusEn). The next run tries again.")
    case .refused:
      (
        "网站没有给出文件\(status)。请在浏览器中核实。",
        "the host does not give it\(statusEn). Look at it in a browser."
      )
    case .empty:
      ("文件是空的。请告知网站，或另找网址。", "the file is empty. Tell the site, or look for another address.")
    case .tooLarge:
      ("文件超过大小限制，没有报告会这么大。请核对网址。", "it is larger than any report. Check the address.")
    case .login:
      ("需要登录。请登录后手工下载。", "a login is asked for. Log in and download it by hand.")
    case .captcha:
      (
        "需要验证码，本次不再访问该网站。请手工下载。",
        "a captcha is asked for; the host is left alone for this run. Download it by hand."
      )
    case .script:
      (
        "页面由脚本生成，没有内容。请在浏览器中打开并手工下载。",
        "the page is made by a script and holds nothing. Open it in a browser and download by hand."
      )
    case .homePage:
      (
        "被转到网站首页，文件多半已删除。请在网站上查找新网址。",
        "it leads to the home page, so the file is most likely gone. Look for its new address."
      )
    case .errorPage:
      (
        "网站以正常状态给出了“页面不存在”之类的页面。请查找新网址。",
        "an error page came although the status says 200. Look for its new address."
      )
    case .pageInstead:
      (
        "应为文件，却得到网页。请在浏览器中打开，或对栏目页使用 --follow。",
        "a web page came where a document was due. Open it in a browser, or use --follow on its column."
      )
    case .nothingFound:
      (
        "栏目页中没有找到年度报告的链接。请核对网址，或用 --title 说明标题中的词。",
        "no link to an annual report was found on it. Check the address, or say by --title what titles hold."
      )
    case .tooManyPages:
      (
        "栏目超过 200 页，其余未读。请改用更具体的栏目网址。",
        "the column has more than 200 pages; the others were not read. Take a narrower column."
      )
    case .scriptedList:
      (
        "列表由脚本翻页，无法跟随，其余各页未读。请在浏览器中翻页，把各页网址加入清单。",
        "the list goes on by a script that cannot be followed; its further pages were not read. Turn them in a "
          + "browser and add their addresses to the list."
      )
    case .otherHost:
      (
        "链接指向另一个网站，未跟随。如需要，请把该网址加入清单。",
        "it is on another host, which is not followed. Add the address to the list where it is wanted."
      )
    case .unknownKind:
      ("内容不是任何已知的文件类型。请在浏览器中核实。", "the content is of no known kind. Look at it in a browser.")
    }
  }

  /// The sentence in the language of whoever runs the program.
  var sentence: String { text(zh: words.zh, en: words.en) }
}
