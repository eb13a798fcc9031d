"""spark.read.format("gongkai"): documents as tables."""
import time

import pyarrow as pa
from pyspark.sql.datasource import DataSource, DataSourceReader, InputPartition

from . import files, tables, worker
from .options import Options

# Rows that are handed on at a time; a report has 80 to 300 cells.
BATCH_ROWS = 8192
# Documents hold whole records: so many bytes are handed on at a time.
BATCH_BYTES = 8 << 20


class Documents(InputPartition):
    """The documents of one task."""

    def __init__(self, group):
        super().__init__(group)
        self.group = group


class GongkaiDataSource(DataSource):
    """The tables reports, cells, findings, sections, errors (option table) of the documents at a path.

    Table documents has what all others are made of: `gongkai_spark.write` keeps it.
    """

    def __init__(self, options):
        super().__init__(options)
        self.given = Options(options)

    @classmethod
    def name(cls):
        return "gongkai"

    def schema(self):
        return tables.ddl(tables.columns(self.given.found_program())[self.given.table])

    def reader(self, schema):
        fields = tables.columns(self.given.found_program())[self.given.table]
        unknown = [name for name in schema.fieldNames() if name not in dict(fields)]
        if unknown:
            raise ValueError(f"table {self.given.table} has no column {', '.join(unknown)}")
        kind = FilteringReader if self.given.pushdown else Reader
        return kind(self.given, fields, schema.fieldNames())


class Reader(DataSourceReader):
    def __init__(self, options, fields, wanted):
        self.options = options
        self.fields = fields
        self.wanted = wanted
        self.tests = []

    def partitions(self):
        if not self.options.paths:
            raise ValueError("load() needs a path")
        group = files.listed(files.split_paths(self.options.paths))
        group = [file for file in group if self._fits({"path": file.uri})]
        if self.options.known:
            from .store import known_files
            known = known_files(self.options.known, program_of(self.options))
            group = [file for file in group if (file.uri, file.size, file.modified) not in known]
        if self.options.most:
            group = group[:self.options.most]
        if not group:
            return [Documents([])]
        return [Documents(part) for part in files.packed(
            group, self.options.partitions, self.options.partition_seconds)]

    def read(self, partition):
        place = worker.slot(self.options.command())
        rows, size = [], 0
        for file in partition.group:
            content, lost = content_of(file.uri, file.size)
            for row in read_document(place, self.options, file, content, lost):
                if self._fits(row):
                    rows.append(row)
                    size += sum(len(value) for value in row if isinstance(value, str)) if self.is_large else 0
            if len(rows) >= BATCH_ROWS or size >= BATCH_BYTES:
                yield tables.batch(rows, self.fields, self.wanted)
                rows, size = [], 0
        if rows:
            yield tables.batch(rows, self.fields, self.wanted)

    @property
    def is_large(self):
        return self.options.table == "documents"

    def _fits(self, row):
        """Whether a row, or what is known of it before it is read, passes the filters."""
        for column, test in self.tests:
            if isinstance(row, dict):
                if column in row and not test(row[column]):
                    return False
            elif not test(row[[name for name, _ in self.fields].index(column)]):
                return False
        return True


class FilteringReader(Reader):
    """One that takes over filters: those on `path` save reading, the others handing on.

    Spark refuses such a reader unless spark.sql.python.filterPushdown.enabled is set, hence the option.
    """

    def pushFilters(self, filters):
        names = {name for name, kind in self.fields if kind in ("string", "integer", "number", "boolean")}
        for given in filters:
            test = taken(given)
            column = given.attribute[0] if test and len(given.attribute) == 1 else None
            if column in names:
                self.tests.append((column, test))
            else:
                yield given


def taken(given):
    """A filter as a test of a value; None where Spark is to see to it itself."""
    kind, value = type(given).__name__, getattr(given, "value", None)
    if kind == "EqualTo":
        return Equal((value,))
    if kind == "In":
        return Equal(tuple(value))
    if kind == "StringStartsWith":
        return Within(value, "startswith")
    if kind == "StringEndsWith":
        return Within(value, "endswith")
    if kind == "StringContains":
        return Within(value, "__contains__")
    return None


class Equal:
    """A test that travels to where the rows are."""

    def __init__(self, values):
        self.values = values

    def __call__(self, value):
        return value is not None and value in self.values


class Within:
    def __init__(self, text, method):
        self.text = text
        self.method = method

    def __call__(self, value):
        return isinstance(value, str) and getattr(value, self.method)(self.text)


def program_of(options):
    """Which program reads here, by version and build."""
    place = worker.slot(options.command())
    return place.started().program


def content_of(uri, size):
    """The bytes of a document, or why there are none, as workers are told of it."""
    # As the worker's own limit: what is larger is not even fetched.
    if size > 256 << 20:
        return None, {"cause": "large"}
    try:
        system, path, _ = files.opened_system(uri)
        with system.open_input_stream(path) as stream:
            return stream.read(), None
    except FileNotFoundError:
        return None, {"cause": "missing"}
    except (OSError, pa.ArrowException) as error:
        return None, {"cause": "unreadable", "said": str(error)}


def read_document(place, options, file, content, lost=None):
    """The rows of a document in the table that the options name."""
    request = {"file": file.file, "name": file.name, "parts": file.parts, "form": "rows",
               "tables": tables.requested(options.table), "ocr": options.ocr}
    if options.password:
        request["password"] = options.password
    start = time.monotonic()
    answer = place.reject(request, None, lost) if lost else place.read(request, content)
    program = place.program
    return tables.rows(options.table, file, answer, program, time.monotonic() - start)
