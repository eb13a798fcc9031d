import ArgumentParser
import Extraction
import Glibc
import Recognition
import Workers

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
            echo '{"id":"1","path":"a.pdf","name":"a","form":"line"}' | gongkai worker

          协议见 docs/worker-protocol.md。启动后先输出一行 hello（协议、程序版本、能力、限额），
          此后每行一个 JSON 请求（标准输入），依次应答；输入结束即退出。文件可以是路径（path）、
          随请求送来的已打开文件（Unix 套接字，SCM_RIGHTS），或紧跟请求行的字节（bytes 给出字节数）。
          进程自行设定其程序库的线程数、内存、处理器时间和挂钟时限，并在读取前自我封闭：
          不能联网、启动程序或写文件；--sealed 或以套接字驱动时也不能再打开其他文件。
          超出限额的文件会使进程结束：由调用者另启进程，并以 lost 请求得到该文件的拒绝记录。
          """,
        en: """
          Examples:
            echo '{"id":"1","path":"a.pdf","name":"a","form":"line"}' | gongkai worker

          The protocol is in docs/worker-protocol.md. It first writes a line, hello, with protocol, program, \
          capabilities and limits. Then it takes a JSON request a line on standard input, answers in their \
          order, and ends with the input. A document is a path, an open file that comes with the request \
          (over a Unix socket, SCM_RIGHTS), or bytes right after the line, whose number "bytes" gives.

          It sets the threads of its libraries, memory, processor time and time by the clock itself, and \
          locks itself in before it reads: no network, no program, nothing written and, with --sealed or \
          driven over a socket, no other file opened. A document past the limits ends the process: whoever \
          drives it starts another, and gets that document's record by a request with "lost".
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

  @Flag(
    help: help(zh: "不按路径打开任何文件；文件以字节送来", en: "open no file by its path: documents come as bytes"))
  var sealed = false

  @Option(
    help: help(
      zh: "优先级：0 到 19，数值越大越让位于其他进程",
      en: "priority: 0 to 19, the higher the more it gives way to others"))
  var nice = 0

  #if DEBUG
    @Option(help: .private)
    var trespass: Trespass?
  #endif

  @OptionGroup var language: LanguageOption

  func validate() throws {
    if !(0...19).contains(nice) {
      throw ValidationError(text(zh: "--nice 应为 0 到 19。", en: "--nice is 0 to 19."))
    }
    if !(1...86400).contains(timeout) || !(1...(1 << 20)).contains(memory) {
      throw ValidationError(
        text(
          zh: "--timeout 应为 1 到 86400 秒，--memory 应为 1 到 1048576 MiB。",
          en: "--timeout is 1 to 86400 seconds, --memory 1 to 1048576 MiB."))
    }
  }

  func run() throws {
    WorkerEnvironment.enter()
    if nice > 0 { setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, Int32(nice)) }
    var worker = Worker(
      limits: WorkerLimits(memoryMebibytes: memory, seconds: timeout), engine: ocrEngine,
      parent: parent, isSealed: sealed)
    #if DEBUG
      worker.trespass = trespass
    #endif
    do {
      try worker.run()
    } catch is Worker.Refusal {
      // Said where answers are.
      throw ExitStatus.wrongUsage.code
    }
  }
}
