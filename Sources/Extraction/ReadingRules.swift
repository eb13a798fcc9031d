import PageModel
public import ReportModel

/// What reading and parsing notice, as `gongkai rules` lists it.
public enum ReadingRules {
  public static let rules: [RuleDescription] = [
    rule(
      .readingConverted, .info, "The file is read as it is, not by way of LibreOffice",
      "文件直接读取，未经 LibreOffice 转换"),
    rule(.readingDamaged, .warning, "The file has no faults inside", "文件内部没有错误"),
    rule(.readingPageMissing, .error, "Every page can be read", "每一页都可以读取"),
    rule(
      .readingPageTooComplex, .warning, "A page draws no more than can be taken down", "页面绘制内容不超过上限"
    ),
    rule(
      .readingTooManyCharacters, .error, "A page has no more than 50,000 characters",
      "一页不超过 50000 个字符"),
    rule(
      .readingTooManyRules, .error, "A page has no more than 50,000 lines and pictures",
      "一页不超过 50000 条线和图像"),
    rule(.readingPageSize, .error, "A page is no larger than 200 inches", "页面边长不超过 200 英寸"),
    rule(
      .readingUnsupported, .warning, "The file uses no form that is not supported", "文件没有使用不支持的格式"),
    rule(
      .readingPictureUndecodable, .error, "The picture of a page can be decoded", "页面图像可以解码"),
    rule(
      .readingNoUnicodeMap, .error, "The fonts say which characters they show", "字体有 Unicode 对照表"),
    rule(.readingUnmappedFont, .error, "The characters of a value cell are known", "数值单元格的字符可知"),
    rule(.readingCellMissing, .error, "Every standard cell is found", "找到全部标准单元格"),
    rule(.readingCellUnreadable, .error, "A value cell holds one figure or none", "数值单元格只有一个数字或为空"),
    rule(.readingDuplicateCell, .error, "A standard cell stands in the report once", "标准单元格只出现一次"),
    rule(
      .readingDuplicateGrid, .error,
      "A grid stands in the report once, or a year says which is its own",
      "每个表格只出现一次，或可由年份确定"),
    rule(.readingOtherYear, .warning, "No grid of another year stands in the report", "没有其他年度的表格"),
    rule(
      .readingBlankInDoubt, .error, "No figure without a cell stands beside blank cells",
      "空白单元格旁没有未归入单元格的数字"),
    rule(
      .readingBlankAmongZeros, .warning, "A grid that prints its zeros has no blank cells",
      "印有 0 的表格没有空白单元格"),
    rule(.readingRowBlank, .warning, "Something stands beside every row's label", "各行标签旁有内容"),
    rule(.readingEditionUncertain, .error, "（六）其他处理 is found", "找到（六）其他处理"),
    rule(
      .readingUnassignedFigure, .warning, "Every figure belongs to a standard cell", "每个数字都属于标准单元格"),
    rule(
      .readingHeaderByPlace, .warning, "The words above each column can be read", "各列表头可以识别"),
    rule(
      .readingWitness, .error,
      "The characters on the page bear out each cell's figure, row and column",
      "页面上的字符印证每个单元格的数字、行和列"),
    rule(
      .readingRecognitionUnavailable, .error, "What recognising pictures needs is installed",
      "识别图像所需的数据已安装"),
    rule(
      .readingLowConfidence, .warning, "A figure from a picture is read with confidence",
      "由图像识别的数字把握较大"),
    rule(
      .readingLayerDiffers, .warning, "A scan's text layer and its picture show the same figure",
      "扫描件文字层与图像的数字一致"),
    rule(
      .readingFigureMended, .info, "A figure from a picture fits the sums at first sight",
      "由图像识别的数字初读即符合合计"),
    rule(
      .readingRowLength, .warning, "All rows of a table have as many columns", "表格各行列数相同"),
    rule(.readingFigureBroken, .warning, "No line break parts the digits of a figure", "数字中间没有换行"),
    rule(
      .readingTableCut, .error, "A table has no more than 1,000 rows and 100 columns",
      "表格不超过 1000 行、100 列"),
    rule(.readingUnitConverted, .info, "A figure is in the column's unit", "数字使用本栏单位"),
    rule(.readingUnitInCell, .info, "A value cell holds no unit", "数值单元格中没有单位"),
    rule(.readingNoteInCell, .info, "A value cell holds no note", "数值单元格中没有注释"),
  ]

  private static func rule(
    _ id: RuleID, _ severity: Severity, _ formula: String, _ formulaZh: String
  ) -> RuleDescription {
    RuleDescription(
      id: id, severity: severity, formula: formula, formulaZh: formulaZh,
      source: "国办公开办函〔2019〕60号 and 〔2021〕30号: the form", sourceZh: "国办公开办函〔2019〕60号、〔2021〕30号所附格式")
  }
}
