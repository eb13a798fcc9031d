import Foundation

/// The further pages of a list that a script of the page goes to: `<a href="javascript:next(2)">`. Nothing is run; what
/// the function does is read.
struct ScriptedPages {
  /// Addresses of the further pages.
  private(set) var addresses: [WebAddress] = []
  /// A call whose function is not there or does what cannot be read; `nil` where all were understood.
  private(set) var unread: String?

  /// Longer lists are none of one body's annual reports.
  private static let most = 100

  init(_ page: HTMLPage, at address: WebAddress) {
    var numbers: [String: Set<Int>] = [:]
    for element in page.all("a", "span", "li", "button", "input") {
      for code in [element.attributes["href"], element.attributes["onclick"]].compactMap(\.self) {
        guard let (name, number) = Self.call(code), Self.isOfList(element, number) else { continue }
        numbers[name, default: []].insert(number)
      }
    }
    for (name, found) in numbers.sorted(by: { $0.key < $1.key }) {
      // The last page is told, those between need not be.
      let last = min(found.max() ?? 0, Self.most)
      guard last > 1 else { continue }
      let function = Self.function(name, in: page.scripts)
      let pages = (1...last).compactMap { number in
        function.flatMap { Self.address($0, number, page, address) }
      }
      if pages.count == last {
        addresses += pages.filter { $0 != address }
      } else {
        unread = "\(name)(\(last))"
      }
    }
  }

