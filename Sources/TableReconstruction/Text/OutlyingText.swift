import PageModel

/// Glyphs that stand outside of a table and are text of its cells.
struct OutlyingText {
  /// The glyphs that no table holds.
  let free: [Glyph]
  let lattice: Lattice
  /// The glyphs in the table.
  let inside: [Glyph]

  /// Places of those that go on sideways with what stands at the table's edge: text that is
  /// wider than its cell, as where another font stands in for the one that was meant.
  var beside: [Int] {
    let near = free.indices.filter { place in
      let box = free[place].box
      return box.midY > lattice.box.y0 && box.midY < lattice.box.y1
        && box.x0 < lattice.box.x1 + 4 * free[place].fontSize
        && box.x1 > lattice.box.x0 - 4 * free[place].fontSize
    }.sorted {
      abs(free[$0].box.midX - lattice.box.midX) < abs(free[$1].box.midX - lattice.box.midX)
    }
    var text = inside.filter {
      $0.box.x1 > lattice.box.x1 - 2 * $0.fontSize || $0.box.x0 < lattice.box.x0 + 2 * $0.fontSize
    }
    var result: [Int] = []
    for place in near {
      let glyph = free[place]
      let goesOn = text.contains {
        abs($0.box.midY - glyph.box.midY) < 0.25 * glyph.fontSize
          && abs($0.fontSize - glyph.fontSize) < 0.1 * glyph.fontSize
          && max($0.box.x0 - glyph.box.x1, glyph.box.x0 - $0.box.x1) < 0.7 * glyph.fontSize
      }
      if goesOn {
        text.append(glyph)
        result.append(place)
      }
    }
    return result.sorted()
  }

  /// Places of those beyond an open edge of the table that go on with the text of a cell at it: a
  /// break cuts the lines of a row where it ends, but whole lines of text go on.
  var beyond: [Int] {
    let open = lattice.openColumns
    guard !open.above.isEmpty || !open.below.isEmpty else { return [] }
    func column(of glyph: Glyph) -> Int { lattice.xs.lastIndex { $0 <= glyph.box.midX } ?? -1 }
    var text = inside
    var result: [Int] = []
    let beyond = free.indices.filter { place in
      let box = free[place].box
      return box.midX > lattice.box.x0 && box.midX < lattice.box.x1
        && (box.midY > lattice.box.y1 && open.below.contains(column(of: free[place]))
          || box.midY < lattice.box.y0 && open.above.contains(column(of: free[place])))
    }.sorted {
      abs(free[$0].box.midY - lattice.box.midY) < abs(free[$1].box.midY - lattice.box.midY)
    }
    for place in beyond {
      let glyph = free[place]
      let goesOn = text.contains {
        column(of: $0) == column(of: glyph)
          && abs($0.fontSize - glyph.fontSize) < 0.1 * glyph.fontSize
          && max($0.box.y0 - glyph.box.y1, glyph.box.y0 - $0.box.y1) < 0.7 * glyph.fontSize
      }
      if goesOn {
        text.append(glyph)
        result.append(place)
      }
    }
    // Text that leaves the table sideways is a line below it.
    let isRunning = free.indices.contains { place in
      !result.contains(place)
        && result.contains {
          abs(free[$0].box.midY - free[place].box.midY) < 0.3 * free[place].fontSize
        }
    }
    return isRunning ? [] : result
  }
}
