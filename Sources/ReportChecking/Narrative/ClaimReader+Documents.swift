import PageModel
import ReportModel

extension ClaimReader {
  /// What a figure about documents counts, or `nil` where the words leave it open.
  func documentKind(_ count: CountContext) -> Claim.Kind? {
    guard count.hasUnit, !count.isNested,
      !count.headNames(anyOf: [.lastYear, .negation, .otherSubject, .exclusion])
    else { return nil }
    var figures: Set<Claim.DocumentFigure> = []
    var items: [ProactiveItem] = []
    var index = count.number - 1
    walk: while index >= count.head.startIndex {
      switch count.head[index].term {
      case .issue: figures.insert(.issued)
      case .repeal: figures.insert(.repealed)
      case .inForce: figures.insert(.inForce)
      case .document(let item): items.append(item)
      case .filler, .joiner, .thisYear, .enumerationComma: break
      default: break walk
      }
      index -= 1
    }
    guard figures.count == 1, let figure = figures.first else { return nil }
    let after: Set<Term> = [
      .filler, .joiner, .document(.normativeDocuments), .document(.regulations),
    ]
    guard count.tailIsOnly(after) else { return nil }
    if items.isEmpty { items = count.tail.compactMap { Self.document($0.term) } }
    if items.isEmpty {
      // 制发规范性文件2件，废止3件: of the same documents
      let before = count.sentence.lexemes[..<count.number].reversed()
      items = before.lazy.compactMap { Self.document($0.term) }.prefix(1).map { $0 }
    }
    return items.isEmpty ? nil : .documents(items, figure)
  }

  static func document(_ term: Term) -> ProactiveItem? {
    if case .document(let item) = term { item } else { nil }
  }

  /// 作出行政许可决定12件, and nothing less plain.
  func decisionKind(_ count: CountContext) -> Claim.Kind? {
    guard count.hasUnit, !count.isNested, count.tail.isEmpty,
      !count.headNames(anyOf: [.lastYear, .exclusion, .otherSubject]),
      let found = count.labels({ if case .decision(let item) = $0 { item } else { nil } }),
      found.labels.count == 1, !found.isEach
    else { return nil }
    return .decisions(found.labels[0])
  }
}
