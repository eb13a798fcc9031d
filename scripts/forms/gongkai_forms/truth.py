"""`python -m gongkai_forms.truth --program PROGRAM`: see scripts/benchmark-truth."""
from __future__ import annotations
import argparse
import collections
from concurrent.futures import ProcessPoolExecutor
import importlib.machinery
import importlib.util
import json
import math
import os
from pathlib import Path
import random
import shutil
import sys
import tempfile
import time

from .__main__ import UNITS, extract
from .form import Form, build
from .judge import judge
from .printing import DRAWN, installed, print_form

# What real reports have, and readers do not stumble over.
ORDINARY = ["zeros-blank", "zeros-marked", "rows-blank", "proactive-rows-blank", "dispute-blocks-blank", "cells-blank",
            "only-totals", "cell-marks", "thousands", "fullwidth-digits", "units", "yuan", "notes-in-brackets", "contradictions",
            "labels-reworded", "extra-row", "tables-per-band", "dispute-heads-in-block", "captions", "title-otherwise",
            "signature-otherwise", "document-number", "dates-in-text", "borders", "border-a-cell", "bands-shaded", "breaks",
            "row-split-by-break", "header-repeated", "table-size", "margins", "column-widths", "alignment", "running-lines",
            "stamp"]
BATCH = 6


def ordinary(seed: int, printer: str) -> Form:
    rng = random.Random(f"truth {seed}")
    from .form import ODDITIES
    names = [n for n in ORDINARY if printer in DRAWN or not ODDITIES[n].drawn]
    chosen = set(rng.sample(names, rng.choice([0, 0, 1, 2, 3])))
    if rng.random() < 0.3:
        chosen.add("contradictions")
    return build(seed, printer in DRAWN, [n for n in ODDITIES if n in chosen])


def scanner():
    """scripts/fixtures/scans, which is a script."""
    path = str(Path(__file__).parents[2] / "fixtures" / "scans")
    loader = importlib.machinery.SourceFileLoader("scans", path)
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("scans", loader))
    loader.exec_module(module)
    return module


def batch(program: str, jobs: list[tuple[int, str, str | None]], keep: str) -> list[dict]:
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder, printed = Path(name) / "read", Path(name) / "printed"
        folder.mkdir()
        printed.mkdir()
        forms = {}
        for seed, printer, level in jobs:
            pdf = printed / f"{seed}.pdf"
            try:
                form = ordinary(seed, printer)
                print_form(form, printer, pdf)
                if level:
                    scans = scanner()
                    scans.scan(pdf, folder / pdf.name, scans.LEVELS[level](random.Random(f"scan {seed}")), str(seed))
                else:
                    shutil.copy(pdf, folder / pdf.name)
                forms[seed] = (form, f"scanned, {level}" if level else printer)
            except Exception as e:
                rows.append(dict(unprinted=f"{seed} {printer}: {e!r}"[:300]))
        results = extract(program, folder, recognizes=True)
        for seed, (form, kind) in forms.items():
            v = judge(form, results.get(str(seed), {}), UNITS)
            if v.failed or v.false_errors:
                shutil.copy(folder / f"{seed}.pdf", Path(keep) / f"{seed}-{kind.replace(', ', '-')}.pdf")
            rows.append(dict(seed=seed, kind=kind, oddities=form.oddities, **vars(v)))
    return rows


def bound(events: int) -> float:
    """The upper 95 % bound of a Poisson mean of which `events` were seen; 3.0 for none."""
    low, high = float(events), 10.0 + 3 * events
    for _ in range(60):
        mean = (low + high) / 2
        at_most = sum(math.exp(-mean + k * math.log(mean) - math.lgamma(k + 1)) for k in range(events + 1))
        low, high = (mean, high) if at_most > 0.05 else (low, mean)
    return high


def table(rows: list[dict]) -> None:
    n: dict[str, collections.Counter] = collections.defaultdict(collections.Counter)
    for r in rows:
        side = "all scanned" if r["kind"].startswith("scanned") else "all digital"
        for kind in (r["kind"], side):
            c = n[kind]
            c["documents"] += 1
            c["cells"] += r["cells"]
            c["wrong"] += r["cells"] - r["right"]
            c["silent"] += len(r["silent"])
            c["silent_documents"] += bool(r["silent"])
            c["named"] += r["named"]
            c["false"] += len(r["false_errors"])
            c["planted"] += r["planted"]
            c["found"] += r["planted"] - len(r["missed"])
            c["header"] += len(r["header"])
            c["traps"] += r["trap"]
    print("| kind | documents | cells | wrong | of these silent | named | header silent | false alarms | planted found | traps | "
          "silent below (95 %): of cells | of documents |")
    print("|---|" + "---:|" * 11)
    for kind in sorted(n, key=lambda k: (k.startswith("scanned") or k == "all scanned", k.startswith("all "), k)):
        c = n[kind]
        print(f"| {kind} | {c['documents']} | {c['cells']} | {c['wrong']} | {c['silent']} | {c['named']} | {c['header']} | {c['false']} | "
              f"{c['found']} of {c['planted']} | {c['traps']} | {bound(c['silent']) / max(1, c['cells']) * 10000:.2f} in 10,000 | "
              f"{min(100, bound(c['silent_documents']) / max(1, c['documents']) * 100):.1f} % |")


def main() -> int:
    p = argparse.ArgumentParser(prog="benchmark-truth", description=__doc__)
    p.add_argument("--program", default=os.environ.get("GONGKAI_PROGRAM"), required="GONGKAI_PROGRAM" not in os.environ)
    p.add_argument("--documents", type=int, default=1000)
    p.add_argument("--scans", type=int, default=330)
    p.add_argument("--seed", type=int, default=None, help="default: from the clock")
    p.add_argument("--jobs", type=int, default=2)
    p.add_argument("--printers", default=None)
    p.add_argument("--keep", default=None, help="folder for documents that are read wrong")
    a = p.parse_args()
    first = a.seed if a.seed is not None else int(time.time())
    keep = a.keep or tempfile.mkdtemp(prefix="gongkai-truth-")
    Path(keep).mkdir(parents=True, exist_ok=True)
    printers = a.printers.split(",") if a.printers else installed()
    print(f"seed {first}, printers {', '.join(printers)}, documents that are read wrong in {keep}", flush=True)
    jobs = [(first + k, printers[k % len(printers)], None) for k in range(a.documents)]
    quick = [p for p in printers if p in DRAWN + ["typst", "weasyprint"]] or printers
    levels = ["easy", "medium", "hard"]
    jobs += [(first + a.documents + k, quick[k % len(quick)], levels[k % 3]) for k in range(a.scans)]
    rows = []
    with ProcessPoolExecutor(a.jobs) as pool:
        for work in [pool.submit(batch, a.program, jobs[i:i + BATCH], keep) for i in range(0, len(jobs), BATCH)]:
            for r in work.result():
                if "unprinted" in r:
                    print("NOT PRINTED", r["unprinted"])
                    continue
                rows.append(r)
                for what in ("silent", "header", "missed", "false_errors"):
                    if r[what]:
                        print(f"{what.upper()} {r['seed']} {r['kind']} {'+'.join(r['oddities'])}: {'; '.join(r[what][:3])}", flush=True)
    with open(Path(keep) / "rows.ndjson", "w") as f:
        f.writelines(json.dumps(r, ensure_ascii=False) + "\n" for r in rows)
    table(rows)
    return int(any(r["silent"] or r["trap"] for r in rows))


if __name__ == "__main__":
    sys.exit(main())
