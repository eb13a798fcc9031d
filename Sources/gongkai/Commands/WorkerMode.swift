import ArgumentParser
import Extraction
import Recognition

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

          启动后先输出一行 gongkai-worker/1。此后每行一个 JSON 请求（标准输入），依次应答；输入结束即退出。
          name 为结果的键，form 为 line、pretty、files、tables、view 或 pictures；加密文件另加 "password"，
          "ocr" 为 auto、never 或 always。
          应答（标准输出）：一行 JSON，其中 summary 说明文件状态（status、errors、failure、reason、peak_memory 等），
          parts 给出随后各部分的字节数，然后是各部分本身；form 为 line 时即一行 JSON 记录。
          请求也可经 Unix 套接字送来，每个请求附带已打开的文件（SCM_RIGHTS），此时以 "file" 代替 "path"。
          读取前进程即自我封闭：不能联网、启动程序或写文件；以套接字驱动时也不能再打开其他文件。
          应答之前可能有以小写字母开头的行：recognizing 页数、room-lacks 系统缺少的封闭措施。
          超出内存或处理器时间的文件会使进程结束：由调用者记录原因并另启进程。挂钟时限和输出上限也由调用者掌握。
          """,
        en: """
          Examples:
            echo '{"path":"a.pdf","name":"a","form":"line"}' | gongkai worker

          It first writes the line gongkai-worker/1. Then it takes a JSON request a line on standard \
          input, answers in their order, and ends with the input. "name" is the key of the results; \
          form is line, pretty, files, tables, view or pictures; "password" opens an encrypted file, \
          and "ocr" is auto, never or always.

          An answer on standard output: a line of JSON, whose "summary" tells the document's status \
          ("status", "errors", "failure", "reason", "peak_memory" and others) and "parts" the length in \
          bytes of each part, then the parts; for form line that is the record as a line of JSON.

          Requests may come over a Unix socket instead, each with its open file (SCM_RIGHTS) and "file" in \
          place of "path". Before it reads the process locks itself in: no network, no program, nothing \
          written and, driven over a socket, no other file opened. Lines that begin with a small letter may \
          stand before an answer: "recognizing" with a number of pages, "room-lacks" with what the system \
          does not offer for that.

          A document that needs more memory or processor time ends the process: whoever drives it \
          records the cause and starts another. The limits on wall-clock time and output are theirs too.
          """),
      shouldDisplay: false)
  }

  @Option(help: help(zh: "每个文件的处理器时间上限（秒）", en: "processor seconds for a document"))
  var timeout = 60

  @Option(help: help(zh: "内存上限（MiB）", en: "address space in MiB"))
  var memory = 1024

  @Option(help: help(zh: "识别文字的引擎", en: "what recognises text"))
  var ocrEngine = RecognitionEngine.auto

  @Option(
    help: help(
      zh: "启动本进程的进程；它结束时本进程也结束", en: "the process that started this one, with which it ends"))
  var parent: Int32?

  #if DEBUG
    @Option(help: .private)
    var trespass: Trespass?
  #endif

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
    var worker = Worker(
      limits: WorkerLimits(memoryMebibytes: memory, seconds: timeout), engine: ocrEngine,
      parent: parent)
    #if DEBUG
      worker.trespass = trespass
    #endif
    try worker.run()
  }
}
