"""`python -m gongkai_forms --program PROGRAM --count N`: see scripts/try-forms."""
from __future__ import annotations
import argparse
import collections
from concurrent.futures import ProcessPoolExecutor
import json
import logging
import os
from pathlib import Path
import random
import shutil
import subprocess
import sys
import tempfile
import time

from gongkai_fixtures.__main__ import units

from .form import Form, build
from .judge import Verdict, judge
from .printing import DRAWN, installed, print_form

logging.getLogger("fontTools").setLevel(logging.ERROR)
UNITS = units()
BATCH = 50


def printer_of(seed: int, printers: list[str], bulk: bool) -> str:
    """Seven in ten by cairo, which is the quickest; the slow ones seldom."""
    weights = [{"cairo": 70, "reportlab": 12, "plain": 6, "fpdf2": 6}.get(p, 1 if bulk else 6) for p in printers]
    return random.Random(f"printer {seed}").choices(printers, weights)[0]


def extract(program: str, folder: Path, recognizes=False) -> dict[str, dict]:
    """What the program reads in the PDFs of a folder, by file name."""
    run = subprocess.run([program, "extract", str(folder), "--ndjson", "--jobs", "1", "--ocr", "auto" if recognizes else "never",
                          "--language", "en"], capture_output=True, text=True)
    found = {}
    for line in run.stdout.splitlines():
        record = json.loads(line)
        found[Path(record["source"]["file"]).stem] = record
    return found


def read(program: str, form: Form, printer: str) -> tuple[Verdict, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form.pdf"
        print_form(form, printer, path)
        got = extract(program, Path(folder)).get("form", {})
        return judge(form, got, UNITS), path.read_bytes()


def shrunk(program: str, seed: int, printer: str, names: list[str], v: Verdict) -> tuple[list[str], Verdict]:
    """The fewest of the oddities with which the form still fails in the same way, and how."""
    def alike(w: Verdict) -> bool:
        return (bool(w.silent), w.trap) == (bool(v.silent), v.trap) and w.failed
    kept = list(names)
    for name in names:
        fewer = [n for n in kept if n != name]
        try:
            w = read(program, build(seed, printer in DRAWN, fewer), printer)[0]
        except Exception:      # a form that cannot be printed tells nothing
            continue
        if alike(w):
            kept, v = fewer, w
    return kept, v


def batch(program: str, seeds: list[int], printers: list[str], keep: str) -> list[dict]:
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        forms = {}
        for seed in seeds:
            printer = printer_of(seed, printers, True)
            try:
                form = build(seed, printer in DRAWN)
                print_form(form, printer, folder / f"{seed}.pdf")
                forms[seed] = (form, printer)
            except Exception as e:
                rows.append(dict(seed=seed, unprinted=f"{printer}: {e!r}"[:300]))
                (folder / f"{seed}.pdf").unlink(missing_ok=True)
        results = extract(program, folder)
        for seed, (form, printer) in forms.items():
            v = judge(form, results.get(str(seed), {}), UNITS)
            row = dict(seed=seed, printer=printer, oddities=form.oddities, **vars(v), failed=v.failed)
            if v.failed:
                shutil.copy(folder / f"{seed}.pdf", Path(keep) / f"{seed}-{printer}.pdf")
                row["reduced"], w = shrunk(program, seed, printer, form.oddities, v)
                row["why"] = w.silent[:3] + w.header[:2] + w.missed[:1] + ["TRAP"] * w.trap
            rows.append(row)
    return rows


def table(rows: list[dict]) -> None:
    n: dict[str, collections.Counter] = collections.defaultdict(collections.Counter)
    for r in rows:
        for kind in [f"by {r['printer']}", *(r["oddities"] or ["no oddity"]), "ALL"]:
            c = n[kind]
            c["forms"] += 1
            for key in ("cells", "right", "named", "planted"):
                c[key] += r[key]
            for key in ("silent", "header", "false_errors", "false_warnings", "missed"):
                c[key] += len(r[key])
            c["traps"] += r["trap"]
            c["rejected"] += r["status"] == "rejected"
    heads = ["forms", "cells", "right", "named", "silent", "header", "missed", "false_errors", "false_warnings", "rejected", "traps"]
    print(f"{'':<26}" + "".join(f"{h.replace('false_', 'f.'):>11}" for h in heads))
    for kind in sorted(n, key=lambda k: (k == "ALL", not k.startswith("by "), k)):
        print(f"{kind:<26}" + "".join(f"{n[kind][h]:>11}" for h in heads))


def main() -> int:
    p = argparse.ArgumentParser(prog="try-forms", description=__doc__)
    p.add_argument("--program", default=os.environ.get("GONGKAI_PROGRAM"), required="GONGKAI_PROGRAM" not in os.environ)
    p.add_argument("--count", type=int, default=20000)
    p.add_argument("--seed", type=int, default=None, help="the first seed (default: from the clock)")
    p.add_argument("--jobs", type=int, default=2)
    p.add_argument("--printers", default=None, help="names with commas between (default: all that are installed)")
    p.add_argument("--keep", default=None, help="folder for the forms that fail")
    p.add_argument("--only", default=None, help="oddities to draw, with commas between: one form, --seed")
    a = p.parse_args()
    first = a.seed if a.seed is not None else int(time.time())
    keep = a.keep or tempfile.mkdtemp(prefix="gongkai-forms-")
    Path(keep).mkdir(parents=True, exist_ok=True)
    printers = a.printers.split(",") if a.printers else installed()
    print(f"seeds {first} to {first + a.count - 1}, printers {', '.join(printers)}, failing forms in {keep}", flush=True)
    if a.only is not None:
        form = build(first, printers[0] in DRAWN, [x for x in a.only.split(",") if x])
        v, data = read(a.program, form, printers[0])
        (Path(keep) / f"{first}.pdf").write_bytes(data)
        print(json.dumps(vars(v), ensure_ascii=False, indent=1))
        return int(v.failed)
    seeds = list(range(first, first + a.count))
    rows, start = [], time.time()
    with ProcessPoolExecutor(a.jobs) as pool:
        work = [pool.submit(batch, a.program, seeds[i:i + BATCH], printers, keep) for i in range(0, len(seeds), BATCH)]
        for w in work:
            for r in w.result():
                if "unprinted" in r:
                    print(f"NOT PRINTED {r['seed']} {r['unprinted']}")
                    continue
                rows.append(r)
                if r["failed"]:
                    print(f"FAILED {r['seed']} {r['printer']} {'+'.join(r['reduced']) or '(plain)'}: {len(r['silent'])} silent; {'; '.join(r['why'])}", flush=True)
    with open(Path(keep) / "rows.ndjson", "w") as f:
        for r in rows:
            f.write(json.dumps(r, ensure_ascii=False) + "\n")
    table(rows)
    seconds = time.time() - start
    silent = sum(len(r["silent"]) for r in rows)
    print(f"{len(rows) / seconds:.1f} forms a second; {silent} silent cells of {sum(r['cells'] for r in rows)}")
    return int(any(r["silent"] or r["header"] or r["trap"] for r in rows))


if __name__ == "__main__":
    sys.exit(main())
