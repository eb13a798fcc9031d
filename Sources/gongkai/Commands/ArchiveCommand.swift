import Archive
import ArgumentParser
import Glibc
import RecordCoding
import ReportModel

/// `gongkai archive`: the archive's own file.
struct ArchiveCommand: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "archive",
      abstract: text(
        zh: "检查、修复、备份档案文件。", en: "Checks, repairs and backs up the archive's file."),
      discussion: examples(
        zh: [
          ("gongkai archive check --archive 档案.sqlite", "整个档案是否完好"),
          ("gongkai archive backup --archive 档案.sqlite --to 备份.sqlite", "备份，写入时也可进行"),
          ("gongkai archive repair --archive 档案.sqlite", "救回可读内容，损坏的文件改名保留"),
        ],
        en: [
          ("gongkai archive check --archive a.sqlite", "whether all of it is whole"),
          ("gongkai archive backup --archive a.sqlite --to copy.sqlite", "also while it is in use"),
          (
            "gongkai archive repair --archive a.sqlite",
            "save what can be read; the damaged file is kept under another name"
          ),
        ]),
      subcommands: [ArchiveCheck.self, ArchiveBackup.self, ArchiveRepair.self])
  }
}

/// `gongkai archive check`: whether all of it is whole.
struct ArchiveCheck: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "check",
      abstract: text(
        zh: "检查整个档案是否完好（大档案需数十秒）。", en: "Looks through all of the archive, which takes a while."))
  }

  @OptionGroup var archiveOptions: ArchiveOptions
  @OptionGroup var language: LanguageOption

  func run() async throws {
    try await Interruption.exiting {
      let problems = try Archive.problems(at: archiveOptions.archive)
      let place = archiveOptions.archive.printable
      guard !problems.isEmpty else {
        Console.say(text(zh: "档案 \(place) 完好。", en: "The archive \(place) is whole."))
        return .success
      }
      for problem in problems { Console.say("  \(problem.printable)") }
      Console.say(
        text(
          zh: "档案 \(place) 已损坏。请先检查磁盘；再从备份恢复，或运行 gongkai archive repair --archive \(place)。",
          en: "The archive \(place) is damaged. Check the disk first; then restore a copy, or run "
            + "gongkai archive repair --archive \(place)."))
      return ExitStatus.unsoundArchive.code
    }
  }
}

/// `gongkai archive backup`: a copy that is whole.
struct ArchiveBackup: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "backup",
      abstract: text(
        zh: "复制一份完好的档案，写入时也可进行。", en: "Makes a copy that is whole, also while it is in use."),
      discussion: examples(
        zh: [("gongkai archive backup --archive 档案.sqlite --to 档案-$(date +%F).sqlite", "每天一份")],
        en: [("gongkai archive backup --archive a.sqlite --to a-$(date +%F).sqlite", "one a day")]))
  }

  @Option(
    name: .customLong("to"),
    help: help(
      zh: "备份写入此文件（必须尚不存在）", en: "the copy, which must not be there yet", valueName: "file"))
  var target: String

  @OptionGroup var archiveOptions: ArchiveOptions
  @OptionGroup var language: LanguageOption

  func run() async throws {
    try await Interruption.exiting {
      guard access(target, F_OK) != 0 else {
        Console.say(
          text(
            zh: "错误：\(target.printable) 已存在，不会覆盖。请换一个文件名，例如加上日期。",
            en:
              "Error: \(target.printable) is there already and is not replaced. Choose another name, "
              + "such as one with the date."))
        return ExitStatus.notCreated.code
      }
      let archive = try archiveOptions.opened(isWriting: false)
      defer { archive.close() }
      try archive.backUp(to: target)
      Console.say(
        text(
          zh: "已备份到 \(target.printable)，并检查完好。恢复时用它代替原档案文件。",
          en:
            "Copied to \(target.printable) and checked. To restore it, put it in the archive's place."
        ))
      return .success
    }
  }
}

/// `gongkai archive repair`: what can still be read, in a new file.
struct ArchiveRepair: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "repair",
      abstract: text(
        zh: "把可读内容救到新文件，损坏的文件改名保留。",
        en: "Saves what can be read; the damaged file is kept under another name."))
  }

  @OptionGroup var archiveOptions: ArchiveOptions
  @OptionGroup var language: LanguageOption

  func run() async throws {
    try await Interruption.exiting {
      if try Archive.problems(at: archiveOptions.archive).isEmpty {
        Console.say(text(zh: "档案完好，无需修复。", en: "The archive is whole; there is nothing to repair."))
        return .success
      }
      tell(try Archive.repair(path: archiveOptions.archive))
      return .success
    }
  }

  private func tell(_ repair: Archive.Repair) {
    let place = archiveOptions.archive.printable
    let documents = repair.rows["document"] ?? 0
    Console.say(
      text(
        zh: "救回 \(documents) 个文件的结果，写入 \(place)；损坏的档案保留为 \(repair.damaged.printable)。",
        en: "\(documents) documents were saved to \(place); the damaged archive is kept as "
          + "\(repair.damaged.printable)."))
    if repair.unreadable > 0 {
      Console.say(
        text(
          zh: "\(repair.unreadable) 份结果已无法读取，未予保留。",
          en: "\(repair.unreadable) records could not be read any more and were left out."))
    }
    if repair.mended > 0 {
      Console.say(
        text(
          zh: "\(repair.mended) 个文件的状态、核对结果等与写入时不同，已按其结果恢复；历次读取的记录可能有误。",
          en: "What was kept of \(repair.mended) documents was not as it was written; the records "
            + "put it right, but for their history of readings."))
    }
    if !repair.incomplete.isEmpty {
      let tables = repair.incomplete.joined(separator: ", ")
      Console.say(
        text(
          zh: "下列表可能有行丢失：\(tables)。", en: "Rows of these tables may be lost: \(tables)."))
    }
    Console.say(
      text(
        zh: "下一步：再运行一次 gongkai ingest 收件文件夹 --archive \(place)，丢失的文件会重新读取。",
        en:
          "Next: run gongkai ingest INBOX --archive \(place) again; documents that were lost are read "
          + "again."))
  }
}
