public import ArgumentParser
public import Extraction
import Foundation
import Glibc
import Logging
public import Recognition
import Workers

extension RecognitionMode: ExpressibleByArgument {}
extension RecognitionEngine: ExpressibleByArgument {}

/// The options of commands that read documents.
struct ReadingOptions: ParsableArguments {
  @Option(
    help: help(zh: "同时读取的文件数（默认：处理器核数）", en: "documents read at a time (default: number of cores)"))
  var jobs: Int?

  @Option(
    help: help(
      zh: "每个文件的处理器时间上限（秒）；每识别一页图像另加四分之一，至多 100 页",
      en:
        "processor seconds allowed for a document; each page to be recognised adds a quarter, "
        + "up to 100 pages"))
  var timeout = 60

  @Option(help: help(zh: "加密文件的密码", en: "password of encrypted files"))
  var password: String?

  @Option(
    help: help(
      zh: "何时识别页面图像：auto（没有可信文字时）、never、always",
      en: "when to recognise pictures of pages: auto (no text to trust), never, always"))
  var ocr = RecognitionMode.auto

  @Option(
    help: help(
      zh: "识别文字的引擎：auto（装有 PP-OCR 则用之，否则用 Tesseract）、ppocr、tesseract",
      en: "what recognises text: auto (PP-OCR if installed, otherwise Tesseract), ppocr, tesseract")
  )
  var ocrEngine = RecognitionEngine.auto

  @Flag(help: help(zh: "在标准错误输出上记录运行细节", en: "log what happens on standard error"))
  var verbose = false

  func validate() throws {
    if let jobs, jobs < 1 {
      throw ValidationError(
        text(zh: "--jobs 应为 1 或更大，而不是 \(jobs)。", en: "--jobs is 1 or more, not \(jobs)."))
    }
    if !(1...86400).contains(timeout) {
      throw ValidationError(
        text(
          zh: "--timeout 应为 1 到 86400 秒，而不是 \(timeout)。",
          en: "--timeout is 1 to 86400 seconds, not \(timeout)."))
    }
  }

  /// Says once that whoever reads files of strangers needs no rights over the machine; in a container that
  /// is meant, and `GONGKAI_ALLOW_ROOT` says so.
  private static let warnOfRoot: Void = {
    guard geteuid() == 0, getenv("GONGKAI_ALLOW_ROOT") == nil else { return }
    Console.say(
      text(
        zh: "注意：正以 root 身份读取来源不明的文件。请改用普通用户运行；容器中确需如此，请设 GONGKAI_ALLOW_ROOT=1。",
        en:
          "Note: files of unknown origin are being read as root. Run it as an ordinary user; where root is "
          + "meant, as in a container, set GONGKAI_ALLOW_ROOT=1."))
  }()

  /// The processes that read, for as long as `budget` says.
  func pool(log: LogFormat = .text, budget: Duration? = nil) -> WorkerPool {
    _ = Self.warnOfRoot
    let limits = WorkerLimits(seconds: timeout)
    var pool = WorkerPool(
      command: .thisProgram(limits: limits, engine: ocrEngine),
      count: jobs ?? ProcessInfo.processInfo.activeProcessorCount, limits: limits,
      logger: log.logger(verbose ? .debug : .warning))
    pool.budget = budget
    pool.converter = .installed()
    return pool
  }
}
