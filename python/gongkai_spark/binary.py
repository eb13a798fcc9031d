"""Documents that Spark itself reads (format binaryFile), from any file system that it knows."""
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

    def read(batches):
        import hashlib
        place = worker.slot(given.command())
        for batch in batches:
            for row in batch.select(["path", "length", "modificationTime", "content"]).to_pylist():
                content = row["content"]
                digest = hashlib.sha256(content).hexdigest()
                name = f"{stem_of(row['path'].rsplit('/', 1)[-1])}-{digest[:12]}"
                modified = int(row["modificationTime"].timestamp() * 1e6) * 1000
                file = File(row["path"], row["length"], modified, name, name)
                found = read_document(place, given, file, content)
                if found:
                    yield tables.batch(found, fields, names)

    return df.select("path", "length", "modificationTime", "content").mapInArrow(read, tables.ddl(fields))
