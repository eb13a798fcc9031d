import PageModel
public import ReportModel

/// Why no report could be read from a document.
public enum Rejection: Error, Sendable, Hashable {
  // found before reading
  case missing
  case unreadable(systemMessage: String)
  case folderEmpty
  case empty
  case notPDF
  case otherFormat(String)
  case noConverter(String)
  case notConverted(String)
  case tooLarge(mebibytes: Int)
  // found while reading
  case encrypted(wrongPassword: Bool)
  case damaged(String)
  case unsupported(String)
  case noPages
  case tooManyPages(most: Int)
  case tooComplex(detail: String, detailZh: String)
  case noText(isReadingAskedFor: Bool)
  case undecodablePictures
  case notAReport
  // what became of the process that read it
  case crash(String)
  case fault(String)
  case forbidden
  case timeout(seconds: Int)
  case stuck(seconds: Int)
  case memory(mebibytes: Int)
  case outputLimit(mebibytes: Int)

  /// Identifier of its rule.
  public var rule: RuleID {
    switch self {
    case .missing: .documentMissing
    case .unreadable: .documentUnreadable
    case .folderEmpty: .documentFolderEmpty
    case .empty: .documentEmpty
    case .notPDF: .documentNotPDF
    case .otherFormat, .noConverter: .documentOtherFormat
    case .notConverted: .documentNotConverted
    case .tooLarge: .documentTooLarge
    case .encrypted: .documentEncrypted
    case .damaged: .documentDamaged
    case .unsupported: .documentUnsupported
    case .noPages: .documentNoPages
    case .tooManyPages: .documentTooManyPages
    case .tooComplex: .documentTooComplex
    case .noText: .documentNoText
    case .undecodablePictures: .documentUndecodablePictures
    case .notAReport: .documentNotAReport
    case .crash: .documentCrash
    case .fault: .documentFault
    case .forbidden: .documentForbidden
    case .timeout: .documentTimeout
    case .stuck: .documentStuck
    case .memory: .documentMemory
    case .outputLimit: .documentOutputLimit
    }
  }

  /// Whether a document that this rule rejects could not be processed at all; `false` where it was
  /// read through and is not, or does not show, such a report.
  package static func isFailure(rule: RuleID) -> Bool {
    ![Rejection.noText(isReadingAskedFor: true).rule, Rejection.notAReport.rule].contains(rule)
  }

  /// Whether another process might read it: the one that ended may have been worn by documents
  /// before.
  package var mayBeTheProcess: Bool {
    switch self {
    case .crash, .fault, .memory: true
    default: false
    }
  }

  /// The finding that says so of the file with this name, and what to do next.
  public func finding(about file: String) -> Finding {
    let (message, messageZh) = sentences
    return Finding(
      rule: rule, severity: .error, message: "\(file): \(message)".printable,
      messageZh: "\(file)：\(messageZh)".printable)
  }

