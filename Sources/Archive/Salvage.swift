import GRDB

/// Brings the rows of a table over from a damaged archive: every one that SQLite can still reach.
///
/// A damaged page ends a walk through a table. The rows behind it are reached from the other end, and
/// those between one by one by their keys.
struct Salvage {
  private let table: String
  private let columns: [String]
  /// Columns of the primary key in their order; those of a table without rowid are the way to its rows.
  private let key: [String]
  private let hasRowID: Bool
  /// Whether some rows could not be reached.
  private(set) var isIncomplete = false
  private(set) var count = 0

  /// How far past the last row that was reached further ones are looked for one by one.
  private static let furthestProbe: Int64 = 100_000

  /// Learns from the archive that the rows go to, whose tables are whole, what the table is like.
  ///
  /// - Throws: `DatabaseError`.
  init(of table: String, in db: Database) throws {
    self.table = Archive.quoted(table)
    let rows = try Row.fetchAll(db, sql: "PRAGMA table_info(\(self.table))")
    columns = try rows.map { try $0.decode(String.self, forColumn: "name") }.map(Archive.quoted)
    key = try rows.map {
      (try $0.decode(Int.self, forColumn: "pk"), try $0.decode(String.self, forColumn: "name"))
    }
    .filter { $0.0 > 0 }.sorted { $0.0 < $1.0 }.map { Archive.quoted($0.1) }
    let sql = try String.fetchOne(
      db, sql: "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?", arguments: [table]
    )
    hasRowID = sql?.uppercased().contains("WITHOUT ROWID") != true
  }

  /// Copies what can be reached.
  ///
  /// - Throws: `DatabaseError` where the new archive cannot be written.
  mutating func copy(from damaged: Database, to whole: Database) throws {
    let order = hasRowID ? ["rowid"] : key
    let up = try walk(damaged, whole, order.joined(separator: ", "))
    guard up.isBroken else { return }
    isIncomplete = true
    let down = try walk(damaged, whole, order.map { "\($0) DESC" }.joined(separator: ", "))
    if hasRowID {
      try probe(damaged, whole, after: up.last ?? 0, before: down.last)
    } else {
      try probeKeys(damaged, whole)
    }
  }

  // MARK: Ways to rows

  /// Goes through the table until it ends or breaks; gives the last rowid that was reached.
  private mutating func walk(
    _ damaged: Database, _ whole: Database, _ order: String
  ) throws -> (isBroken: Bool, last: Int64?) {
    var last: Int64?
    let rowID = hasRowID ? "rowid" : "0"
    let sql = "SELECT \(rowID), \(columns.joined(separator: ", ")) FROM \(table) ORDER BY \(order)"
    guard let rows = try? Row.fetchCursor(damaged, sql: sql) else { return (true, nil) }
    while true {
      let values: [DatabaseValue]
      do {
        guard let row = try rows.next() else { return (false, last) }
        values = Array(row.databaseValues)
      } catch {
        return (true, last)
      }
      last = Int64.fromDatabaseValue(values[0])
      try insert(values.dropFirst(), whole)
    }
  }

  private mutating func probe(
    _ damaged: Database, _ whole: Database, after first: Int64, before last: Int64?
  ) throws {
    // No row takes less than eight bytes; a rowid from the other end may be damaged itself.
    let most = last == nil ? Self.furthestProbe : 10 * Self.furthestProbe
    let furthest = try min(most, Int64(Archive.pageBytes(damaged) / 8))
    let end = min(last ?? .max, first.addingReportingOverflow(furthest).partialValue)
    guard first < end else { return }
    for id in (first + 1)..<end { try fetch(damaged, whole, "rowid = ?", id.databaseValue) }
  }

  /// Looks for the rows of every document that was saved.
  private mutating func probeKeys(_ damaged: Database, _ whole: Database) throws {
    let known = ["\"document_id\"": "id", "\"path\"": "path"]
    guard let column = key.first, let source = known[column] else { return }
    for value in try DatabaseValue.fetchAll(whole, sql: "SELECT \(source) FROM document") {
      try fetch(damaged, whole, "\(column) = ?", value)
    }
  }

  private mutating func fetch(
    _ damaged: Database, _ whole: Database, _ condition: String, _ value: DatabaseValue
  ) throws {
    let sql = "SELECT \(columns.joined(separator: ", ")) FROM \(table) WHERE \(condition)"
    guard let statement = try? damaged.cachedStatement(sql: sql),
      let rows = try? Row.fetchAll(statement, arguments: [value])
    else { return }
    for row in rows { try insert(row.databaseValues, whole) }
  }

  private mutating func insert(_ values: some Collection<DatabaseValue>, _ whole: Database) throws {
    let marks = repeatElement("?", count: columns.count).joined(separator: ", ")
    // Rows that are reached twice, or make no sense, are left out.
    let sql =
      "INSERT OR IGNORE INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(marks))"
    try whole.cachedStatement(sql: sql).execute(arguments: StatementArguments(Array(values)))
    count += whole.changesCount
  }
}
