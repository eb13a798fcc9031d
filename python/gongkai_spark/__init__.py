"""Annual disclosure reports of Chinese government bodies as tables of Spark: see README.md."""
import importlib

# Where what is used from outside is. Driving workers and reading stores needs no Spark.
_PLACES = {"GongkaiDataSource": "source", "extract": "binary", "ingest": "store", "read": "store", "write": "store"}

__all__ = [*_PLACES, "register"]


def __getattr__(name):
    if name not in _PLACES:
        raise AttributeError(name)
    return getattr(importlib.import_module(f".{_PLACES[name]}", __name__), name)


def register(spark):
    """Makes `spark.read.format("gongkai")` known to a session."""
    from .source import GongkaiDataSource
    spark.dataSource.register(GongkaiDataSource)
