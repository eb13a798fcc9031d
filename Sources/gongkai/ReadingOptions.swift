public import ArgumentParser
public import Extraction
import Foundation
import Logging
public import Recognition

extension RecognitionMode: ExpressibleByArgument {}
extension RecognitionEngine: ExpressibleByArgument {}

/// The options of commands that read documents.
struct ReadingOptions: ParsableArguments {
  @Option(
    help: help(zh: "同时读取的文件数（默认：处理器核数）", en: "documents read at a time (default: number of cores)"))
  var jobs: Int?

  @Option(
    help: help(
      zh: "每个文件的时限（秒）；每识别一页图像另加四分之一",
      en: "seconds allowed for a document; each page to be recognised adds a quarter"))
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

  /// The processes that read.
  func pool(log: LogFormat = .text) -> WorkerPool {
    let limits = WorkerLimits(seconds: timeout)
    return WorkerPool(
      command: .thisProgram(limits: limits, engine: ocrEngine),
      count: jobs ?? ProcessInfo.processInfo.activeProcessorCount, limits: limits,
      logger: log.logger(verbose ? .debug : .warning))
  }
}
