extension String {
  /// Whether it begins with a short number that a mark follows, `3.`, `四、` or `（四）`: an item of a
  /// list, which goes on with no text above it.
  var isNumberedItem: Bool {
    let scalars = Array(unicodeScalars.prefix(5))
    guard let first = scalars.first else { return false }
    if ("①"..."⑳").contains(first) { return true }
    let isOpen = "(（".unicodeScalars.contains(first)
    let number = scalars.dropFirst(isOpen ? 1 : 0).prefix { $0.properties.numericType != nil }
    guard (1...2).contains(number.count), scalars.indices.contains(number.endIndex) else {
      return false
    }
    return (isOpen ? "）)" : ".．、)）").unicodeScalars.contains(scalars[number.endIndex])
  }
}
