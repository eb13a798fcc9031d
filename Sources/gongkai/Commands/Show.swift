import Archive
import ArgumentParser
import FileOutput
import IssuerNames
import RecordCoding
import ReportModel

/// `gongkai show`: a body's figures over the years.
struct Show: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      abstract: text(zh: "显示一个机关历年的数字。", en: "Shows the figures of one body over the years."),
      discussion: examples(
        zh: [
          ("gongkai show 平潭 --archive 档案.sqlite", "历年全部数字"),
          ("gongkai show 平潭 2021-2024 --archive 档案.sqlite --cells requests.new", "几年的若干单元格"),
          ("gongkai show 平潭 --archive 档案.sqlite --format csv > 平潭.csv", "写成 CSV"),
        ],
        en: [
          ("gongkai show 平潭 --archive a.sqlite", "all figures of all years"),
          (
            "gongkai show 平潭 2021-2024 --archive a.sqlite --cells requests.new",
            "some cells of some years"
          ),
          ("gongkai show 平潭 --archive a.sqlite --format csv > figures.csv", "as CSV"),
        ]))
  }

  @Argument(help: help(zh: "机关名称，或其中的字", en: "the body's name, or a part of it"))
  var issuer: String

  @Argument(help: help(zh: "年度：2021、2019-2022", en: "years: 2021, 2019-2022", valueName: "years"))
  var years: [YearRange] = []

  @Option(
    help: help(
      zh: "只要编号或标签含有这些字的单元格；可重复",
      en: "cells only whose identifiers or labels contain this; may be repeated", valueName: "words"
    ))
  var cells: [String] = []

  @Option(help: help(zh: "输出形式", en: "form of the output", valueName: "table|csv|json"))
  var format = FigureComparison.Format.table

  @OptionGroup var aliases: AliasOptions
  @OptionGroup var archiveOptions: ArchiveOptions
  @OptionGroup var language: LanguageOption

  func run() async throws {
    try await Interruption.exiting {
      let archive = try archiveOptions.opened(isWriting: false)
      defer { archive.close() }
      let index = try archive.index(aliases: aliases.read())
      guard let body = BodySearch(index.directory).body(matching: issuer) else {
        return ExitStatus.contradicted.code
      }
      let wanted = YearRange.all(years)
      let reports = index.reports(of: body).filter { wanted.isEmpty || wanted.contains($0.year) }
      let columns = try reports.compactMap { year, report in
        try archive.record(report.sha256, part: report.part).map {
          FigureComparison.Column(title: "\(year)", record: $0)
        }
      }
      guard !columns.isEmpty else {
        let known = index.reports(of: body).map { "\($0.year)" }.joined(separator: " ")
        Console.say(
          text(
            zh: "档案中没有\(body.printable)这些年度的报告；已有年度：\(known)。",
            en: "The archive has no report of \(body.printable) on these years; it has: \(known)."))
        return ExitStatus.contradicted.code
      }
      let others = index.directory.names(of: body).filter { $0 != body }
      let title =
        others.isEmpty
        ? body
        : body + text(zh: "（又名：", en: " (also: ")
          + others.joined(separator: text(zh: "、", en: ", "))
          + text(zh: "）", en: ")")
      let comparison = FigureComparison(
        columns, wanted: cells, onlyDifferences: false, isSeries: true)
      guard !comparison.cells.isEmpty else { return Self.told(noCells: cells) }
      try ByteStream.standardOutput.write(try comparison.bytes(format, title: title))
      return .success
    }
  }

  static func told(noCells words: [String]) -> ExitCode {
    let words = words.map(\.printable).joined(separator: text(zh: "、", en: ", "))
    Console.say(
      text(
        zh: "没有编号或标签含“\(words)”的单元格。",
        en: "No cell's identifier or label contains “\(words)”."))
    return ExitStatus.contradicted.code
  }
}

extension FigureComparison.Format: ExpressibleByArgument {}
