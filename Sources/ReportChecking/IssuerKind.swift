import PageModel
import ReportModel

/// What sort of body issues a report, as far as its name tells.
enum IssuerKind: Sendable, Hashable {
  case township
  /// The government of a county, an autonomous county, a banner or a district.
  case county
  /// The government of a city (with districts or not: the name does not tell) or of a prefecture.
  case city
  case province
  /// A department of a city or county.
  case localDepartment
  /// A department of a province or of the state, or one whose name does not tell.
  case department
  /// A body of another sort, or unknown.
  case other

  /// From the issuer's name; the office of a government, which signs the government's own report,
  /// counts as the government.
  init(issuer: String?) {
    guard var name = issuer.map({ $0.filter { !$0.isWhitespace } }), !name.isEmpty else {
      self = .other
      return
    }
    for office in ["人民政府办公室", "人民政府办公厅", "人民政府"] where name.hasSuffix(office) {
      name.removeLast(office.count)
      self = Self.government(of: name)
      return
    }
    let townships = ["乡政府", "镇政府", "街道办事处", "街道办", "乡", "镇", "街道", "苏木"]
    if townships.contains(where: name.hasSuffix) {
      self = .township
    } else if Self.isDepartment(name) {
      self = Self.isLocal(name) ? .localDepartment : .department
    } else {
      self = .other
    }
  }

  private static func government(of place: String) -> IssuerKind {
    switch place.last {
    case "乡", "镇", "道", "木": .township
    case "县", "旗": .county
    case "区": place.hasSuffix("自治区") ? .province : .county
    case "省": .province
    case "市", "州", "盟": .city
    default: .other
    }
  }

  private static func isDepartment(_ name: String) -> Bool {
    let suffixes = ["局", "厅", "委员会", "委", "办公室", "办公厅", "大队", "支队"]
    // A zone's committee governs like a local government.
    let governing = ["管理委员会", "管委会"]
    return suffixes.contains(where: name.hasSuffix) && !governing.contains(where: name.hasSuffix)
  }

  private static func isLocal(_ name: String) -> Bool {
    let higher = ["国家", "中国", "中华", "国务院"]
    return !higher.contains(where: name.hasPrefix) && !name.contains("省")
      && !name.contains("自治区") && name.contains { "市县区旗州".contains($0) }
  }

  /// Whether the law gives such a body no power to make 规章.
  var cannotMakeRegulations: Bool {
    switch self {
    case .township, .county, .localDepartment: true
    case .city, .province, .department, .other: false
    }
  }

  /// The last day for publication, in the year after the one reported on.
  ///
  /// Article 49 gives governments until 31 March and departments until 31 January; townships
  /// follow the departments. A body of unknown sort gets the later day.
  var deadline: (month: Int, day: Int) {
    switch self {
    case .township, .localDepartment, .department: (1, 31)
    case .county, .city, .province, .other: (3, 31)
    }
  }
}
