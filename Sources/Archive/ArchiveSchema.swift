import GRDB

extension Archive {
  /// The tables of an archive. What is released is never edited; changes are further migrations.
  static let migrator: DatabaseMigrator = {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("2026-11 documents, sightings, attempts, results") { db in
      try db.execute(sql: tables)
    }
    return migrator
  }()

  private static let tables = """
    CREATE TABLE document (
      id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, bytes INTEGER NOT NULL,
      -- the path that it was first met under; its results are named for it
      path TEXT NOT NULL, first_seen TEXT NOT NULL,
      -- the earliest change of a file that held it, in nanoseconds since 1970
      dated INTEGER NOT NULL,
      status TEXT NOT NULL,
      -- whether the last reading failed; what an earlier one gave is kept
      is_failure INTEGER NOT NULL,
      issuer TEXT, year INTEGER, edition TEXT, title TEXT,
      -- the version of the program that gave the record, and the record as JSON
      program TEXT NOT NULL, record BLOB NOT NULL
    );
    CREATE INDEX document_report ON document (issuer, year);
    CREATE INDEX document_path ON document (path);
    -- Of versions of one report (same issuer and year, other bytes) the newest is current.
    CREATE VIEW report AS SELECT d.*, NOT EXISTS (
      SELECT 1 FROM document n WHERE n.issuer = d.issuer AND n.year = d.year
      AND (n.dated, n.sha256) > (d.dated, d.sha256)) AS is_current FROM document d;
    -- Every path that a document was met under, with the file as it was then.
    CREATE TABLE sighting (
      path TEXT NOT NULL, document_id INTEGER NOT NULL REFERENCES document,
      bytes INTEGER NOT NULL, modified INTEGER NOT NULL, inode INTEGER NOT NULL,
      first_seen TEXT NOT NULL, last_seen TEXT NOT NULL, PRIMARY KEY (path, document_id)
    ) WITHOUT ROWID;
    CREATE INDEX sighting_document ON sighting (document_id);
    -- Files that hold no document, so that they need not be opened again.
    CREATE TABLE skipped (
      path TEXT PRIMARY KEY, bytes INTEGER NOT NULL, modified INTEGER NOT NULL,
      inode INTEGER NOT NULL, cause TEXT NOT NULL
    ) WITHOUT ROWID;
    -- Every reading: its outcome, why the document was rejected, what it cost.
    CREATE TABLE attempt (
      id INTEGER PRIMARY KEY, document_id INTEGER NOT NULL REFERENCES document, at TEXT NOT NULL,
      outcome TEXT NOT NULL, cause TEXT, message TEXT, message_zh TEXT, seconds REAL,
      peak_memory INTEGER, program TEXT NOT NULL
    );
    CREATE INDEX attempt_document ON attempt (document_id);
    CREATE TABLE section (
      document_id INTEGER NOT NULL REFERENCES document, position INTEGER NOT NULL,
      number INTEGER, heading TEXT, printed_numeral TEXT, page INTEGER, text TEXT,
      PRIMARY KEY (document_id, position)
    ) WITHOUT ROWID;
    CREATE TABLE cell (
      document_id INTEGER NOT NULL REFERENCES document, cell_id TEXT NOT NULL, value REAL,
      raw TEXT, page INTEGER, x0 REAL, y0 REAL, x1 REAL, y1 REAL, confidence REAL,
      PRIMARY KEY (document_id, cell_id)
    ) WITHOUT ROWID;
    CREATE TABLE finding (
      document_id INTEGER NOT NULL REFERENCES document, position INTEGER NOT NULL,
      rule TEXT NOT NULL, severity TEXT NOT NULL, message TEXT NOT NULL,
      message_zh TEXT NOT NULL, cells TEXT NOT NULL, expected REAL, actual REAL, page INTEGER,
      x0 REAL, y0 REAL, x1 REAL, y1 REAL, PRIMARY KEY (document_id, position)
    ) WITHOUT ROWID;
    CREATE INDEX finding_rule ON finding (rule);
    -- Cells that a reading gave differently from the one before.
    CREATE TABLE change (
      id INTEGER PRIMARY KEY, document_id INTEGER NOT NULL REFERENCES document,
      at TEXT NOT NULL, cell_id TEXT NOT NULL, before REAL, after REAL, program TEXT NOT NULL
    );
    """
}
