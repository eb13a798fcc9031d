"""Mutants against the program; called by scripts/fuzz."""

import argparse
import json
import pathlib
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import zlib

# Numbers that a page may hold and no page should: past what integers, floats and coordinates hold, no
# numbers to some readers, and just beside what is right.
NUMBERS = [b"0", b"-0", b"-1", b"1e308", b"-1e308", b"1" + b"0" * 40, b"-1" + b"0" * 40, b"9223372036854775807",
           b"-9223372036854775808", b"2147483648", b"-2147483649", b"4294967296", b"0.0000000000000000000001",
           b"-0.00000001", b".", b"-", b"--5", b"1.2.3", b"1e999", b"nan", b"inf", b"16777217", b"65536", b"32768.5",
           b"1000000000", b"0.5"]
STREAM = re.compile(rb"(\d+ \d+ obj\s*<<(?:(?!endobj|>>\s*stream).)*>>\s*)stream\r?\n", re.S)
NUMBER = re.compile(rb"(?<![\w.#/(<-])-?\d+\.?\d*(?![\w.>)])")
# The names of signals that only a fault of the program's own sends, and what says so of it.
TRAPS = re.compile(r"SIGILL|SIGTRAP|\(signal 4\)|\(signal 5\)")


class Report:
    """A PDF with a plain cross-reference table, taken apart into the data of its content streams."""

    def __init__(self, path):
        self.name, self.bytes = path.stem, path.read_bytes()
        self.streams = []
        for match in STREAM.finditer(self.bytes):
            head = match.group(1)
            end = self.bytes.find(b"endstream", match.end())
            if end < 0 or b"/Subtype" in head or b"/FontFile" in head or b"/Length1" in head:
                continue
            data = self.bytes[match.end():end]
            if b"/FlateDecode" in head:
                try:
                    data = zlib.decompressobj().decompress(data)
                except zlib.error:
                    continue
            elif b"/Filter" in head:
                continue
            # What draws: paths or text.
            if re.search(rb"\b(re|Tj|TJ|l|m)\s", data):
                self.streams.append((match.start(), end, head, data))

    def mutant(self, chance):
        """The file with numbers of one to three streams replaced, and sometimes those of its dictionaries."""
        out, at = [], 0
        chosen = set(chance.sample(range(len(self.streams)), min(len(self.streams), chance.choice([1, 1, 2, 3]))))
        rate = chance.choice([0.0005, 0.002, 0.01, 0.1])
        for index, (start, end, head, data) in enumerate(self.streams):
            if index not in chosen:
                continue
            head = re.sub(rb"/Filter\s*(\[[^]]*\]|/\w+)|/DecodeParms\s*<<.*?>>", b"", head, flags=re.S)
            data = changed(data, rate, chance)
            head = re.sub(rb"/Length\s+\d+(\s+\d+\s+R)?", b"/Length %d" % len(data), head)
            out += [self.bytes[at:start], head, b"stream\n", data, b"\n"]
            at = end
        whole = b"".join(out) + self.bytes[at:]
        if chance.random() < 0.2:
            whole = re.sub(rb"/(MediaBox|CropBox|Matrix|BBox|Widths|W|Rotate|DW|Ascent|FontBBox)\s*(\[[^]]*\]|-?\d+)",
                           lambda m: b"/" + m.group(1) + b" " + changed(m.group(2), 0.3, chance), whole)
        return with_table(whole)


def changed(data, rate, chance):
    def number(match):
        if chance.random() >= rate:
            return match.group()
        return chance.choice(NUMBERS) if chance.random() < 0.7 else b"%f" % (chance.gauss(0, 1) * 10 ** chance.randint(-6, 20))
    return NUMBER.sub(number, data)


def with_table(whole):
    """The file with its cross-reference table set right."""
    start = whole.rfind(b"\nxref")
    trailer = re.search(rb"trailer\s*<<.*?>>\s*(?=startxref)", whole[start:], re.S)
    if start < 0 or not trailer:
        return whole
    body, offsets = whole[:start + 1], {}
    for match in re.finditer(rb"(?:^|[\r\n])(\d+) (\d+) obj\b", body):
        offsets[int(match.group(1))] = match.start(1)
    size = max(offsets, default=0) + 1
    table = b"xref\n0 %d\n" % size
    for number in range(size):
        table += b"%010d %05d %s \n" % ((offsets[number], 0, b"n") if number in offsets else (0, 65535, b"f"))
    return body + table + trailer.group() + b"startxref\n%d\n%%%%EOF\n" % len(body)


