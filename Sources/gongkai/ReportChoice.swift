import Archive
public import ArgumentParser
import ContentDecoding
import Foundation
import IssuerNames
public import ReportModel

/// Which names are one body's, as people know it.
struct AliasOptions: ParsableArguments {
  @Option(
    help: help(
      zh: "机关别名表（CSV，两列：别名、通用名称）",
      en: "other names of bodies: CSV, a name and the name of its body a line", valueName: "file"))
  var aliases: String?

  /// The names of bodies by their other names.
  ///
  /// - Throws: `ValidationError` where the file cannot be read.
  func read() throws -> [String: String] {
    guard let aliases else { return [:] }
    guard let content = FileManager.default.contents(atPath: aliases) else {
      throw ValidationError(
        text(
          zh: "无法读取别名表 \(aliases.printable)。请检查路径。",
          en: "The file of other names \(aliases.printable) cannot be read. Check the path."))
    }
    let records = CSVRecords.records(of: DecodedText(Array(content), declared: nil).text)
    let pairs = records.compactMap { record -> (String, String)? in
      let fields = record.map { $0.trimmingCharacters(in: .whitespaces) }
      guard fields.count > 1, !fields[0].isEmpty, !fields[1].isEmpty, !fields[0].hasPrefix("#"),
        fields[0] != fields[1]
      else { return nil }
      return (fields[0], fields[1])
    }
    return Dictionary(pairs) { first, _ in first }
  }
}

/// A year, years with commas between, or from one to another: 2021, 2019-2022.
struct YearRange: ExpressibleByArgument {
  var years: Set<Int>

  private static let possible = 1000...9999

  init?(argument: String) {
    years = []
    for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1],
        first <= last, Self.possible.contains(first), Self.possible.contains(last)
      else { return nil }
      years.formUnion(first...last)
    }
  }

  static func all(_ ranges: [YearRange]) -> Set<Int> { ranges.reduce([]) { $0.union($1.years) } }
}

/// Which reports of an archive are wanted.
struct ReportChoice: ParsableArguments {
  @Option(
    help: help(
      zh: "只要这些年度的报告：2021、2019-2022、2019,2021；可重复",
      en: "reports on these years only: 2021, 2019-2022 or 2019,2021; may be repeated"))
  var year: [YearRange] = []

  @Option(
    help: help(
      zh: "只要名称含有这些字的机关的报告；可重复", en: "reports of issuers whose names contain this; may be repeated",
      valueName: "words"))
  var issuer: [String] = []

  @Option(
    help: help(
      zh: "只要这种状态的报告；可重复", en: "documents of this status only; may be repeated",
      valueName: "status"))
  var status: [DocumentStatus] = []

  @Option(
    help: help(
      zh: "只要这一版本的表格：2021、2019 或 mixed（两表版本不同）；可重复",
      en:
        "reports of this edition only: 2021, 2019 or mixed (two grids of different editions); may be repeated"
    ))
  var edition: [Edition] = []

  @Option(
    help: help(
      zh: "只要有这一规则的错误或警告的报告；可重复（见 gongkai rules）",
      en: "reports with an error or a warning of this rule only; may be repeated (gongkai rules)",
      valueName: "rule"))
  var rule: [String] = []

  @Flag(help: help(zh: "同一机关同一年度只取最新的一份", en: "of versions of one report the newest only"))
  var current = false

  @OptionGroup var aliases: AliasOptions

  func validate() throws {
    let known = Set(RulesCommand.rules.map(\.id.rawValue))
    guard let unknown = rule.first(where: { !known.contains($0) }) else { return }
    throw ValidationError(
      text(
        zh: "没有名为 \(unknown.printable) 的规则。全部规则：gongkai rules。",
        en: "There is no rule \(unknown.printable). gongkai rules lists them."))
  }

  /// The reports that are wanted; `nil` where there is none, which people are told then.
  ///
  /// - Throws: `ArchiveError`, `ValidationError`.
  func reports(of archive: Archive, _ index: ReportIndex) throws -> [ArchivedReport]? {
    var filter = ArchiveFilter()
    for words in issuer {
      guard let bodies = BodySearch(index.directory).bodies(matching: words) else { return nil }
      for body in bodies { filter.issuers.formUnion(index.directory.names(of: body)) }
    }
    filter.years = YearRange.all(year)
    filter.statuses = Set(status)
    filter.editions = Set(edition.map(\.rawValue))
    filter.rules = Set(rule)
    let reports = try archive.reports(filter).filter { !current || index.isCurrent($0) }
    if reports.isEmpty {
      Console.say(
        text(
          zh: "档案中没有符合条件的报告。请放宽条件；gongkai issuers 列出机关和年度。",
          en:
            "No report in the archive is what was asked for. Ask for less; gongkai issuers lists bodies and years."
        ))
      return nil
    }
    return reports
  }
}

/// The search for bodies by a part of their names, which tells people where it finds none.
struct BodySearch {
  let directory: IssuerDirectory

  init(_ directory: IssuerDirectory) { self.directory = directory }

  /// All whose names contain the words; `nil` where there is none.
  func bodies(matching words: String) -> [String]? {
    let found = directory.bodies(matching: words)
    if !found.isEmpty { return found }
    let like = directory.suggestions(for: words).map(\.printable)
    let list = like.joined(separator: text(zh: "、", en: ", "))
    Console.say(
      text(
        zh: "没有名称含“\(words.printable)”的机关。"
          + (like.isEmpty ? "gongkai issuers 列出全部机关。" : "是否要找：\(list)？"),
        en: "No issuer's name contains “\(words.printable)”. "
          + (like.isEmpty ? "gongkai issuers lists all of them." : "Did you mean \(list)?")))
    return nil
  }

  /// The one body that is meant; `nil` where there is none, or where several are.
  func body(matching words: String) -> String? {
    guard let found = bodies(matching: words) else { return nil }
    if found.count == 1 { return found[0] }
    let list = found.prefix(Self.mostShown).map(\.printable).joined(
      separator: text(zh: "、", en: ", "))
    let more = found.count > Self.mostShown ? " …" : ""
    Console.say(
      text(
        zh: "有 \(found.count) 个机关的名称含“\(words.printable)”：\(list)\(more)。请写得更完整。",
        en:
          "The names of \(found.count) issuers contain “\(words.printable)”: \(list)\(more). Say more of the name."
      ))
    return nil
  }

  private static let mostShown = 8
}

extension DocumentStatus: ExpressibleByArgument {}
extension Edition: ExpressibleByArgument {}
