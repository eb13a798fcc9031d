"""Measures; called by scripts/benchmark-ingest."""

import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

# Recognition takes a hundred times as long as the rest and has a benchmark of its own.
DIGITAL = ["--ocr", "never"]


def mutations(fixtures, count, folder):
    """Fills a folder: the fixtures again and again, each copy with a comment of its own at its end."""
    sources = sorted(fixtures.glob("*.pdf"))
    folder.mkdir(parents=True)
    for index in range(count):
        source = sources[index % len(sources)]
        target = folder / f"{index % 20:02}" / f"{source.stem}-{index:05}.pdf"
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(source.read_bytes() + f"\n% {index}\n".encode())
        settled = time.time() - 3600
        os.utime(target, (settled, settled))


class Run:
    """A call of the program: wall-clock and processor seconds with all its workers, and memory of the
    parent over time in MiB."""

    def __init__(self, *command):
        self.memory = []
        with tempfile.TemporaryFile("w+") as errors:
            start = time.monotonic()
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors)
            ended = threading.Event()
            watcher = threading.Thread(target=self.watch, args=(process.pid, ended))
            watcher.start()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            self.seconds = time.monotonic() - start
            ended.set()
            watcher.join()
            # Fixtures that are refused end the run with 2.
            if process.returncode not in (0, 2):
                errors.seek(0)
                sys.exit(f"{' '.join(command)} ended with {process.returncode}: {errors.read()}")
        self.cpu = usage.ru_utime + usage.ru_stime

    def watch(self, pid, ended):
        while not ended.wait(0.1):
            try:
                status = pathlib.Path(f"/proc/{pid}/status").read_text()
            except OSError:
                return
            for line in status.splitlines():
                if line.startswith("VmRSS:"):
                    self.memory.append(int(line.split()[1]) / 1024)

    def memory_at(self, part):
        """The largest memory in a tenth of the run, in MiB."""
        size = max(1, len(self.memory) // 10)
        chosen = self.memory[part * size:(part + 1) * size] or self.memory
        return max(chosen, default=0)


def median(runs, value):
    return statistics.median(value(run) for run in runs)


def main():
    gongkai, fixtures, count, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    kept = os.environ.get("WORK")
    work = pathlib.Path(kept or tempfile.mkdtemp(prefix="gongkai-benchmark-"))
    try:
        measure(gongkai, pathlib.Path(fixtures), count, rounds, work)
    finally:
        if not kept:
            shutil.rmtree(work)


def measure(gongkai, fixtures, count, rounds, work):
    inbox = work / "inbox"
    if not inbox.exists():
        mutations(fixtures, count, inbox)
    runs = {"extract, 2 workers": [], "ingest, 1 worker": [], "ingest, 2 workers": [],
            "ingest again": [], "export": []}
    # Round by round, so that a busy minute of the machine falls on all alike.
    for number in range(rounds):
        def archive(jobs):
            return str(work / f"{number}-{jobs}.sqlite")

        def ingest(jobs):
            return Run(gongkai, "ingest", str(inbox), "--archive", archive(jobs), "--jobs", jobs,
                       *DIGITAL)

        runs["ingest, 1 worker"].append(ingest("1"))
        runs["ingest, 2 workers"].append(ingest("2"))
        runs["extract, 2 workers"].append(Run(gongkai, "extract", str(inbox), "--jobs", "2", *DIGITAL))
        runs["ingest again"].append(ingest("2"))
        runs["export"].append(
            Run(gongkai, "export", "--archive", archive("2"), "--output", str(work / "out")))
        size = os.path.getsize(archive("2")) / 2**20
        print(f"round {number + 1}: " + ", ".join(
            f"{name} {taken[-1].seconds:.1f} s" for name, taken in runs.items()),
            file=sys.stderr, flush=True)
    print(f"{count} documents, medians of {rounds} rounds, {os.cpu_count()} cores; "
          f"archive {size:.0f} MiB\n")
    print("| | s | documents/s | CPU s | parent MiB: first tenth, fifth, last, peak |")
    print("|---|---:|---:|---:|---|")
    for name, taken in runs.items():
        seconds = median(taken, lambda run: run.seconds)
        memory = ", ".join(
            f"{median(taken, value):.0f}" for value in [
                lambda run: run.memory_at(0), lambda run: run.memory_at(4),
                lambda run: run.memory_at(9), lambda run: max(run.memory, default=0)])
        print(f"| {name} | {seconds:.2f} | {count / seconds:.1f} "
              f"| {median(taken, lambda run: run.cpu):.2f} | {memory} |")
    one, two = runs["ingest, 1 worker"], runs["ingest, 2 workers"]
    ratios = sorted(a.seconds / b.seconds for a, b in zip(one, two))
    overheads = sorted(
        (a.cpu - b.cpu) / a.cpu for a, b in zip(two, runs["extract, 2 workers"]))
    print(f"\n2 workers against 1: {statistics.median(ratios):.2f} times "
          f"({ratios[0]:.2f} to {ratios[-1]:.2f})")
    print(f"cores in use: {median(one, lambda run: run.cpu / run.seconds):.2f} by 1 worker, "
          f"{median(two, lambda run: run.cpu / run.seconds):.2f} by 2")
    print(f"the archive's part of the CPU: {statistics.median(overheads):.1%} "
          f"({overheads[0]:.1%} to {overheads[-1]:.1%})")


main()
