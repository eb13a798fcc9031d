import Foundation
import GRDB

extension Archive {
  /// The tables of an archive. What is released is never edited; changes are further migrations.
  static let migrator: DatabaseMigrator = {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("2026-11 documents, sightings, attempts, results") { db in
      try db.execute(sql: tables)
    }
    migrator.registerMigration("2026-11 several reports in a document") { db in
      try db.execute(sql: parts)
    }
    migrator.registerMigration("2026-11 checksums of records") { db in
      try db.execute(sql: checksums)
      let rows = try Row.fetchCursor(db, sql: "SELECT id, record FROM document")
      while let row = try rows.next() {
        try keepChecksum(
          of: row.decode(Data.self, atIndex: 1), document: row.decode(Int64.self, atIndex: 0), db)
      }
    }
    migrator.registerMigration("2026-11 checksums of rows") { db in
      try db.execute(sql: rowChecksums)
      for id in try Int64.fetchAll(db, sql: "SELECT id FROM document") {
        try keepRowChecksum(of: id, db)
      }
    }
    migrator.registerMigration("2026-11 where documents were fetched") { db in
      try db.execute(sql: origins)
    }
    return migrator
  }()

  // Every index is a page more that each document writes; what is asked seldom looks through tables.
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
    -- Files that hold no document, so that they need not be opened again.
    CREATE TABLE skipped (
      path TEXT PRIMARY KEY, bytes INTEGER NOT NULL, modified INTEGER NOT NULL,
      inode INTEGER NOT NULL, cause TEXT NOT NULL
    ) WITHOUT ROWID;
    -- Every reading: its outcome, why the document was rejected, what it cost.
    CREATE TABLE attempt (
      document_id INTEGER NOT NULL REFERENCES document, number INTEGER NOT NULL, at TEXT NOT NULL,
      outcome TEXT NOT NULL, cause TEXT, message TEXT, message_zh TEXT, seconds REAL,
      peak_memory INTEGER, program TEXT NOT NULL, PRIMARY KEY (document_id, number)
    ) WITHOUT ROWID;
    -- Sections and cells are most of a record; they are looked up in it, so that none is kept twice.
    CREATE VIEW section AS SELECT d.id AS document_id, s.key + 1 AS position,
      s.value ->> 'number' AS number, s.value ->> 'heading' AS heading,
      s.value ->> 'printed_numeral' AS printed_numeral, s.value ->> 'page' AS page,
      s.value ->> 'text' AS text
      FROM document d, json_each(CAST(d.record AS TEXT), '$.sections') s;
    -- The box is [x0, y0, x1, y1].
    CREATE VIEW cell AS SELECT d.id AS document_id, c.key AS cell_id, c.value ->> 'value' AS value,
      c.value ->> 'raw' AS raw, c.value ->> 'page' AS page, c.value ->> 'box' AS box,
      c.value ->> 'confidence' AS confidence
      FROM document d, json_each(CAST(d.record AS TEXT), '$.cells') c;
    -- Numbered from 1 within a document.
    CREATE TABLE finding (
      document_id INTEGER NOT NULL REFERENCES document, position INTEGER NOT NULL,
      rule TEXT NOT NULL, severity TEXT NOT NULL, message TEXT NOT NULL,
      message_zh TEXT NOT NULL, cells TEXT NOT NULL, expected REAL, actual REAL, page INTEGER,
      box TEXT, PRIMARY KEY (document_id, position)
    ) WITHOUT ROWID;
    -- Cells that a reading gave differently from the one before.
    CREATE TABLE change (
      id INTEGER PRIMARY KEY, document_id INTEGER NOT NULL REFERENCES document,
      at TEXT NOT NULL, cell_id TEXT NOT NULL, before REAL, after REAL, program TEXT NOT NULL
    );
    """

  // Beside the record, which stays as it was written.
  private static let origins = """
    ALTER TABLE document ADD COLUMN source_url TEXT;
    ALTER TABLE document ADD COLUMN fetched_at TEXT;
    """

  // SQLite finds damage in the structure of pages; that a figure within one has become another, nobody but
  // this tells: the first 64 bits of the SHA-256 of each record.
  private static let checksums = """
    CREATE TABLE checksum (
      document_id INTEGER PRIMARY KEY REFERENCES document ON DELETE CASCADE, record INTEGER NOT NULL
    );
    """

  // The same of all else that is kept of a document. Changes are found by their document for it.
  private static let rowChecksums = """
    ALTER TABLE checksum ADD COLUMN rows INTEGER;
    CREATE INDEX change_document ON change (document_id);
    """

  // SQLite cannot change what is unique: the table is made anew. `document_id` keeps its meaning, and
  // sightings are those of a file's first report.
  private static let parts = """
    DROP VIEW report; DROP VIEW section; DROP VIEW cell;
    CREATE TABLE document_of_part (
      id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL,
      -- the path that its file was first met under; its results are named for it
      path TEXT NOT NULL, first_seen TEXT NOT NULL,
      -- the earliest change of a file that held it, in nanoseconds since 1970
      dated INTEGER NOT NULL,
      status TEXT NOT NULL,
      -- whether the last reading failed; what an earlier one gave is kept
      is_failure INTEGER NOT NULL,
      issuer TEXT, year INTEGER, edition TEXT, title TEXT,
      -- the version of the program that gave the record, and the record as JSON
      program TEXT NOT NULL, record BLOB NOT NULL,
      -- which of the reports of its file it is, from 1
      part INTEGER NOT NULL DEFAULT 1, UNIQUE (sha256, part)
    );
    INSERT INTO document_of_part SELECT id, sha256, bytes, path, first_seen, dated, status,
      is_failure, issuer, year, edition, title, program, record, 1 FROM document;
    DROP TABLE document;
    ALTER TABLE document_of_part RENAME TO document;
    CREATE INDEX document_report ON document (issuer, year);
    -- Of versions of one report (same issuer and year, other bytes) the newest is current.
    CREATE VIEW report AS SELECT d.*, NOT EXISTS (
      SELECT 1 FROM document n WHERE n.issuer = d.issuer AND n.year = d.year
      AND (n.dated, n.sha256, n.part) > (d.dated, d.sha256, d.part)) AS is_current FROM document d;
    -- Sections and cells are most of a record; they are looked up in it, so that none is kept twice.
    CREATE VIEW section AS SELECT d.id AS document_id, s.key + 1 AS position,
      s.value ->> 'number' AS number, s.value ->> 'heading' AS heading,
      s.value ->> 'printed_numeral' AS printed_numeral, s.value ->> 'page' AS page,
      s.value ->> 'text' AS text
      FROM document d, json_each(CAST(d.record AS TEXT), '$.sections') s;
    -- The box is [x0, y0, x1, y1].
    CREATE VIEW cell AS SELECT d.id AS document_id, c.key AS cell_id, c.value ->> 'value' AS value,
      c.value ->> 'raw' AS raw, c.value ->> 'page' AS page, c.value ->> 'box' AS box,
      c.value ->> 'confidence' AS confidence
      FROM document d, json_each(CAST(d.record AS TEXT), '$.cells') c;
    """
}
