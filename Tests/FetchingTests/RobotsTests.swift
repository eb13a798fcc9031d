import Testing

@testable import Fetching

@Suite struct RobotsTests {
  private func robots(_ text: String) -> Robots { Robots(text.utf8) }

  @Test func theGroupOfThisProgramGoesBeforeThatOfAll() {
    let rules = robots(
      """
      User-agent: *
      Disallow: /

      user-agent: other
      User-Agent: Gongkai/1.0
      Disallow: /private/ # not here
      Crawl-delay: 7
      Sitemap: https://portal.example/map.xml
      Allow: /private/reports/
      """)
    #expect(rules.allows("/a.pdf") && rules.allows("/private/reports/1"))
    #expect(!rules.allows("/private/x"))
    #expect(rules.delay == 7)
    #expect(
      rules.allows("/robots.txt") && robots("User-agent: *\nDisallow: /").allows("/robots.txt"))
  }

  @Test func groupsOfOneNameAreOne() {
    let rules = robots(
      "User-agent: gongkai\nDisallow: /a\nUser-agent: x\nDisallow: /\nUser-agent: gongkai\nDisallow: /b"
    )
    #expect(!rules.allows("/a1") && !rules.allows("/b1") && rules.allows("/c"))
  }

  /// The examples of RFC 9309, 2.2.2 and 5.2, and wildcards.
  @Test(arguments: [
    ("Disallow: /example/page/disallowed.gif\nAllow: /example/page/", "/example/page/a.gif", true),
    (
      "Disallow: /example/page/disallowed.gif\nAllow: /example/page/",
      "/example/page/disallowed.gif", false
    ),
    ("Allow: /p\nDisallow: /p", "/p", true),
    ("Disallow: /*.pdf$", "/a/b.pdf", false), ("Disallow: /*.pdf$", "/a/b.pdf?x=1", true),
    ("Disallow: /*download*hash", "/x/download?hash=1", false),
    ("Disallow: /fish*", "/fishheads/y", false), ("Disallow: /fish*", "/Fish", true),
    ("Disallow:", "/a", true), ("Disallow: /a%3cd.html", "/a%3Cd.html", false),
    ("Disallow: /%7Ejoe/", "/~joe/index.html", false),
    ("Disallow: /年报/", "/%E5%B9%B4%E6%8A%A5/1.pdf", false),
    ("Allow: /a\nDisallow: /*", "/ab", true),
  ])
  func theLongestRuleDecides(rules: String, path: String, isAllowed: Bool) {
    #expect(robots("User-agent: *\n" + rules).allows(path) == isAllowed)
  }

  @Test func hostileRulesTakeNoTime() {
    let pattern = String(repeating: "*a", count: 2000) + "$"
    let rules = robots("User-agent: *\nDisallow: /\(pattern)\n")
    #expect(rules.allows("/" + String(repeating: "a", count: 1500) + "b"))
    #expect(robots("Disallow: /\nUser-agent\n: x\n\u{0}\u{FEFF}User-agent: *").allows("/a"))
    #expect(
      robots("User-agent: *\nCrawl-delay: nan\nCrawl-delay: -1\nCrawl-delay: 1e99").delay == 3600)
  }
}
