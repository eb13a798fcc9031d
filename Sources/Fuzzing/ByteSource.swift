/// Choices made by the bytes of a fuzzer; where they are used up, the first of each.
struct ByteSource {
  private var bytes: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { self.bytes = bytes[...] }

  var rest: ArraySlice<UInt8> { bytes }

  var isEmpty: Bool { bytes.isEmpty }

  mutating func byte() -> UInt8 { bytes.popFirst() ?? 0 }

  mutating func flag() -> Bool { byte() & 1 == 1 }

  /// Fewer than `limit`.
  mutating func count(_ limit: Int) -> Int { Int(byte()) % limit }

  /// Mostly a point of a page, in halves; sometimes one far outside of it.
  mutating func coordinate() -> Double {
    let choice = byte()
    if choice > 250 { return Self.extremes[Int(byte()) % Self.extremes.count] }
    return Double(Int(choice) << 3 | Int(byte() & 7)) / 2
  }

  /// What stands in reports, and what could.
  mutating func word() -> String { Self.words[Int(byte()) % Self.words.count] }

  private static let extremes: [Double] = [
    -1, -1e6, 1e6, 1e9, 1e15, -1e15, 1e19, 1e300, .leastNonzeroMagnitude, 0.001, 32768, 1e7,
  ]

  private static let words = [
    "0", "1", "12", "3001", "-5", "1,234", "２", "12.5", "/", "—", "无", "", " ", "万元", "件", "%", "。",
    "，", "、",
    "；", "一、", "二、", "三、", "四、", "五、", "六、", "（一）", "（七）", "总计", "合计", "自然人", "法人或其他组织",
    "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "本年新收政府信息公开申请数量", "上年结转",
    "本年度办理结果", "予以公开", "部分公开", "不予公开", "结转下年度继续办理", "行政复议", "行政诉讼", "结果维持",
    "结果纠正", "尚未审结", "规章", "行政规范性文件", "本年制发件数", "本年废止件数", "现行有效件数", "行政许可",
    "行政处罚", "行政强制", "行政事业性收费", "本年收费金额（单位：万元）", "收到政府信息公开申请", "受理", "答复",
    "其中", "同比增长", "下降", "占", "共", "年", "2024年", "〇", "十二", "三千零一", "百分之", "9223372036854775808",
    "99999999999999999999", "1e308", "\u{301}", "\u{202E}", "\u{FEFF}", "\u{1F600}", "\u{20000}",
  ]
}
