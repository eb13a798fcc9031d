"""The tables: their columns, from `gongkai schema --tables`, and rows from what workers say."""
import datetime
import json
import subprocess

import pyarrow as pa

# Behind the columns of the program: where the document is, and who read it. With sha256 `program` is the key.
ORIGIN = [("path", "string"), ("program", "string")]
ERRORS = [
    ("path", "string"), ("file", "string"), ("sha256", "string"), ("bytes", "integer"), ("rule", "string"),
    ("message", "string"), ("message_zh", "string"), ("failure", "boolean"), ("program", "string"),
]
ROWS = ["reports", "cells", "findings", "sections"]
DOCUMENTS = [
    ("path", "string"), ("file", "string"), ("bytes", "integer"), ("modified", "integer"), ("sha256", "string"),
    ("program", "string"), ("status", "string"), ("failure", "boolean"), ("rule", "string"), ("message", "string"),
    ("message_zh", "string"), ("seconds", "number"), ("peak_memory", "integer"), ("read_at", "string"),
    # One a report: the record as a line of JSON; and the rows of each table, an array of JSON a line.
    ("records", "strings"),
] + [(f"{table}_rows", "string") for table in ROWS]

ARROW = {
    "string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "date": pa.date32(), "boolean": pa.bool_(),
    "strings": pa.list_(pa.string()),
}
SPARK = {"string": "STRING", "integer": "BIGINT", "number": "DOUBLE", "date": "DATE", "boolean": "BOOLEAN",
         "strings": "ARRAY<STRING>"}


def columns(program):
    """The columns of each table by name and kind, as the program has them."""
    done = subprocess.run([program, "schema", "--tables"], capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{program} schema --tables: {done.stderr.decode('utf-8', 'replace').strip()}")
    tables = {name: [(field["name"], field["type"]) for field in fields] + ORIGIN
              for name, fields in json.loads(done.stdout)["tables"].items()}
    tables["errors"] = ERRORS
    tables["documents"] = DOCUMENTS
    return tables


def ddl(fields):
    """Columns as Spark writes a schema."""
    return ", ".join(f"`{name}` {SPARK[kind]}" for name, kind in fields)


def requested(table):
    """Which forms of results a table needs: what nobody asks for is not made."""
    return {"errors": ["record"], "documents": ["record"] + ROWS}.get(table, [table])


def rows(table, file, answer, program, seconds):
    """The rows of a table that an answer gives."""
    if table == "errors":
        return _errors(file, answer, program)
    if table == "documents":
        return [_document(file, answer, program, seconds)]
    return [json.loads(line) + [file.uri, program]
            for _, parts in answer.reports for line in parts[0].decode().split("\n") if line]


def _source(answer):
    """What the record says of the file, and its findings."""
    record = json.loads(answer.reports[0][1][0])
    return record["source"]


def _errors(file, answer, program):
    reason = answer.summary.get("reason")
    if answer.summary["status"] != "rejected" or not reason:
        return []
    source = _source(answer)
    return [[file.uri, file.file, source.get("sha256"), source.get("bytes"), reason["rule"], reason["message"],
             reason["message_zh"], answer.summary["failure"], program]]


def _document(file, answer, program, seconds):
    source = _source(answer)
    summary = answer.summary
    reason = summary.get("reason") or {}
    records = [parts[0].decode() for _, parts in answer.reports]
    texts = ["".join(parts[1 + index].decode() for _, parts in answer.reports) for index in range(len(ROWS))]
    now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    return [file.uri, file.file, source.get("bytes"), file.modified, source.get("sha256"), program,
            summary["status"], summary["failure"], reason.get("rule"), reason.get("message"),
            reason.get("message_zh"), round(seconds, 3), summary.get("peak_memory"), now, records] + texts


def batch(rows, fields, wanted):
    """Rows as Arrow, of which only the wanted columns are made."""
    values = list(zip(*rows)) if rows else [()] * len(fields)
    place = {name: index for index, (name, _) in enumerate(fields)}
    arrays = []
    for name in wanted:
        index = place[name]
        kind = fields[index][1]
        column = values[index]
        if kind == "date":
            column = [datetime.date.fromisoformat(text) if text else None for text in column]
        arrays.append(pa.array(column, type=ARROW[kind]))
    return pa.RecordBatch.from_arrays(
        arrays, schema=pa.schema([(name, ARROW[fields[place[name]][1]]) for name in wanted]))
