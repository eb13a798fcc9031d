import ArgumentParser
import Extraction
import FileOutput
import Foundation
import PageModel
import ReportModel
import ReportViewing
import Workers

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

  @Argument(help: help(zh: "PDF、网页或 DOCX 文件", en: "a PDF file, a web page or a DOCX file"))
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
        code = try await inspect(.view) { views, _ in try writePages(of: views, to: output) }
      }
      if let png {
        code = try await inspect(.pictures) { views, name in
          try writePictures(of: views, name: name, to: png)
        }
      }
      return code
    }
  }

  /// Reads the document and hands its reports over with its name.
  private func inspect(
    _ form: ResultForm, _ body: ([DocumentView], String) throws -> Void
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
        if answer.summary.isFailure { code = ExitStatus.unprocessed.code }
        try body(try answer.views(), document.name)
      }
      return code
    }
  }

  /// Writes the page of a report; of several, one each beside the file that was asked for, which is the
  /// first one with an error.
  private func writePages(of views: [DocumentView], to file: String) throws(WriteFailure) {
    let page = ReportPage(language: .current)
    let names = views.indices.map { views.count == 1 ? file : Self.name(file, part: $0 + 1) }
    let links = views.count == 1 ? [] : names.map(InputDocument.fileName)
    var shown = 0
    for (index, view) in views.enumerated() {
      let errors = view.record.findings.count { $0.severity == .error }
      if errors > 0, views[..<index].allSatisfy(\.isWithoutError) { shown = index }
      try AtomicFile.write(page.html(of: view, among: links), to: names[index])
      let shown = view.shownParts
      Console.say(
        text(
          zh: "\(names[index].printable)：\(shown.chinese)，错误 \(errors) 处。请用浏览器打开。",
          en: "\(names[index].printable): \(shown.english), \(errors) errors. Open it in a browser."
        )
      )
    }
    guard views.count > 1 else { return }
    try AtomicFile.write(page.html(of: views[shown], among: links), to: file)
    Console.say(
      text(
        zh: "\(file.printable)：文件含 \(views.count) 份报告，先显示第 \(shown + 1) 份，可转到其他各份。",
        en:
          "\(file.printable): the file holds \(views.count) reports; it opens at number \(shown + 1) and leads "
          + "to the others."))
  }

  /// `page.html` becomes `page-2.html`.
  private static func name(_ file: String, part: Int) -> String {
    let name = InputDocument.fileName(of: file)
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return "\(file)-\(part)" }
    return "\(file.dropLast(name.count))\(name[..<dot])-\(part)\(name[dot...])"
  }

  private func writePictures(
    of views: [DocumentView], name: String, to folder: String
  ) throws(WriteFailure) {
    if views.contains(where: { !$0.article.isEmpty }) {
      return Console.say(
        text(
          zh: "\(name.printable)：网页和 Word 文档没有页面图片，请改用 --output。",
          en: "\(name.printable): web pages and Word documents have no pages; use --output instead."
        ))
    }
    let own = try OwnedFolder(path: folder)
    var written: Set<Int> = []
    for page in views.flatMap(\.pages) where written.insert(page.number).inserted {
      if page.bytes.isEmpty { continue }
      try own.write(page.bytes, to: "\(name)-\(page.number).png")
    }
    // Pictures of other documents stay.
    try own.finish { $0.hasPrefix("\(name)-") && $0.hasSuffix(".png") }
    let (place, stem) = (folder.printable, name.printable)
    Console.say(
      text(
        zh: "\(written.count) 张图片，在 \(place)：\(stem)-1.png 等。",
        en: "\(written.count) pictures in \(place): \(stem)-1.png and so on."))
  }
}

extension DocumentView {
  /// How much of the document stands beside the figures.
  fileprivate var shownParts: (chinese: String, english: String) {
    article.isEmpty
      ? ("\(pages.count) 页", "\(pages.count) pages")
      : ("\(tables.count) 个表格", "\(tables.count) tables")
  }

  fileprivate var isWithoutError: Bool { !record.findings.contains { $0.severity == .error } }
}

extension ViewLanguage {
  /// The language in which the program speaks.
  static let current: ViewLanguage = Language.current == .zh ? .chinese : .english
}