  private var sentences: (english: String, chinese: String) {
    switch self {
    case .missing:
      (
        "there is no such file or folder. Check the path.",
        "没有这个文件或文件夹。请检查路径是否正确。"
      )
    case .unreadable(let reason):
      (
        "cannot be opened (\(reason)). Check its permissions, then run again.",
        "无法打开（\(reason)）。请检查文件权限后重试。"
      )
    case .folderEmpty:
      (
        "the folder holds no document (no name ends in \(DocumentName.listed)). Check the path, or name "
          + "the files.",
        "文件夹中没有文档（没有以 \(DocumentName.listed) 结尾的文件）。请检查路径，或直接给出文件名。"
      )
    case .empty:
      (
        "the file is empty (0 bytes). Download it again.",
        "文件为空（0 字节）。请重新下载。"
      )
    case .notPDF:
      (
        "not a PDF (no %PDF- among its first 1024 bytes) and neither a web page nor a Word document (DOCX). If it is another kind of "
          + "document, save it as PDF; if it was downloaded, download it again.",
        "不是 PDF 文件（前 1024 字节中没有 %PDF-），也不是网页或 Word 文档（DOCX）。如果是其他文档，请另存为 PDF；如果是下载所得，请重新下载。"
      )
    case .otherFormat(let name):
      (
        "a document in the format \(name), which is not read. Open it and save it as PDF.",
        "文件格式为 \(name)，不能直接读取。请打开后另存为 PDF。"
      )
    case .noConverter(let name):
      (
        "a document in the format \(name), which is read by way of LibreOffice, and there is none that can be "
          + "started. Install it (apt-get install libreoffice-writer) and run again, or open the file and save "
          + "it as DOCX or PDF.",
        "文件格式为 \(name)，需经 LibreOffice 转换后读取，但本机没有可用的 LibreOffice。请安装（apt-get install "
          + "libreoffice-writer）后重试，或打开该文件后另存为 DOCX 或 PDF。"
      )
    case .notConverted(let name):
      (
        "a document in the format \(name) that LibreOffice cannot open: it is damaged or has a password. Open it "
          + "with the program that made it and save it as DOCX or PDF.",
        "文件格式为 \(name)，LibreOffice 无法打开：文件已损坏或设有密码。请用原来的软件打开后另存为 DOCX 或 PDF。"
      )
    case .tooComplex(let detail, let detailZh):
      (
        "built in a way that no report is (\(detail)); it was not read. Check the file, or open it and "
          + "print it as PDF.",
        "文件结构异常（\(detailZh)），正常的年度报告不会如此，因此没有读取。请检查该文件，或打开后打印为 PDF。"
      )
    case .encrypted(wrongPassword: false):
      (
        "encrypted. Give its password by --password.",
        "文件已加密。请用 --password 给出密码。"
      )
    case .encrypted(wrongPassword: true):
      (
        "encrypted, and the password given is not its password. Give the right one by --password.",
        "文件已加密，所给密码不正确。请用 --password 给出正确的密码。"
      )
    case .damaged(let detail):
      (
        "damaged (\(detail)). Download it again, or open it with the program for such files and save it anew.",
        "文件已损坏（\(detail)）。请重新下载，或用相应的软件打开后另存。"
      )
    case .tooLarge(let mebibytes):
      (
        "has more than \(mebibytes) MiB, which no report has; it was not read. "
          + "Check the file, or save a smaller copy with a PDF reader.",
        "文件超过 \(mebibytes) MiB，正常的年度报告不会如此，因此没有读取。请检查该文件，或用 PDF 阅读器另存为较小的文件。"
      )
    case .unsupported(let detail):
      (
        "uses a form of PDF that is not supported (\(detail)). "
          + "Open it with a PDF reader and print or save it as another PDF.",
        "文件使用了不支持的 PDF 形式（\(detail)）。请用 PDF 阅读器打开，打印或另存为新的 PDF。"
      )
    case .tooManyPages(let most):
      (
        "has more than \(most) pages, which no report has; it was not read. "
          + "Check the file, or save the pages of the report by themselves.",
        "文件超过 \(most) 页，正常的年度报告不会如此，因此没有读取。请检查该文件，或只把报告的那些页另存。"
      )
    case .noPages:
      (
        "has no pages. Download it again, or open and save it with a PDF reader.",
        "文件没有页面。请重新下载，或用 PDF 阅读器打开后另存。"
      )
    case .noText(isReadingAskedFor: false):
      (
        "has no text, and its pictures were not read: most likely a scan. Run again without --ocr never.",
        "没有文字，图像也未识别，很可能是扫描件。请去掉 --ocr never 后重试。"
      )
    case .noText(isReadingAskedFor: true):
      (
        "has no text, and its pictures could not be read: most likely a scan. "
          + "Do what its other findings say, then run again.",
        "没有文字，图像也未能识别，很可能是扫描件。请按其他检查结果处理后重试。"
      )
    case .undecodablePictures:
      (
        "has no text, and its pictures cannot be decoded: they are damaged or in a form that is not "
          + "supported. Download it again, or open it with a PDF reader and print it as another PDF.",
        "没有文字，其中的图像也无法解码：图像已损坏，或使用了不支持的格式。请重新下载，或用 PDF 阅读器打开后打印为新的 PDF。"
      )
    case .notAReport:
      (
        "not an annual disclosure report: none of its standard grids was found. "
          + "If it is one, look at what `gongkai tables` finds in it.",
        "不是政府信息公开工作年度报告：没有找到任何一张标准表格。如果确实是，请用 gongkai tables 查看识别到的表格。"
      )
    case .crash(let detail):
      (
        "the process that read it ended (\(detail)). The file is most likely damaged: "
          + "open and save it with a PDF reader, then run again.",
        "读取该文件的进程意外结束（\(detail)）。文件很可能已损坏：请用 PDF 阅读器打开后另存，再重试。"
      )
    case .fault(let detail):
      (
        "the process that read it ended by a fault of gongkai (\(detail)). Please report it with the "
          + "file, if it may be passed on; printing it as another PDF may help meanwhile.",
        "读取该文件的进程因 gongkai 自身的错误而结束（\(detail)）。请报告此问题，文件可以提供时请一并附上；在此之前可试着用 PDF 阅读器打印为新的 PDF。"
      )
    case .forbidden:
      (
        "the process that read it tried what no reading needs, as starting a program, and was ended. "
          + "The file may be an attack: do not open it, and report it.",
        "读取该文件的进程试图做读取所不需要的事（如启动程序），已被终止。该文件可能是攻击文件：请勿打开，并请报告。"
      )
    case .timeout(let seconds):
      (
        "not read within \(seconds) s of processor time. Allow more by --timeout, "
          + "or open and save it with a PDF reader.",
        "处理器时间 \(seconds) 秒内没有读完。请用 --timeout 放宽时限，或用 PDF 阅读器打开后另存。"
      )
    case .stuck(let seconds):
      (
        "the process that read it stood still: no answer within \(seconds) s. Run again when the "
          + "machine is less busy, or allow more by --timeout.",
        "读取该文件的进程停滞：\(seconds) 秒内没有结果。请在机器不忙时重试，或用 --timeout 放宽时限。"
      )
    case .memory(let mebibytes):
      (
        "needs more than \(mebibytes) MiB of memory. The file is most likely damaged: "
          + "open and save it with a PDF reader, then run again.",
        "读取所需内存超过 \(mebibytes) MiB。文件很可能已损坏：请用 PDF 阅读器打开后另存，再重试。"
      )
    case .outputLimit(let mebibytes):
      (
        "gives more than \(mebibytes) MiB of results, which no such report does. "
          + "Check that it is one report.",
        "读取结果超过 \(mebibytes) MiB，正常的年度报告不会如此。请检查该文件是否为一份报告。"
      )
    }
  }
}