class Trials:
    def __init__(self, program, root, work, keep, seed):
        self.program, self.root, self.work, self.keep = program, root, work, keep
        self.chance = random.Random(seed)
        self.failures, self.count = [], 0
        paths = sorted((root / "Fixtures/reports").glob("*.pdf"))
        plain = [p for p in paths if p.stat().st_size < 100_000 and b"/ObjStm" not in p.read_bytes()]
        self.reports = [r for r in map(Report, self.chance.sample(plain, min(24, len(plain)))) if r.streams]
        self.archive = None

    def run(self, *arguments, input=None, timeout=300):
        return subprocess.run([self.program, *map(str, arguments)], input=input, capture_output=True, timeout=timeout)

    def fail(self, what, *files):
        self.failures.append(what)
        print(f"FAILED: {what}", flush=True)
        if self.keep:
            self.keep.mkdir(parents=True, exist_ok=True)
            for file in files:
                shutil.copy(file, self.keep / f"{len(self.failures)}-{pathlib.Path(file).name}")

    def documents(self, count=40):
        """Mutants of content streams: each ends in a record, none by a fault of the program."""
        folder = self.work / "mutants"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for number in range(count):
            report = self.chance.choice(self.reports)
            (folder / f"{number:03}-{report.name}.pdf").write_bytes(report.mutant(self.chance))
        done = self.run("extract", folder, "--jobs", "2", "--timeout", "20", "--ocr", "never")
        records = [json.loads(line) for line in done.stdout.decode().splitlines()]
        if done.returncode not in (0, 2) or len(records) < count:
            self.fail(f"extract ended with {done.returncode} after {len(records)} of {count} mutants")
        for record in records:
            said = " ".join(finding["message"] for finding in record["findings"])
            if TRAPS.search(said):
                self.fail(said, folder / record["source"]["file"])
        self.count += count

    def archives(self, count=4):
        """Flipped, cut and overwritten archives: told as damaged or read, and never written to when told."""
        if self.archive is None:
            self.archive = self.work / "whole.sqlite"
            files = [self.root / "Fixtures/reports" / f"{r.name}.pdf" for r in self.reports[:4]]
            self.run("ingest", *files, "--archive", self.archive, "--ocr", "never")
        for _ in range(count):
            damaged = self.work / "damaged.sqlite"
            for path in self.work.glob("damaged*"):
                path.unlink()
            damaged.write_bytes(self.broken(self.archive.read_bytes()))
            if self.chance.random() < 0.3:
                self.nonsense(damaged)
            before = damaged.read_bytes()
            for command in (["status"], ["archive", "check"], ["export", "--output", self.work / "out"],
                            ["ingest", self.work / "none"], ["archive", "repair"]):
                done = self.run(*command, "--archive", damaged)
                if done.returncode < 0 or done.returncode not in (0, 2, 65, 70, 73, 74, 75):
                    self.fail(f"{command[0]} of a damaged archive ended with {done.returncode}", damaged)
                if done.returncode == 65 and command[0] == "ingest" and damaged.read_bytes() != before:
                    self.fail("ingest wrote into a damaged archive", damaged)
            shutil.rmtree(self.work / "out", ignore_errors=True)
            self.count += 1

    def broken(self, data):
        data = bytearray(data)
        kind = self.chance.randrange(4)
        if kind == 0:
            for _ in range(self.chance.choice([1, 8, 64])):
                data[self.chance.randrange(len(data))] ^= 1 << self.chance.randrange(8)
        elif kind == 1:
            del data[self.chance.randrange(len(data)):]
        elif kind == 2:
            page = self.chance.randrange(len(data) // 4096) * 4096
            data[page:page + 4096] = self.chance.randbytes(4096)
        else:
            one, other = (self.chance.randrange(len(data) // 4096) * 4096 for _ in range(2))
            data[one:one + 4096] = data[other:other + 4096]
        return bytes(data)

    def nonsense(self, archive):
        """Values of the wrong kind where others belong, as no page check can see."""
        try:
            with sqlite3.connect(archive) as db:
                table, column = self.chance.choice(
                    [("document", c) for c in ("bytes", "dated", "status", "is_failure", "year", "record", "path")]
                    + [("attempt", "cause"), ("attempt", "at"), ("sighting", "modified"), ("finding", "rule")])
                value = self.chance.choice([-1, 2 ** 63 - 1, -2 ** 63, 1e300, "", "x", b"\xff\x00", b"{}"])
                db.execute(f"UPDATE {table} SET {column} = ?", [value])
            db.close()
        except (sqlite3.Error, UnicodeDecodeError):
            pass

    def requests(self, count=10):
        """Nonsense to a worker: it answers or ends, and not by a signal."""
        whole = [b'{"path":"/dev/null","name":"a","form":"line"}', b'{"path":"a","name":"a","form":"view","ocr":"auto"}']
        for _ in range(count):
            line = bytearray(self.chance.choice(whole))
            for _ in range(self.chance.randrange(6)):
                line[self.chance.randrange(len(line))] = self.chance.randrange(256)
            done = self.run("worker", input=bytes(line) + b"\n")
            if done.returncode < 0:
                name = self.work / "request"
                name.write_bytes(bytes(line))
                self.fail(f"a worker ended with {done.returncode}", name)
            self.count += 1


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("root", type=pathlib.Path)
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 31))
    parser.add_argument("--program", type=pathlib.Path)
    parser.add_argument("--keep", type=pathlib.Path)
    parser.add_argument("--only", choices=["documents", "archives", "requests"])
    options = parser.parse_args()
    program = options.program or options.root / ".build/debug/gongkai"
    print(f"seed {options.seed}", flush=True)
    end = time.monotonic() + options.minutes * 60
    with tempfile.TemporaryDirectory(prefix="gongkai-fuzz-") as folder:
        trials = Trials(program.resolve(), options.root, pathlib.Path(folder), options.keep, options.seed)
        rounds = [options.only] if options.only else ["documents", "archives", "requests"]
        while time.monotonic() < end and not (trials.failures and not options.keep):
            for kind in rounds:
                getattr(trials, kind)()
                if time.monotonic() >= end:
                    break
        print(f"{trials.count} trials, {len(trials.failures)} failures")
        sys.exit(1 if trials.failures else 0)


main()
