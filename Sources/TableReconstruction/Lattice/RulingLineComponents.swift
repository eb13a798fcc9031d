import PageModel

/// Second step: lines that meet belong to one table.
struct RulingLineComponents {
  let tolerances: TableTolerances

  struct Component {
    var horizontal: [RulingLine]
    var vertical: [RulingLine]
  }

  func components(horizontal: [RulingLine], vertical: [RulingLine]) -> [Component] {
    let all = horizontal + vertical
    var parents = Array(all.indices)
    func root(_ index: Int) -> Int {
      var index = index
      while parents[index] != index {
        parents[index] = parents[parents[index]]
        index = parents[index]
      }
      return index
    }
    let touch = tolerances.touch
    for (h, across) in horizontal.enumerated() {
      for (offset, down) in vertical.enumerated() {
        if down.position >= across.start - touch, down.position <= across.end + touch,
          across.position >= down.start - touch, across.position <= down.end + touch
        {
          parents[root(h)] = root(horizontal.count + offset)
        }
      }
    }
    let crossed = Set(horizontal.indices.map(root))
    // A break may leave a row with no line above or below it: vertical lines of one extent.
    for (one, left) in vertical.enumerated() where !crossed.contains(root(horizontal.count + one)) {
      for (other, right) in vertical.enumerated().dropFirst(one + 1)
      where !crossed.contains(root(horizontal.count + other)) {
        if abs(left.start - right.start) <= touch, abs(left.end - right.end) <= touch {
          parents[root(horizontal.count + one)] = root(horizontal.count + other)
        }
      }
    }
    var members: [Int: Component] = [:]
    for index in all.indices {
      let key = root(index)
      if index < horizontal.count {
        members[key, default: Component(horizontal: [], vertical: [])].horizontal.append(all[index])
      } else {
        members[key, default: Component(horizontal: [], vertical: [])].vertical.append(all[index])
      }
    }
    return members.keys.sorted().compactMap { members[$0] }
  }
}
