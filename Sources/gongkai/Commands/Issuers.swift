import Archive
import ArgumentParser
import FileOutput
import IssuerNames
import RecordCoding
import ReportModel

/// `gongkai issuers`: the bodies of an archive, under which names and on which years they reported.
struct Issuers: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      abstract: text(
        zh: "列出或查找档案中的机关、别名和年度。",
        en: "Lists bodies, their other names and their years; searches them."),
      discussion: examples(
        zh: [
          ("gongkai issuers --archive 档案.sqlite", "全部机关"),
          ("gongkai issuers --archive 档案.sqlite 平潭", "名称含“平潭”的"),
          ("gongkai issuers --archive 档案.sqlite --aliases 别名.csv", "用别名表合并名称"),
        ],
        en: [
          ("gongkai issuers --archive a.sqlite", "all bodies"),
          ("gongkai issuers --archive a.sqlite 平潭", "those whose names contain 平潭"),
          ("gongkai issuers --archive a.sqlite --aliases names.csv", "with a file of other names"),
        ]))
  }

  @Argument(help: help(zh: "名称中的字", en: "a part of the name", valueName: "words"))
  var words: String?

  @Flag(help: help(zh: "以 JSON 输出", en: "as JSON"))
  var json = false

  @OptionGroup var aliases: AliasOptions
  @OptionGroup var archiveOptions: ArchiveOptions
  @OptionGroup var language: LanguageOption

  private struct Body: Encodable {
    var name: String
    var names: [String]
    /// Status of the current report by year.
    var years: [String: String]
  }

  private struct Doubt: Encodable {
    var name: String
    var candidates: [String]
    var reason: String
  }

  private struct Listing: Encodable {
    var issuers: [Body]
    /// Names that may be another body's.
    var uncertain: [Doubt]
    /// Reports on which no issuer was found.
    var unnamed: Int
  }

  func run() async throws {
    try await Interruption.exiting {
      let archive = try archiveOptions.opened(isWriting: false)
      defer { archive.close() }
      let index = try archive.index(aliases: aliases.read())
      let directory = index.directory
      var bodies = directory.bodies
      if let words {
        guard let found = BodySearch(directory).bodies(matching: words) else {
          return ExitStatus.contradicted.code
        }
        bodies = found
      }
      let known = Set(bodies.flatMap(directory.names))
      let listing = Listing(
        issuers: bodies.map { body in
          Body(
            name: body, names: directory.names(of: body),
            years: Dictionary(
              index.reports(of: body).map { ("\($0.year)", $0.report.status.rawValue) }
            ) { first, _ in first })
        },
        uncertain: directory.uncertain.filter { known.contains($0.name) }.map {
          Doubt(name: $0.name, candidates: $0.candidates, reason: $0.reason.rawValue)
        },
        unnamed: words == nil
          ? try archive.reports().count { $0.issuer == nil && $0.status != .rejected } : 0)
      try ByteStream.standardOutput.write(listing, isJSON: json, text: shown)
      return .success
    }
  }

  private func shown(_ listing: Listing) -> String {
    var table = TextTable([.left, .left, .left])
    for body in listing.issuers {
      let others = body.names.filter { $0 != body.name }
      table.append([
        body.name,
        body.years.sorted { $0.key < $1.key }.map { year, status in
          status == "complete" ? year : "\(year)*"
        }.joined(separator: " "),
        others.isEmpty
          ? ""
          : text(zh: "又名：", en: "also: ") + others.joined(separator: text(zh: "、", en: ", ")),
      ])
    }
    var lines = table.lines
    if listing.issuers.contains(where: { $0.years.values.contains { $0 != "complete" } }) {
      lines.append(text(zh: "* 未完整读取", en: "* not read in full"))
    }
    if !listing.uncertain.isEmpty {
      lines += [
        "",
        text(
          zh: "可能是同一机关，未合并（可用 --aliases 指定）：",
          en: "May be one body, kept apart (--aliases says what holds):"),
      ]
      for doubt in listing.uncertain {
        lines.append(
          "  \(doubt.name.printable) ≟ "
            + doubt.candidates.map(\.printable).joined(separator: text(zh: "、", en: ", "))
            + text(zh: "（\(reason(doubt.reason))）", en: " (\(reason(doubt.reason)))"))
      }
    }
    let count = listing.issuers.count
    lines += [
      "",
      text(zh: "\(count) 个机关", en: count == 1 ? "1 issuer" : "\(count) issuers")
        + (listing.unnamed == 0
          ? ""
          : text(
            zh: "；另有 \(listing.unnamed) 份报告未找到机关名称",
            en: "; \(listing.unnamed) more reports name no issuer")),
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  private func reason(_ reason: String) -> String {
    switch IssuerDirectory.Reason(rawValue: reason) {
    case .severalFit: text(zh: "有几个更完整的名称与之相符", en: "several longer names fit")
    case .recurringDivision: text(zh: "这一地名多处都有", en: "several places have that name")
    case .sameYear: text(zh: "两个名称有同一年度的报告", en: "both names have a report on the same year")
    case nil: ""
    }
  }
}

extension ByteStream {
  /// Writes a result as one line of JSON, or in words.
  func write<Value: Encodable>(_ value: Value, isJSON: Bool, text: (Value) -> String) throws {
    if isJSON { try write(json: value) } else { try write(Array(text(value).utf8)) }
  }
}
