"""Tables that are kept as Parquet: every document once for each program build, whatever ends a run and when.

A folder holds the tables documents, files, reports, cells, findings, sections, errors; each has a folder `batch=…` for
every write. A write makes its batch under `_staging`, which Spark does not see, says there that it is whole, and moves
it to its place; a write that was ended before is begun anew, one that was ended after is carried on. One process writes
at a time. The file system has to move folders as a whole, as local ones and HDFS do; S3 does not.
"""
import datetime
import uuid

import pyarrow as pa
import pyarrow.dataset
from pyarrow import fs

from . import tables
from .files import opened_system
from .options import Options

# Those that say what has been read come last: what is not told of there is read again.
TABLES = tables.ROWS + ["errors", "documents", "files"]
KEY = ["sha256", "program"]
FILES = ["path", "bytes", "modified", "sha256", "program"]
READY = "_READY"


class Folder:
    """The folder of a store, by Hadoop's file systems, as Spark writes it."""

    def __init__(self, spark, path):
        self.jvm = spark._jvm
        self.path = path.rstrip("/")
        self.root = self.jvm.org.apache.hadoop.fs.Path(self.path)
        self.system = self.root.getFileSystem(spark._jsc.hadoopConfiguration())

    def place(self, *parts):
        return self.jvm.org.apache.hadoop.fs.Path("/".join([self.path, *parts]))

    def address(self, *parts):
        return "/".join([self.path, *parts])

    def has(self, *parts):
        return self.system.exists(self.place(*parts))

    def names(self, *parts):
        if not self.has(*parts):
            return []
        return sorted(status.getPath().getName() for status in self.system.listStatus(self.place(*parts)))

    def recover(self):
        """Carries on what was whole when its writer was ended, and clears away what was not."""
        for batch in self.names("_staging"):
            if self.has("_staging", batch, READY):
                self.publish(batch)
            self.system.delete(self.place("_staging", batch), True)

    def publish(self, batch):
        for table in TABLES:
            if not self.has("_staging", batch, table):
                continue
            self.system.mkdirs(self.place(table))
            target = self.place(table, f"batch={batch}")
            if not self.system.rename(self.place("_staging", batch, table), target):
                raise OSError(f"{target} could not be made")
        self.system.delete(self.place("_staging", batch), True)


def write(df, path):
    """Keeps what was read: `df` is the table documents. What is there already is left as it is.

    Gives how many files were read, and how many files, documents and of those failures were new.
    """
    missing = [name for name, _ in tables.DOCUMENTS if name not in df.columns]
    if missing:
        raise ValueError(f'write() keeps the table documents (option("table", "documents")): {missing} are missing')
    spark = df.sparkSession
    folder = Folder(spark, path)
    folder.recover()
    batch = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ-") + uuid.uuid4().hex[:8]
    stage = lambda table: folder.address("_staging", batch, table)
    # Read once: everything else is made of this.
    df.write.parquet(stage("_read"))
    read = spark.read.parquet(stage("_read"))
    count = read.count()
    if count == 0:
        folder.system.delete(folder.place("_staging", batch), True)
        return {"read": 0, "files": 0, "documents": 0, "failures": 0}
    # What could not be opened is looked for again by the next run.
    read = read.where("sha256 is not null")
    files = read.select(FILES)
    documents = read.dropDuplicates(KEY)
    if folder.names("documents"):
        documents = documents.join(spark.read.parquet(folder.address("documents")).select(KEY), KEY, "left_anti")
        files = files.join(spark.read.parquet(folder.address("files")).select(FILES), FILES, "left_anti")
    documents.select([name for name, _ in tables.DOCUMENTS]).write.parquet(stage("documents"))
    kept = spark.read.parquet(stage("documents"))
    fields = tables.columns(_program())
    for table in tables.ROWS:
        _rows_of(kept, table, fields[table]).write.parquet(stage(table))
    kept.where("rule is not null").select([name for name, _ in tables.ERRORS]).write.parquet(stage("errors"))
    files.write.parquet(stage("files"))
    folder.system.delete(folder.place("_staging", batch, "_read"), True)
    folder.system.create(folder.place("_staging", batch, READY)).close()
    counts = {"read": count, "files": spark.read.parquet(stage("files")).count(), "documents": kept.count(),
              "failures": kept.where("failure").count()}
    folder.publish(batch)
    return counts


def ingest(spark, source, path, batch=20_000, **options):
    """Reads what is new below `source` into the store at `path`, so many documents at a time.

    New is what no file of the same path, size and time told of before, or what another build of the program read. Gives
    the same counts as `write`.
    """
    total = {"read": 0, "files": 0, "documents": 0, "failures": 0}
    Folder(spark, path).recover()
    while True:
        reader = spark.read.format("gongkai").options(**options).option("table", "documents")
        counts = write(reader.option("known", path).option("most", str(batch)).load(source), path)
        for name, count in counts.items():
            total[name] += count
        if counts["read"] < batch or counts["files"] == 0:
            return total


def read(spark, path, table):
    """A table of a store, of each document what was read last; rows of documents that were read by several builds
    of the program stand in the folder more than once."""
    from pyspark.sql import functions as f
    newest = spark.read.parquet(f"{path.rstrip('/')}/documents").groupBy("sha256").agg(f.max_by("program", "batch").alias("program"))
    return spark.read.parquet(f"{path.rstrip('/')}/{table}").join(newest, KEY, "left_semi")


def known_files(path, program):
    """The files that a store tells of as read by this program: path, size and time of each."""
    system, place, _ = opened_system(path)
    folder = f"{place.rstrip('/')}/files"
    if system.get_file_info(folder).type != fs.FileType.Directory:
        return set()
    data = pa.dataset.dataset(folder, filesystem=system, format="parquet", partitioning="hive")
    names = ["path", "bytes", "modified"]
    found = data.to_table(columns=names, filter=pa.dataset.field("program") == program)
    return set(zip(*(found.column(name).to_pylist() for name in names))) if len(found) else set()


def _program():
    return Options({}).found_program()


def _rows_of(documents, table, fields):
    """The rows of a table from those that stand in documents, as arrays of JSON: by Spark itself, without Python."""
    from pyspark.sql import functions as f
    origin = dict(tables.ORIGIN)
    lines = f.explode(f.split(f.col(f"{table}_rows"), "\n"))
    rows = documents.select("path", "program", lines.alias("line")).where("line != ''").select(
        "path", "program", f.from_json("line", "ARRAY<STRING>").alias("row"))
    return rows.select([
        f.col(name) if name in origin else f.col("row")[index].cast(tables.SPARK[kind]).alias(name)
        for index, (name, kind) in enumerate(fields)])
