import ArgumentParser
import Workers

/// `gongkai converter`: the process that becomes LibreOffice, locked in.
struct ConverterMode: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "converter",
      abstract: text(
        zh: "供其他命令调用的转换进程。", en: "The process in which other commands have documents converted."),
      shouldDisplay: false)
  }

  @Option(help: help(zh: "可写入的文件夹", en: "the folder that may be written to"))
  var folder: String

  @Option(help: help(zh: "转换程序", en: "the program that converts"))
  var program: String

  @Option(help: help(zh: "处理器时间上限（秒）", en: "processor seconds"))
  var timeout: Int

  @Option(help: help(zh: "内存上限（MiB）", en: "address space in MiB"))
  var memory: Int

  @Option(
    help: help(
      zh: "启动本进程的进程；它结束时本进程也结束", en: "the process that started this one, with which it ends"))
  var parent: Int32

  @Argument(parsing: .postTerminator, help: help(zh: "程序的参数", en: "arguments of the program"))
  var arguments: [String] = []

  @OptionGroup var language: LanguageOption

  func validate() throws {
    if !(1...86400).contains(timeout) || !(1...(1 << 20)).contains(memory) {
      throw ValidationError(
        text(
          zh: "--timeout 应为 1 到 86400 秒，--memory 应为 1 到 1048576 MiB。",
          en: "--timeout is 1 to 86400 seconds, --memory 1 to 1048576 MiB."))
    }
  }

  func run() throws {
    throw ExitCode(
      ConverterProcess.become(
        program, arguments, in: folder,
        limits: WorkerLimits(memoryMebibytes: memory, seconds: timeout), parent: parent))
  }
}
