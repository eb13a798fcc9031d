import ArgumentParser
import Dispatch
import Extraction
import Glibc
import ReportModel
import Workers

/// Where the program starts.
@main
enum Entry {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    if arguments.first == WorkerMode.configuration.commandName {
      // On the first thread of the process and without any other: each thread has its own room to be
      // locked in.
      Crashes.areQuiet()
      return WorkerMode.main(Array(arguments.dropFirst()))
    }
    if arguments.first == ConverterMode.configuration.commandName {
      return ConverterMode.main(Array(arguments.dropFirst()))
    }
    Task {
      await Gongkai.main()
      exit(0)
    }
    dispatchMain()
  }
}

/// The program: a list of its commands.
struct Gongkai: AsyncParsableCommand {
  static func main() async {
    Crashes.areQuiet()
    do {
      var command = try await asyncParseAsRoot()
      if var asyncCommand = command as? any AsyncParsableCommand {
        try await asyncCommand.run()
      } else {
        try command.run()
      }
    } catch {
      // What the library says repeats what was typed, or what a shell made of names of files.
      let code = exitCode(for: error)
      let message = fullMessage(for: error)
      if code.isSuccess || message.isEmpty { exit(withError: error) }
      Console.say(message)
      exit(withError: code)
    }
  }

  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "gongkai",
      abstract: text(
        zh: "把政府信息公开工作年度报告（PDF）变成核对过的数据。",
        en: "Turns annual disclosure reports of Chinese government bodies (PDF) into checked data."),
      discussion: examples(
        zh: [
          ("gongkai extract 报告.pdf", "读取一份报告，输出 JSON"),
          ("gongkai extract 文件夹 --output 结果", "读取整个文件夹，写出 JSON 和 CSV"),
          ("gongkai ingest 下载 --archive 档案.sqlite", "每晚读取新文件，存入档案"),
          ("gongkai rules", "列出全部核对规则"),
        ],
        en: [
          ("gongkai extract report.pdf", "read a report, JSON on standard output"),
          ("gongkai extract folder --output results", "read a folder, write JSON and CSV files"),
          ("gongkai ingest downloads --archive a.sqlite", "every night: read what is new, keep it"),
          ("gongkai rules", "list the checks"),
        ]) + "\n\n" + ExitStatus.list,
      version: ProgramIdentity.running.description,
      subcommands: [
        Extract.self, Check.self, Fetch.self, Ingest.self, Export.self, Issuers.self, Show.self,
        Compare.self, Status.self, Retry.self,
        Inspect.self,
        Report.self,
        ArchiveCommand.self, RulesCommand.self, Tables.self, SchemaCommand.self,
        WorkerMode.self, ConverterMode.self,
      ]
    )
  }
}
