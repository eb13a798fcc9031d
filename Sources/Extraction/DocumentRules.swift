import PageModel
public import ReportModel

/// The rules of `Rejection`, as `gongkai rules` lists them.
public enum DocumentRules {
  public static let rules: [RuleDescription] = [
    rule(.documentMissing, "The path leads to a file or folder", "路径指向文件或文件夹"),
    rule(.documentUnreadable, "The file may be opened", "文件可以打开"),
    rule(.documentFolderEmpty, "A folder holds at least one document", "文件夹中至少有一个文档"),
    rule(.documentEmpty, "The file has more than 0 bytes", "文件大于 0 字节"),
    rule(
      .documentNotPDF,
      "%PDF- stands in the first 1024 bytes, or the file is a web page or a Word document",
      "前 1024 字节中有 %PDF-，或文件是网页、Word 文档"),
    rule(.documentOtherFormat, "The file is in a format that is read", "文件格式可以读取"),
    rule(
      .documentNotConverted, "LibreOffice can open a DOC, WPS or RTF file",
      "LibreOffice 可以打开 DOC、WPS、RTF 文件"),
    rule(
      .documentTooLarge,
      "A PDF has no more than 256 MiB, a web page 16, an unpacked Word document 64",
      "PDF 不超过 256 MiB，网页不超过 16 MiB，Word 文档解压后不超过 64 MiB"),
    rule(
      .documentTooComplex,
      "The elements of a document are as many and as deep as a report's can be",
      "文档元素的数量和嵌套层数不超过上限"),
    rule(
      .documentEncrypted, "The file opens, without a password or with the one given",
      "文件无需密码或用所给密码可以打开"),
    rule(.documentDamaged, "The file's structure can be read", "文件结构可以读取"),
    rule(
      .documentUnsupported, "The file uses forms of PDF that are supported", "文件使用的 PDF 形式受支持"),
    rule(.documentNoPages, "The file has at least one page", "文件至少有一页"),
    rule(.documentTooManyPages, "The file has no more than 5,000 pages", "文件不超过 5000 页"),
    rule(.documentNoText, "The pages have text", "页面上有文字"),
    rule(.documentUndecodablePictures, "The pictures of a scan can be decoded", "扫描件的图像可以解码"),
    rule(.documentNotAReport, "At least one of the standard grids is found", "至少找到一张标准表格"),
    rule(.documentCrash, "Reading comes to its end", "读取过程正常结束"),
    rule(.documentFault, "Reading ends by no fault of gongkai", "读取过程没有因 gongkai 自身的错误而结束"),
    rule(.documentForbidden, "Reading tries nothing that it does not need", "读取过程不做读取以外的事"),
    rule(
      .documentTimeout, "Reading takes no more processor time than --timeout",
      "读取所用处理器时间不超过 --timeout"),
    rule(.documentStuck, "Reading does not stand still", "读取过程没有停滞"),
    rule(.documentMemory, "Reading needs no more memory than a worker may have", "读取所需内存不超过上限"),
    rule(.documentOutputLimit, "The results are no larger than a report's can be", "读取结果大小不超过上限"),
  ]

  private static func rule(_ id: RuleID, _ formula: String, _ formulaZh: String)
    -> RuleDescription
  {
    RuleDescription(
      id: id, severity: .error, formula: formula, formulaZh: formulaZh,
      source: "Needed to read a document", sourceZh: "读取文件的前提")
  }
}
