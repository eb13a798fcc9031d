"""Annual disclosure reports of Chinese government bodies as tables of Spark: see README.md."""
from .source import GongkaiDataSource
from .store import ingest, read, write
from .binary import extract

__all__ = ["GongkaiDataSource", "extract", "ingest", "read", "register", "write"]


def register(spark):
    """Makes `spark.read.format("gongkai")` known to a session."""
    spark.dataSource.register(GongkaiDataSource)
