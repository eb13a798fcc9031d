/// The distances that decide what belongs together, each with its reason; in points.
struct TableTolerances: Sendable {
  /// Parallel lines this near are one: doubled borders are up to 3 pt apart, rows at least 8 high.
  var snap = 3.5
  /// A line ends this near to another one that it meets.
  var touch = 3.5
  /// Pieces of a dotted or dashed line are this near to each other.
  var dash = 5.0
  /// Shorter lines are no edges of cells.
  var shortest = 6.0
  /// Lines that go on beyond the last upright for more than this are the edges of a cell that is open
  /// at its side: the narrowest columns hold one letter of 9 pt and its margins.
  var openCell = 15.0
  /// The share of a cell's edge that a line must cover to divide it from its neighbour.
  var coverage = 0.5
}
