"""Measures; called by scripts/benchmark."""

import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

PDFPLUMBER = """
import sys, pdfplumber
for path in sys.argv[1:]:
    # A file that it cannot open (a password, damage) must not end the measurement of the others.
    try:
        with pdfplumber.open(path) as document:
            for page in document.pages:
                page.extract_words(), page.lines, page.rects, page.extract_tables()
                page.close()
    except Exception:
        continue
"""


def cost(commands):
    """Processor seconds of the commands with all their children, and the largest peak in MiB."""
    # A process of its own, so that its record of dead children is of these commands alone.
    program = (
        "import json, resource, subprocess, sys\n"
        "for command in json.load(sys.stdin):\n"
        "    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)\n"
        "usage = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], input=json.dumps(commands), text=True,
        capture_output=True, check=True)
    seconds, peak = result.stdout.split()
    return float(seconds), float(peak)


def main():
    gongkai, folder, runs = sys.argv[1], sys.argv[2], int(sys.argv[3])
    paths = sorted(str(path) for path in pathlib.Path(folder).rglob("*")
                   if path.suffix.lower() == ".pdf" and path.is_file())
    if not paths:
        sys.exit(f"{folder} holds no PDF")
    with tempfile.TemporaryDirectory() as results:
        # The other programs recognise no pictures either.
        extract = [gongkai, "extract", "--ocr", "never", folder]
        ways = {
            "`pdftotext -bbox`, a process a file":
                [["pdftotext", "-bbox", path, os.devnull] for path in paths],
            "`gongkai extract --ocr never` (one call)": [extract],
            "the same with `--output`": [[*extract, "--output", f"{results}/out"]],
            "pdfplumber: words, lines, tables":
                [[sys.executable, "-c", PDFPLUMBER, *paths]],
        }
        measured = {name: [] for name in ways}
        # Round by round, so that a busy minute of the machine falls on all alike.
        for _ in range(runs):
            for name, commands in ways.items():
                measured[name].append(cost(commands))
    baseline = None
    print(f"{len(paths)} documents, medians of {runs} runs, {os.cpu_count()} cores\n")
    print("| | CPU s | CPU ms a document | ratio | peak MiB of a process |")
    print("|---|---:|---:|---:|---:|")
    for name, costs in measured.items():
        seconds = statistics.median(seconds for seconds, _ in costs)
        peak = statistics.median(peak for _, peak in costs)
        baseline = baseline or seconds
        print(f"| {name} | {seconds:.2f} | {seconds / len(paths) * 1000:.1f} "
              f"| {seconds / baseline:.2f} | {peak:.0f} |")


main()
