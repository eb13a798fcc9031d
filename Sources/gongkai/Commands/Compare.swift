import Archive
import ArgumentParser
import Extraction
import FileOutput
import Foundation
import IssuerNames
import RecordCoding
import ReportModel
import Workers

/// `gongkai compare`: two reports, cell by cell.
struct Compare: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      abstract: text(zh: "逐格比较两份报告。", en: "Compares two reports cell by cell."),
      discussion: examples(
        zh: [
          ("gongkai compare 2023.pdf 2024.pdf", "两个文件（PDF、DOCX、网页，或 JSON 结果）"),
          ("gongkai compare 平潭:2023 平潭:2024 --archive 档案.sqlite", "档案中的两份报告"),
          ("gongkai compare 旧.json 新.json --format csv", "写成 CSV"),
        ],
        en: [
          ("gongkai compare 2023.pdf 2024.pdf", "two files: PDF, DOCX, web pages, or JSON results"),
          ("gongkai compare 平潭:2023 平潭:2024 --archive a.sqlite", "two reports of an archive"),
          ("gongkai compare old.json new.json --format csv", "as CSV"),
        ]))
  }

  @Argument(help: help(zh: "第一份：文件，或“机关:年度”", en: "the first: a file, or ISSUER:YEAR"))
  var first: String

  @Argument(help: help(zh: "第二份", en: "the second"))
  var second: String

  @Flag(help: help(zh: "也列出相同的单元格", en: "cells that are the same too"))
  var all = false

  @Option(
    help: help(
      zh: "只要编号或标签含有这些字的单元格；可重复",
      en: "cells only whose identifiers or labels contain this; may be repeated", valueName: "words"
    ))
  var cells: [String] = []

  @Option(help: help(zh: "输出形式", en: "form of the output", valueName: "table|csv|json"))
  var format = FigureComparison.Format.table

  @Option(help: help(zh: "档案文件（SQLite）", en: "the archive, an SQLite file", valueName: "file"))
  var archive: String?

  @OptionGroup var aliases: AliasOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var language: LanguageOption

  func run() async throws {
    try await Interruption.exiting {
      let archive = try archive.map { path in
        let archive = try Archive(path: path, isWriting: false)
        return (archive, try archive.index(aliases: aliases.read()))
      }
      var columns: [FigureComparison.Column] = []
      for name in [first, second] {
        guard let column = try await column(name, archive) else {
          return ExitStatus.contradicted.code
        }
        columns.append(column)
      }
      if columns[0].title == columns[1].title { (columns[0].title, columns[1].title) = ("1", "2") }
      let issuers = columns.map { column in
        column.record.report.issuer.map { archive?.1.directory.body(of: $0) ?? $0 }
      }
      let comparison = FigureComparison(
        columns, wanted: cells, onlyDifferences: !all,
        isSeries: issuers[0] != nil && issuers[0] == issuers[1])
      let title = text(zh: "\(first) 与 \(second)", en: "\(first) and \(second)")
      try ByteStream.standardOutput.write(try comparison.bytes(format, title: title))
      return .success
    }
  }

  /// What an operand means; `nil` where nothing does, which people are told then.
  private func column(_ name: String, _ archive: (Archive, ReportIndex)?) async throws
    -> FigureComparison.Column?
  {
    if FileManager.default.fileExists(atPath: name) { return try await read(file: name) }
    let parts = name.split(whereSeparator: { ":：".contains($0) })
    guard parts.count == 2, let year = Int(parts[1]), let (archive, index) = archive else {
      Console.say(
        text(
          zh: "没有文件 \(name.printable)。请给出文件，或用 --archive 给出档案并写成“机关:年度”。",
          en:
            "There is no file \(name.printable). Name a file, or an archive by --archive and ISSUER:YEAR."
        ))
      return nil
    }
    guard let body = BodySearch(index.directory).body(matching: String(parts[0])) else {
      return nil
    }
    guard let report = index.report(of: body, year: year),
      let record = try archive.record(report.sha256, part: report.part)
    else {
      let known = index.reports(of: body).map { "\($0.year)" }.joined(separator: " ")
      Console.say(
        text(
          zh: "档案中没有\(body.printable) \(year) 年度的报告；已有年度：\(known)。",
          en: "The archive has no report of \(body.printable) on \(year); it has: \(known)."))
      return nil
    }
    return FigureComparison.Column(title: "\(year)", record: record)
  }

  private func read(file: String) async throws -> FigureComparison.Column? {
    var records: [DocumentRecord] = []
    if file.hasSuffix(".json"), let content = FileManager.default.contents(atPath: file),
      let record = try? DocumentRecord(json: content)
    {
      records = [record]
    } else {
      records = try await reading.pool().withAnswers(
        to: InputDocument.documents(at: [file]), form: .line, password: reading.password,
        recognition: reading.ocr
      ) { answers in
        var records: [DocumentRecord] = []
        while let (_, answer) = try await answers.next() {
          records += try answer.parts.map { try DocumentRecord(json: $0) }
        }
        return records
      }
    }
    guard records.count == 1, records[0].status != .rejected else {
      let cause = records.first?.findings.first
      Console.say(
        records.count > 1
          ? text(
            zh:
              "\(file.printable) 中有 \(records.count) 份报告。请先用 gongkai extract --output 分开，再比较其 JSON 文件。",
            en:
              "\(file.printable) holds \(records.count) reports. Part them by gongkai extract --output, and compare "
              + "the JSON files.")
          : cause.map { text(zh: $0.messageZh, en: $0.message) }
            ?? text(zh: "\(file.printable) 中没有报告。", en: "\(file.printable) holds no report."))
      return nil
    }
    let title = records[0].report.year.map { "\($0)" } ?? records[0].source.file
    return FigureComparison.Column(title: title, record: records[0])
  }
}
