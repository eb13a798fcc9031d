"""What a store holds, for `gongkai ingest --from-parquet`: a line of JSON a document on standard output.

Reads by pyarrow alone, without Spark and Java.
"""
import json
import sys

import pyarrow as pa
import pyarrow.dataset

from .files import opened_system

COLUMNS = ["sha256", "bytes", "program", "file", "path", "modified", "seconds", "peak_memory", "failure", "rule",
           "message", "message_zh", "read_at", "records", "batch"]


def documents(path):
    """The documents of a store, each as it was read last, and all files that held it."""
    system, place, _ = opened_system(path)

    def table(name, columns):
        data = pa.dataset.dataset(f"{place.rstrip('/')}/{name}", filesystem=system, format="parquet", partitioning=pa.dataset.partitioning(
            pa.schema([("batch", pa.string())]), flavor="hive"))
        return data, columns

    data, columns = table("files", ["sha256", "path", "bytes", "modified"])
    files = {}
    for batch in data.to_batches(columns=columns):
        for row in batch.to_pylist():
            files.setdefault(row["sha256"], {})[row["path"]] = row["modified"]
    data, columns = table("documents", COLUMNS)
    newest = {}
    for batch in data.to_batches(columns=["sha256", "program", "batch"]):
        for row in batch.to_pylist():
            newest[row["sha256"]] = max(newest.get(row["sha256"], ("", "")), (row["batch"], row["program"]))
    for batch in data.to_batches(columns=columns, batch_size=256):
        for row in batch.to_pylist():
            if newest[row["sha256"]] == (row.pop("batch"), row["program"]):
                places = files.get(row["sha256"]) or {row["path"]: row["modified"]}
                row["files"] = [{"path": path, "modified": modified} for path, modified in sorted(places.items())]
                del row["path"], row["modified"]
                yield row


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: gongkai-spark-export FOLDER")
    try:
        for row in documents(sys.argv[1]):
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        sys.exit(1)
    except (OSError, pa.ArrowException) as error:
        sys.exit(f"gongkai-spark-export: {error}")


if __name__ == "__main__":
    main()
