"""Tables of Spark are those of `gongkai extract`, whatever the documents, and are kept once."""
import csv
import datetime
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")

from pyspark.sql import SparkSession

import gongkai_spark
from gongkai_spark import store

ROOT = pathlib.Path(__file__).parents[2]
PROGRAM = os.environ["GONGKAI"]
# What a document may cost: enough for any that is read here.
TIMEOUT = "20"


def session(folder):
    return (
        SparkSession.builder.master("local[2]").appName("gongkai").config("spark.ui.enabled", "false")
        .config("spark.driver.memory", "1g").config("spark.sql.shuffle.partitions", "2")
        .config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.warehouse.dir", f"{folder}/warehouse").config("spark.local.dir", f"{folder}/spark")
        .config("spark.sql.python.filterPushdown.enabled", "true").config("spark.log.level", "ERROR")
        # A minute of tests is over before a compiler's work pays.
        .config("spark.driver.extraJavaOptions", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        .config("spark.sql.codegen.wholeStage", "false").config("spark.sql.adaptive.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false").getOrCreate())


class Tables(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="gongkai-spark-")
        cls.addClassCleanup(cls.folder.cleanup)
        cls.work = pathlib.Path(cls.folder.name)
        cls.inbox = cls.work / "in"
        (cls.inbox / "下级").mkdir(parents=True)
        for place in ("reports/balance-broken.pdf", "reports/blank-zeros.pdf", "several/two-years-one-after-the-other.pdf"):
            shutil.copy(ROOT / "Fixtures" / place, cls.inbox)
        # One of the same name, with other content; and one with the same content under another name.
        shutil.copy(ROOT / "Fixtures/reports/row-total-wrong.pdf", cls.inbox / "下级/blank-zeros.pdf")
        shutil.copy(ROOT / "Fixtures/reports/blank-zeros.pdf", cls.inbox / "下级/copy.pdf")
        (cls.inbox / "broken.pdf").write_bytes(b"no PDF")
        (cls.inbox / "empty.pdf").write_bytes(b"")
        (cls.inbox / "notes.txt").write_text("none of ours")
        cls.spark = session(cls.work)
        cls.addClassCleanup(cls.spark.stop)
        gongkai_spark.register(cls.spark)
        subprocess.run([PROGRAM, "extract", cls.inbox, "--output", cls.work / "extracted", "--timeout", TIMEOUT, "--language", "en"],
                       capture_output=True, check=False)

    def load(self, table, place=None, **options):
        reader = self.spark.read.format("gongkai").options(table=table, timeout=TIMEOUT, partitions="2", **options)
        return reader.load(place or str(self.inbox))

    def expected(self, table):
        with open(self.work / "extracted" / f"{table}.csv", encoding="utf-8-sig", newline="") as file:
            return [[harmless(value) for value in row] for row in csv.reader(file)]

    def check_rows(self, table, rows):
        """Rows as dictionaries are those of the CSV file of `extract`."""
        names, *expected = self.expected(table)
        found = [[text(row[name]) for name in names] for row in rows]
        self.assertEqual(sorted(found), sorted(expected))
        self.assertTrue(expected)

    def test_tables_are_those_of_extract(self):
        documents = self.load("documents").cache()
        fields = store.tables.columns(PROGRAM)
        for table in store.tables.ROWS:
            rows = store._rows_of(documents, table, fields[table]).collect()
            self.check_rows(table, [row.asDict() for row in rows])

    def test_the_cells_alone(self):
        # A pattern, and tasks that run twice: the same rows.
        place = f"{self.inbox}/{{balance,two}}*.pdf"
        first, second = (sorted(map(str, self.load("cells", place).collect())) for _ in range(2))
        self.assertEqual(first, second)
        names, *expected = self.expected("cells")
        files = {row["sha256"]: row["file"] for row in self.reports()}
        fitting = [row for row in expected if files[row[names.index("sha256")]].startswith(("balance", "two"))]
        self.assertEqual(len(first), len(fitting))

    def test_what_is_no_report_is_a_row_of_errors(self):
        rows = {row.file: row for row in self.load("errors", f"{self.inbox}/{{broken,empty}}.pdf").collect()}
        self.assertEqual({file: row.rule for file, row in rows.items()},
                         {"broken.pdf": "document.not_pdf", "empty.pdf": "document.empty"})
        self.assertEqual(rows["broken.pdf"].bytes, 6)
        self.assertTrue(rows["broken.pdf"].failure)

    def test_only_what_is_wanted_is_handed_on(self):
        reader = self.spark.read.format("gongkai").options(table="reports", timeout=TIMEOUT, pushdown="true")
        wanted = reader.schema("status STRING, path STRING").load(str(self.inbox)).where("path like '%broken%'")
        expected = sorted((row["status"], row["file"]) for row in self.reports() if "broken" in row["file"])
        self.assertEqual(sorted((row.status, row.path.rsplit("/")[-1]) for row in wanted.collect()), expected)

    def reports(self):
        names, *rows = self.expected("reports")
        return [dict(zip(names, row)) for row in rows]

    def test_documents_that_spark_reads_itself(self):
        frame = self.spark.read.format("binaryFile").option("recursiveFileLookup", "true").option(
            "pathGlobFilter", "ba*.pdf").load(str(self.inbox))
        rows = gongkai_spark.extract(frame, "reports", timeout=TIMEOUT).collect()
        # Keys of rows differ: no task knows all names.
        columns = [name for name in self.expected("reports")[0] if name != "report"]
        expected = [[row[name] for name in columns] for row in self.reports() if row["file"].startswith("ba")]
        self.assertEqual(sorted([text(row[name]) for name in columns] for row in rows), sorted(expected))
        self.assertEqual(len({row.report for row in rows}), len(rows))

    def test_what_is_kept_is_kept_once_and_goes_into_an_archive(self):
        place = str(self.work / "store")
        options = {"timeout": TIMEOUT, "partitions": "2"}
        # In two batches, the second of which finds a document again that the first has read.
        counts = gongkai_spark.ingest(self.spark, str(self.inbox), place, batch=4, **options)
        self.assertEqual(counts, {"read": 7, "files": 7, "documents": 6, "failures": 2})
        self.check_store(place)
        # A writer that was ended before its batch was whole, and one that was ended after.
        newest = sorted((self.work / "store/cells").iterdir())[-1].name
        (self.work / "store/_staging/torn/cells").mkdir(parents=True)
        (self.work / "store/_staging/torn/cells/part.parquet").write_bytes(b"PAR1")
        whole = self.work / "store/_staging" / newest.removeprefix("batch=")
        whole.mkdir()
        for table in ("findings", "documents", "files"):
            shutil.move(self.work / "store" / table / newest, whole / table)
        (whole / "_READY").touch()
        self.assertEqual(gongkai_spark.ingest(self.spark, str(self.inbox), place, **options)["files"], 0)
        self.assertEqual(list((self.work / "store/_staging").iterdir()), [])
        self.check_store(place)
        self.check_archive(place)

    def check_store(self, place):
        columns = [name for name in self.expected("cells")[0] if name != "report"]
        rows = [[text(row[name]) for name in columns] for row in gongkai_spark.read(self.spark, place, "cells").collect()]
        names, *csv_rows = self.expected("cells")
        expected = {tuple(row[names.index(name)] for name in columns) for row in csv_rows}
        # Once each document, though a file of it lies there twice.
        self.assertEqual(len(rows), len(set(map(tuple, rows))))
        self.assertEqual(set(map(tuple, rows)), expected)

    def check_archive(self, place):
        reader = self.work / "reader"
        paths = os.pathsep.join([str(ROOT / "python"), os.environ.get("PYTHONPATH", "")])
        reader.write_text(f"#!/bin/sh\nPYTHONPATH='{paths}' exec '{sys.executable}' -m gongkai_spark.export \"$@\"\n")
        reader.chmod(0o755)
        archive = self.work / "archive.sqlite"

        def run(*arguments):
            done = subprocess.run([PROGRAM, *arguments, "--language", "en"], capture_output=True, check=False)
            return done.stdout.decode() or done.stderr.decode()

        first = json.loads(run("ingest", "--from-parquet", place, "--parquet-reader", reader, "--archive", archive, "--json"))
        self.assertEqual([first["new"], first["failed"]], [6, 2])
        # What the cluster read is not read again here.
        second = json.loads(run("ingest", self.inbox, "--archive", archive, "--json"))
        self.assertEqual([second["new"], second["known"]], [0, 7])
        run("export", "--archive", archive, "--output", self.work / "exported")
        self.assertIn("document.not_pdf", run("status", "--archive", archive))
        for name in ("balance-broken.json", "two-years-one-after-the-other-2.json"):
            self.assertEqual((self.work / "exported" / name).read_bytes(), (self.work / "extracted" / name).read_bytes())


def text(value):
    """A value as the CSV files have it."""
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value == int(value) else repr(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value)


def harmless(value):
    """A field without the apostrophe that keeps spreadsheets from running it."""
    return value[1:] if value.startswith("'") else value


if __name__ == "__main__":
    unittest.main()
