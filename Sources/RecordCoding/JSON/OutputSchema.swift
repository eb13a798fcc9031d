import PageModel
import ReportModel

/// The JSON Schema (draft 2020-12) of a record.
public enum OutputSchema {
  /// The schema, made from the document model and the standard grids.
  public static var json: JSONValue {
    [
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "$id": "urn:gongkai:schema:1",
      "title": "A document as gongkai reads it",
      "$defs": [
        "box": [
          "description": "[x0, y0, x1, y1] in points, origin at the top left of the page as shown",
          "type": "array", "items": ["type": "number"], "minItems": 4, "maxItems": 4,
        ],
        "place": place,
        "cell_id": ["enum": .strings(StandardGrid.all.map(\.id.rawValue))],
        "reading": reading,
        "section": section,
        "finding": finding,
      ],
      "type": "object",
      "properties": [
        "schema": ["const": .string(DocumentRecord.schemaName)],
        "status": ["enum": .strings(DocumentStatus.allCases.map(\.rawValue))],
        "source": source,
        "report": report,
        "sections": ["type": "array", "items": ["$ref": "#/$defs/section"]],
        "cells": [
          "type": "object", "propertyNames": ["$ref": "#/$defs/cell_id"],
          "additionalProperties": ["$ref": "#/$defs/reading"],
        ],
        "findings": ["type": "array", "items": ["$ref": "#/$defs/finding"]],
        "program": program,
      ],
      "required": ["schema", "status", "source", "report", "sections", "cells", "findings"],
      "additionalProperties": false,
      "allOf": .array([rejectedIsEmpty] + [.edition2021, .edition2019].map(cellsAreComplete)),
    ]
  }

  private static let source = object(
    [
      ("file", ["type": "string"]),
      ("sha256", ["type": ["string", "null"], "pattern": "^[0-9a-f]{64}$"]),
      ("bytes", count),
      ("pages", count),
      ("producer", nullableString),
      ("text_source", ["enum": .strings(TextSource.codes)]),
    ],
    optional: [
      ("part", part),
      ("url", ["type": "string", "pattern": "^https?://"]),
      ("fetched_at", ["type": "string", "format": "date-time"]),
    ])

  /// There where a file holds several reports.
  private static let part = object([
    ("number", ["type": "integer", "minimum": 1]),
    ("of", ["type": "integer", "minimum": 2]),
    (
      "pages",
      [
        "description": "first and last page of the file, from 1", "type": "array",
        "items": ["type": "integer", "minimum": 1], "minItems": 2, "maxItems": 2,
      ]
    ),
  ])

  /// Not there in what earlier versions wrote.
  private static let program = object([
    ("version", ["type": "string"]),
    (
      "build",
      [
        "description": "tells builds of one version apart",
        "type": ["string", "null"], "pattern": "^[0-9a-f]+$",
      ]
    ),
  ])

  private static let report = object([
    ("title", nullableString),
    ("issuer", nullableString),
    ("year", ["type": ["integer", "null"]]),
    (
      "period",
      [
        "type": ["object", "null"],
        "properties": ["from": date, "to": date],
        "required": ["from", "to"],
        "additionalProperties": false,
      ]
    ),
    ("issued_on", ["type": ["string", "null"], "format": "date"]),
    ("document_number", nullableString),
    (
      "edition",
      ["enum": .array(Edition.allCases.map { .string($0.rawValue) } + [.null])]
    ),
  ])

  private static let section = object([
    ("number", ["type": "integer", "minimum": 1, "maximum": 6]),
    ("heading", ["type": "string"]),
    ("printed_numeral", nullableString),
    ("page", page),
    ("text", ["type": "string"]),
  ])

  private static let reading = object(
    [
      ("value", nullableNumber),
      ("raw", ["type": "string"]),
      ("page", page),
      ("box", nullableBox),
      ("confidence", ["type": "number", "minimum": 0, "maximum": 1]),
    ], optional: [("place", ["$ref": "#/$defs/place"])])

  /// There where a document has no pages: a web page, a Word document.
  private static let place = object([
    ("table", page), ("row", page), ("column", page), ("path", ["type": "string"]),
  ])

  private static let finding = object(
    [
      ("rule", ["type": "string", "pattern": "^[a-z0-9_]+(\\.[a-z0-9_]+)+$"]),
      ("severity", ["enum": .strings(Severity.allCases.map(\.rawValue))]),
      ("message", ["type": "string", "minLength": 1]),
      ("message_zh", ["type": "string", "minLength": 1]),
      ("cells", ["type": "array", "items": ["$ref": "#/$defs/cell_id"]]),
      ("expected", nullableNumber),
      ("actual", nullableNumber),
      ("page", page),
      ("box", nullableBox),
    ], optional: [("place", ["$ref": "#/$defs/place"])])

  // MARK: Conditions

  /// A rejected document has no cells and says why.
  private static let rejectedIsEmpty: JSONValue = [
    "if": ["properties": ["status": ["const": "rejected"]]],
    "then": [
      "properties": ["cells": ["maxProperties": 0], "findings": ["minItems": 1]]
    ],
    "else": ["properties": ["cells": ["minProperties": 1]]],
  ]

  /// A report of one edition has every cell of that edition.
  private static func cellsAreComplete(_ edition: Edition) -> JSONValue {
    let identifiers = StandardGrid.cells(proactive: edition, requests: edition).map(\.id.rawValue)
    return [
      "if": [
        "properties": [
          "status": ["enum": ["complete", "partial"]],
          "report": ["properties": ["edition": ["const": .string(edition.rawValue)]]],
        ]
      ],
      "then": [
        "properties": [
          "cells": [
            "required": .strings(identifiers), "maxProperties": .number(Double(identifiers.count)),
          ]
        ]
      ],
    ]
  }

  // MARK: Pieces

  private static let nullableString: JSONValue = ["type": ["string", "null"]]
  private static let nullableNumber: JSONValue = ["type": ["number", "null"]]
  private static let count: JSONValue = ["type": ["integer", "null"], "minimum": 0]
  private static let date: JSONValue = ["type": "string", "format": "date"]
  private static let page: JSONValue = ["type": ["integer", "null"], "minimum": 1]
  private static let nullableBox: JSONValue = [
    "anyOf": [["$ref": "#/$defs/box"], ["type": "null"]]
  ]

  /// An object all of whose members are present, and no keys but these and the optional ones.
  private static func object(
    _ members: [(key: String, value: JSONValue)],
    optional: [(key: String, value: JSONValue)] = []
  ) -> JSONValue {
    [
      "type": "object",
      "properties": .object(members + optional),
      "required": .strings(members.map(\.key)),
      "additionalProperties": false,
    ]
  }
}
