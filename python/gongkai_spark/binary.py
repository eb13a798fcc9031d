"""Documents that Spark itself reads (format binaryFile), from any file system that it knows."""
import hashlib

from . import tables, worker
from .files import File, stem_of
from .options import Options
from .source import read_document


def extract(df, table="cells", **options):
    """A table of the documents in a data frame with the columns path, length, modificationTime and content.

    Which documents there are is known to no task, so keys of rows are the file's name and the beginning of its hash.
    """
    given = Options(dict(options, table=table))
    fields = tables.columns(given.found_program())[table]
    names = [name for name, _ in fields]

    def read(rows):
        place = worker.slot(given.command())
        for row in rows:
            digest = hashlib.sha256(row.content).hexdigest()
            name = f"{stem_of(row.path.rsplit('/', 1)[-1])}-{digest[:12]}"
            modified = int(row.modificationTime.timestamp() * 1e6) * 1000
            file = File(row.path, row.length, modified, name, name)
            found = read_document(place, given, file, bytes(row.content))
            # Values of Python, in the types that the schema names.
            yield from zip(*tables.batch(found, fields, names).to_pydict().values())

    # By rows: frames of Arrow would need pandas, too.
    found = df.select("path", "length", "modificationTime", "content").rdd.mapPartitions(read)
    return df.sparkSession.createDataFrame(found, tables.ddl(fields), verifySchema=False)
