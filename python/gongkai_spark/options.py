"""What can be said to the data source, and how workers are started by it."""
import os
import shutil

TABLES = ("reports", "cells", "findings", "sections", "errors", "documents")


class Options:
    """The options of a reader, checked: a wrong one is told before a cluster is kept busy."""

    def __init__(self, given):
        given = {key.lower(): value for key, value in dict(given).items()}
        self.table = given.get("table", "reports")
        if self.table not in TABLES:
            raise ValueError(f"option table: {self.table} is none of {', '.join(TABLES)}")
        # Looked for where the documents are read: each machine may have its own.
        self.program = given.get("program") or os.environ.get("GONGKAI") or "gongkai"
        self.timeout = self._number(given, "timeout", 60, 1, 86400)
        self.memory = self._number(given, "memory", 1024, 64, 1 << 20)
        self.nice = self._number(given, "nice", 5, 0, 19)
        self.partitions = self._number(given, "partitions", 8, 1, 1 << 20)
        self.partition_seconds = self._number(given, "partitionseconds", 60, 1, 86400)
        self.ocr = given.get("ocr", "auto")
        if self.ocr not in ("auto", "never", "always"):
            raise ValueError(f"option ocr: {self.ocr} is none of auto, never, always")
        self.password = given.get("password")
        self.known = given.get("known")
        self.most = self._number(given, "most", 0, 0, 1 << 40)
        self.pushdown = given.get("pushdown", "false").lower() == "true"
        self.paths = given.get("path")

    @staticmethod
    def _number(given, name, default, least, most):
        text = given.get(name, str(default))
        if not text.isdigit() or not least <= int(text) <= most:
            raise ValueError(f"option {name}: {text} is no number from {least} to {most}")
        return int(text)

    def found_program(self):
        program = shutil.which(self.program)
        if program is None:
            raise FileNotFoundError(
                f"{self.program} is not on this machine: install gongkai, or give option program its path")
        return program

    def command(self):
        """How a worker is started on this machine."""
        return [self.found_program(), "worker", "--timeout", str(self.timeout), "--memory", str(self.memory),
                "--nice", str(self.nice)]
