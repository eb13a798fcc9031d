import CTesseract

/// Which way up a picture is.
struct Orientation {
  /// Quarter turns clockwise that make the picture upright.
  var quarters = 0
  /// Whether its text says so.
  var isSure = false
  /// Whether the picture as it came lies.
  var isWide = false

  /// At this legibility a strip stands upright.
  private static let sure = 0.15
  /// How much better a picture reads that is turned otherwise than it came, or than the pages before.
  private static let better = 1.5
  /// How much better a picture reads one way than all others where that settles it.
  private static let distinct = 3.0
  /// Words that official texts and the labels of their tables use most. Characters by themselves say
  /// nothing: PP-OCR knows those that lie, too, and reads them down the lines.
  private static let words: Set<String> = [
    "政府", "信息", "公开", "工作", "情况", "主动", "申请", "行政", "机关", "年度", "报告", "处理", "结果", "内容",
    "数量", "数据", "关系", "事项", "法人", "自然", "其他", "本年", "机构", "组织", "企业", "公益", "服务", "结转",
    "依法", "规定", "制度", "加强", "提高", "一步", "单位", "群众", "审查", "发布", "网站", "平台", "政策", "解读",
    "项目", "建设", "人民", "社会", "领导", "办理", "答复", "登记", "审核", "管理", "规范", "重点", "领域", "问题",
    "存在", "改进", "监督", "保障", "培训", "人员", "落实", "推进", "及时", "完善", "开展", "年新", "总计", "维持",
    "纠正", "审结", "复议", "诉讼", "起诉", "许可", "处罚", "强制", "收费", "金额", "文件", "规章", "国家", "要求",
    "补正", "保有", "制作", "检索", "清楚", "明确", "重复", "投诉", "举报", "期限", "上级", "部门", "乡镇", "街道",
    "属于", "秘密", "法律", "法规", "禁止", "危及", "安全", "稳定", "保护", "第三", "三方", "合法", "权益", "内部",
    "事务", "过程", "执法", "案卷", "查询", "不予", "予以", "部分", "无法", "提供", "掌握", "没有", "现成", "另行",
    "信访", "出版", "正当", "理由", "大量", "反复", "确认", "重新", "出具", "获取", "逾期", "缴纳", "费用", "通知",
    "尚未", "直接", "商业", "科研", "继续", "性文", "制发", "废止", "有效", "现行",
  ]

  /// A word among fewer characters may be an accident: they count as so many.
  private static let usualCharacters = 20

  /// How much a strip reads like text that stands upright, from 0 to 1: the share of characters in
  /// words, by how sure their recognition is.
  static func legibility(of symbols: [TextEngine.Symbol]) -> Double {
    // A handful of marks that happen to read well is no text.
    guard symbols.count >= 4 else { return 0 }
    return inWords(symbols).reduce(0) { $0 + $1.confidence }
      / Double(max(symbols.count, usualCharacters))
  }

  /// The characters of words, one after the other; those of two words twice.
  private static func inWords(_ symbols: [TextEngine.Symbol]) -> [TextEngine.Symbol] {
    zip(symbols, symbols.dropFirst()).filter {
      $0.line == $1.line && words.contains($0.text + $1.text)
    }.flatMap { [$0, $1] }
  }

  /// Whether so many characters read so well that no more of the strip need be read.
  static func isClearlyUpright(_ symbols: [TextEngine.Symbol]) -> Bool {
    symbols.count >= fewestCharacters && legibility(of: symbols) >= 2 * sure
  }

  /// As many characters are a line of text, in a heading or a table.
  private static let fewestCharacters = 12

  /// The height of the strip that is tried, in points.
  private static let stripHeight = 60.0
  /// As much of its width is read, in points.
  private static let stripWidth = 240.0
  /// How many strips are tried where none reads well.
  private static let mostStrips = 2
  /// Pictures with less ink have no text to tell by: fewer pieces than this.
  private static let fewestPieces = 20

