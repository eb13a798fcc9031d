import ArgumentParser
import DocumentModel
import Extraction
import Foundation
import ReportViewing
import ReportWriting

/// `gongkai inspect`: what was read, beside the pages that it was read from.
struct Inspect: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      abstract: text(
        zh: "对照原页面查看读取结果。", en: "Shows what was read beside the pages it was read from."),
      discussion: examples(
        zh: [
          ("gongkai inspect 报告.pdf --output 报告.html", "一个网页：左边是带网格的页面，右边是数字与核对结果"),
          ("gongkai inspect 报告.pdf --png 图片", "只要带网格的页面图片"),
        ],
        en: [
          (
            "gongkai inspect report.pdf --output report.html",
            "one web page: the pages with the grid on them, figures and findings beside"
          ),
          (
            "gongkai inspect report.pdf --png pictures", "only the pages with the grid, as pictures"
          ),
        ]))
  }

  @Argument(help: help(zh: "PDF 文件", en: "a PDF file"))
  var path: String

  @Option(
    name: .shortAndLong,
    help: help(zh: "网页写入此文件", en: "write the web page to this file", valueName: "file"))
  var output: String?

  @Option(
    help: help(
      zh: "页面图片（PNG）写入此文件夹", en: "write the pages as PNG pictures to this folder",
      valueName: "dir"))
  var png: String?

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var language: LanguageOption

  func validate() throws {
    if output == nil && png == nil {
      throw ValidationError(
        text(
          zh: "请用 --output 给出网页文件，或用 --png 给出图片文件夹。",
          en: "Name a web page by --output, or a folder for pictures by --png."))
    }
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      throw ValidationError(
        text(
          zh: "\(path.printable) 是文件夹。请给出一个 PDF 文件；整个文件夹请用 gongkai report。",
          en:
            "\(path.printable) is a folder. Name one PDF file; gongkai report is for whole folders."
        ))
    }
  }

  func run() async throws {
    try await Interruption.exiting {
      var code = ExitCode.success
      if let output {
        code = try await inspect(.view) { view, _ in try writePage(of: view, to: output) }
      }
      if let png {
        code = try await inspect(.pictures) { view, name in
          try writePictures(of: view, name: name, to: png)
        }
      }
      return code
    }
  }

  /// Reads the document and hands it over with its name.
  private func inspect(
    _ form: ResultForm, _ body: (DocumentView, String) throws -> Void
  ) async throws -> ExitCode {
    try await reading.pool().withAnswers(
      to: InputDocument.documents(at: [path]), form: form, password: reading.password,
      recognition: reading.ocr
    ) { answers in
      var code = ExitCode.success
      while let (document, answer) = try await answers.next() {
        if let reason = answer.summary.reason {
          Console.say(text(zh: reason.messageZh, en: reason.message))
        }
        if answer.summary.isFailure { code = ExitCode(2) }
        try body(try answer.view(), document.name)
      }
      return code
    }
  }

  private func writePage(of view: DocumentView, to file: String) throws(WriteFailure) {
    try AtomicFile.write(ReportPage(language: .current).html(of: view), to: file)
    let errors = view.record.findings.count { $0.severity == .error }
    let place = file.printable
    Console.say(
      text(
        zh: "\(place)：\(view.pages.count) 页，错误 \(errors) 处。请用浏览器打开。",
        en: "\(place): \(view.pages.count) pages, \(errors) errors. Open it in a browser."))
  }

  private func writePictures(
    of view: DocumentView, name: String, to folder: String
  ) throws(WriteFailure) {
    let own = try OwnedFolder(path: folder)
    for page in view.pages where !page.bytes.isEmpty {
      try own.write(page.bytes, to: "\(name)-\(page.number).png")
    }
    // Pictures of other documents stay.
    try own.finish { $0.hasPrefix("\(name)-") && $0.hasSuffix(".png") }
    let (place, stem) = (folder.printable, name.printable)
    Console.say(
      text(
        zh: "\(view.pages.count) 张图片，在 \(place)：\(stem)-1.png 等。",
        en: "\(view.pages.count) pictures in \(place): \(stem)-1.png and so on."))
  }
}

extension ViewLanguage {
  /// The language in which the program speaks.
  static let current: ViewLanguage = Language.current == .zh ? .chinese : .english
}