  /// `javascript:next(2)`, `goPage('2');return false`: a function that is given a number first.
  private static func call(_ code: String) -> (name: String, number: Int)? {
    let pattern =
      /^\s*(?:javascript:)?\s*(?:return\s+)?(?:void\s*\(?\s*)?([A-Za-z_$][\w$]*)\s*\(\s*['"]?([0-9]{1,4})['"]?\s*[,)]/
    return code.firstMatch(of: pattern.ignoresCase()).flatMap { match in
      Int(match.2).map { (String(match.1), $0) }
    }
  }

  /// Whether a link says that it leads to a page of the list: that number, or that it is another one.
  private static func isOfList(_ element: HTMLPage.Element, _ number: Int) -> Bool {
    let words = (element.text.isEmpty ? element.attributes["value"] ?? "" : element.text)
      .trimmingCharacters(in: CharacterSet(charactersIn: "[]〔〕<>《》«»‹› "))
    let others = [
      "下一页", "下页", "后一页", "后页", "尾页", "末页", "最后一页", "上一页", "上页", "前一页", "首页", "第一页", "next",
      "last",
    ]
    return Int(words) == number || others.contains(words.lowercased())
  }

  // MARK: Functions

  private struct Function {
    var parameter: String
    var body: String
    /// Variables of the page with their text.
    var variables: [String: String]
  }

  private static let longestBody = 4000

  private static func function(_ name: String, in scripts: [String]) -> Function? {
    let name = NSRegularExpression.escapedPattern(for: name)
    let heads = [
      #"function\s+\#(name)\s*\(\s*(\w+)[^)]*\)\s*\{"#,
      #"\b\#(name)\s*=\s*function\s*\w*\s*\(\s*(\w+)[^)]*\)\s*\{"#,
    ]
    for script in scripts {
      for head in heads {
        guard let pattern = try? Regex(head), let match = script.firstMatch(of: pattern),
          let parameter = match.output[1].substring
        else { continue }
        return Function(
          parameter: String(parameter), body: body(script[match.range.upperBound...]),
          variables: variables(in: scripts))
      }
    }
    return nil
  }

  /// What stands before the brace that ends a function.
  private static func body(_ code: Substring) -> String {
    var depth = 1
    let code = code.prefix(longestBody)
    for index in code.indices {
      if code[index] == "{" { depth += 1 }
      if code[index] == "}" { depth -= 1 }
      if depth == 0 { return String(code[..<index]) }
    }
    return ""
  }

  private static func variables(in scripts: [String]) -> [String: String] {
    var result: [String: String] = [:]
    for script in scripts {
      for match in script.prefix(60_000).matches(
        of: /\b(?:var|let|const)\s+(\w+)\s*=\s*(?:'([^']*)'|"([^"]*)"|([0-9]+))\s*[;,\n]/)
      {
        let value = match.2 ?? match.3 ?? match.4
        result[String(match.1)] = value.map { String($0) }
      }
    }
    return result
  }

  /// Where a function goes when it is given a number.
  private static func address(
    _ function: Function, _ number: Int, _ page: HTMLPage, _ address: WebAddress
  ) -> WebAddress? {
    let going =
      /(?:location(?:\.href)?\s*=|location\.(?:assign|replace)\s*\(|window\.open\s*\()\s*([^;\n]+)/
    for match in function.body.matches(of: going) {
      if let text = text(String(match.1), function, number),
        let found = WebAddress(text, relativeTo: address)
      {
        return found
      }
    }
    return form(function, number, page, address)
  }

  /// The text of an expression like `'index_' + p + '.html'`; `nil` where it holds anything else.
  private static func text(
    _ expression: String, _ function: Function, _ number: Int
  ) -> String? {
    var rest = expression[...]
    var result = ""
    var hasNumber = false
    while true {
      rest = rest.drop { $0.isWhitespace || $0 == "+" }
      guard let first = rest.first, first != ",", first != ")" else { break }
      if first == "'" || first == "\"" {
        let body = rest.dropFirst().prefix { $0 != first }
        result += body
        rest = rest.dropFirst(body.count + 2)
      } else if let match = rest.prefixMatch(of: /\(?\s*(\w+)\s*(?:([-+])\s*([0-9]+))?\s*\)?/) {
        let name = String(match.1)
        if name == function.parameter {
          // `(p - 1)`; without brackets a `+ 1` would be put behind it.
          let isSum = match.0.hasPrefix("(") && match.2 != nil
          let change = isSum ? Int(match.3 ?? "0") ?? 0 : 0
          result += String(match.2 == "-" ? number - change : number + change)
          hasNumber = true
          rest =
            isSum || match.2 == nil ? rest[match.range.upperBound...] : rest.dropFirst(name.count)
        } else if let value = function.variables[name] {
          result += value
          rest = rest.dropFirst(name.count)
        } else {
          return nil
        }
      } else {
        return nil
      }
    }
    return hasNumber ? result : nil
  }

  // MARK: Forms

  /// Where a form leads whose field the function sets before it sends it.
  private static func form(
    _ function: Function, _ number: Int, _ page: HTMLPage, _ address: WebAddress
  ) -> WebAddress? {
    let parameter = function.parameter
    let patterns = [
      #"getElementById\(\s*['"](\w+)['"]\s*\)\.value\s*=\s*\#(parameter)\b"#,
      #"\$\(\s*['"]#(\w+)['"]\s*\)\.val\(\s*\#(parameter)\s*\)"#,
      #"\[name=\\?['"]?(\w+)\\?['"]?\][^;]*\.val\(\s*\#(parameter)\s*\)"#,
      #"(\w+)\.value\s*=\s*\#(parameter)\b"#,
    ]
    guard function.body.contains("submit") else { return nil }
    for pattern in patterns {
      guard let regex = try? Regex(pattern), let match = function.body.firstMatch(of: regex),
        let field = match.output[1].substring
      else { continue }
      return sent(String(field), number, page, address)
    }
    return nil
  }

  /// The address of the form with this field, by name or id, when the field holds the number.
  private static func sent(
    _ field: String, _ number: Int, _ page: HTMLPage, _ address: WebAddress
  ) -> WebAddress? {
    func isIt(_ element: HTMLPage.Element) -> Bool {
      element.tag == "input"
        && (element.attributes["name"] == field || element.attributes["id"] == field)
    }
    guard let place = page.elements.firstIndex(where: isIt),
      let start = page.elements[..<place].lastIndex(where: { $0.tag == "form" }),
      let name = page.elements[place].attributes["name"]
    else { return nil }
    let form = page.elements[start]
    // What is sent otherwise is no address; to ask without it gives what the address alone gives.
    guard (form.attributes["method"] ?? "get").lowercased() == "get" else { return nil }
    let end =
      page.elements[(start + 1)...].firstIndex { $0.tag == "form" } ?? page.elements.endIndex
    var pairs: [String] = []
    for element in page.elements[start..<end] where element.tag == "input" {
      guard let own = element.attributes["name"],
        !["submit", "button", "image", "reset", "checkbox", "radio"].contains(
          element.attributes["type"]?.lowercased() ?? "text")
      else { continue }
      let value = own == name ? String(number) : element.attributes["value"] ?? ""
      pairs.append("\(encoded(own))=\(encoded(value))")
    }
    let action = form.attributes["action"].flatMap { $0.isEmpty ? nil : $0 } ?? address.path
    let plain = action.prefix { $0 != "?" && $0 != "#" }
    return WebAddress("\(plain)?\(pairs.joined(separator: "&"))", relativeTo: address)
  }

  private static func encoded(_ text: String) -> String {
    var allowed = CharacterSet.alphanumerics
    allowed.insert(charactersIn: "-._~")
    return text.addingPercentEncoding(withAllowedCharacters: allowed) ?? text
  }
}