  /// How a picture is to be turned; as `previous`, a page of the same document, where its own text is
  /// too little to tell.
  static func found(
    in grey: Raster, ink: Raster, scale: Double, after previous: Orientation?,
    read: (Raster) -> [TextEngine.Symbol]
  ) -> Orientation {
    var result = Orientation(isWide: grey.width > grey.height)
    let known = previous.flatMap { $0.isWide == result.isWide ? $0.quarters : nil }
    result.quarters = known ?? 0
    guard ink.componentBoxes().count >= fewestPieces,
      let (grey, ink) = withoutLines(grey, ink, scale: scale)
    else { return result }
    let order: [Int] = (known.map { [$0] } ?? []) + [0, 2, 1, 3].filter { $0 != known }
    var sum = [Double](repeating: 0, count: 4)
    for rank in 0..<mostStrips {
      for quarters in order {
        guard let turned = grey.turned(quarters: quarters),
          let turnedInk = ink.turned(quarters: quarters),
          let strip = strip(of: turned, ink: turnedInk, scale: scale, rank: rank)
        else { continue }
        let symbols = read(strip)
        let value = legibility(of: symbols)
        // Where the pages before lie otherwise, one strip that happens to read well is not enough, nor
        // where the page may lie: characters one below the other are words then.
        if value >= sure, known == quarters || known == nil && !result.isWide {
          return Orientation(quarters: quarters, isSure: true, isWide: result.isWide)
        }
        // Words of characters that lie speak for the way in which those stand.
        let lie =
          value >= sure && result.isWide
          && LyingCharacters.lie(inWords(symbols), in: strip, read: read)
        sum[(quarters + (lie ? 1 : 0)) % 4] += value
      }
      // Text that uses other words reads still much better as it stands than turned.
      let values = sum.sorted()
      if values[3] > distinct * values[2], known != nil || !result.isWide { break }
    }
    let most = (0..<4).max { sum[$0] < sum[$1] } ?? 0
    // The pages of a document lie alike, but for one with a wide table.
    let isEnough = known == nil || sum[most] >= 2 * sure
    if isEnough, sum[most] > better * sum[result.quarters] { result.quarters = most }
    if result.isWide, known == nil {
      result.isSure = result.quarters == most && sum[most] >= 2 * sure
    }
    return result
  }

  /// The picture without long straight strokes, which make table cells hard to read.
  private static func withoutLines(_ grey: Raster, _ ink: Raster, scale: Double) -> (
    Raster, Raster
  )? {
    let length = Int32(20 * scale)
    // Thickened across, a line that is not quite level is one piece.
    guard let high = Raster(pixDilateBrick(nil, ink.pix, 1, 3)),
      let broad = Raster(pixDilateBrick(nil, ink.pix, 3, 1)),
      let level = Raster(pixOpenCompBrick(nil, high.pix, length, 1)),
      let upright = Raster(pixOpenCompBrick(nil, broad.pix, 1, length)),
      let lines = Raster(pixOr(nil, level.pix, upright.pix)),
      let wide = Raster(pixDilateBrick(nil, lines.pix, 3, 3)),
      let bare = Raster(pixSubtract(nil, ink.pix, wide.pix)),
      let copy = Raster(pixCopy(nil, grey.pix))
    else { return nil }
    pixSetMasked(copy.pix, wide.pix, UInt32(ScannedPage.paper))
    clearRests(of: bare, from: copy, scale: scale)
    return (copy, bare)
  }

  /// Higher and wider than this is no character, in points; thinner than the second no stroke of one that
  /// is longer than the third.
  private static let largest = 30.0
  private static let thin = 3.0
  private static let longestStroke = 14.0

  /// Makes paper of what is left of rough lines.
  private static func clearRests(of ink: Raster, from grey: Raster, scale: Double) {
    let most = Int32(largest * scale)
    if let large = Raster(
      pixSelectBySize(
        ink.pix, most, most, 8, Int32(L_SELECT_IF_EITHER), Int32(L_SELECT_IF_GT), nil)),
      let wide = Raster(pixDilateBrick(nil, large.pix, 3, 3))
    {
      pixSetMasked(grey.pix, wide.pix, UInt32(ScannedPage.paper))
    }
    for box in ink.componentBoxes() {
      let (short, long) = (min(box.width, box.height), max(box.width, box.height))
      if Double(short) < thin * scale, Double(long) > longestStroke * scale {
        grey.fill(box.expanded(by: 1), with: ScannedPage.paper)
      }
    }
  }

  /// The strip across the picture that holds the most characters, pieces of ink of their size, or
  /// where `rank` is not 0 one that holds fewer than so many others.
  private static func strip(of grey: Raster, ink: Raster, scale: Double, rank: Int) -> Raster? {
    let height = Int(stripHeight * scale)
    let boxes = ink.componentBoxes().filter {
      max($0.width, $0.height) > Int(3 * scale) && max($0.width, $0.height) < Int(30 * scale)
    }
    let strips = Dictionary(grouping: boxes) { $0.y / height }.values.sorted {
      ($1.count, $0[0].y) < ($0.count, $1[0].y)
    }
    guard rank < strips.count else { return nil }
    let window = fullest(of: strips[rank], width: Int(stripWidth * scale))
    guard let first = window.first else { return nil }
    let area = window.dropFirst().reduce(first) { $0.union($1) }
    return grey.clipped(to: area)?.bordered(by: Int(4 * scale))
  }

  /// The most boxes that begin within a stretch across.
  private static func fullest(of boxes: [PixelBox], width: Int) -> ArraySlice<PixelBox> {
    let sorted = boxes.sorted { $0.x < $1.x }
    var best = sorted[..<0]
    var start = 0
    for end in sorted.indices {
      while sorted[end].x - sorted[start].x > width { start += 1 }
      if end - start >= best.count { best = sorted[start...end] }
    }
    return best
  }
}
