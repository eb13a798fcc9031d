import ArgumentParser
import Extraction

/// `gongkai worker`: the process that reads documents for the others.
struct WorkerMode: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "worker",
      abstract: text(
        zh: "供其他命令调用的读取进程。", en: "The process in which the other commands read documents."),
      discussion: text(
        zh: """
          示例：
            echo '{"path":"a.pdf","name":"a","form":"line"}' | gongkai worker

          每行一个 JSON 请求（标准输入），
          form 为 line、pretty、files、tables、view 或 pictures；加密文件另加 "password"，
          "ocr" 为 auto、never 或 always。
          应答（标准输出）：一行 JSON，其中 parts 给出随后各部分的字节数，然后是各部分本身。
          """,
        en: """
          Examples:
            echo '{"path":"a.pdf","name":"a","form":"line"}' | gongkai worker

          A JSON request a line on standard input;
          form is line, pretty, files, tables, view or pictures; "password" opens an encrypted file,
          and "ocr" is auto, never or always.
          An answer on standard output: a line of JSON, whose "parts" gives the length in bytes of
          each part, then the parts.
          """),
      shouldDisplay: false)
  }

  @Option(help: help(zh: "每个文件的处理器时间上限（秒）", en: "processor seconds for a document"))
  var timeout = 60

  @Option(help: help(zh: "内存上限（MiB）", en: "address space in MiB"))
  var memory = 1024

  @OptionGroup var language: LanguageOption

  func run() throws {
    try Worker(limits: WorkerLimits(memoryMebibytes: memory, seconds: timeout)).run()
  }
}
