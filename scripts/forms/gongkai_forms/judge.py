"""What a program read in a form, beside what was printed there."""
from __future__ import annotations
from dataclasses import dataclass, field
import re
import unicodedata

from gongkai_fixtures.grids import BLOCKS, COLUMNS, OUTCOMES, result_rows
from gongkai_fixtures.model import contradictions, value_of

from .form import Form

# Which rules point at a header field.
FIELD_RULES = {
    "title": ("title.", "reading.title"), "issuer": ("issuer.", "year.agreement"), "year": ("year.", "period."),
    "period": ("period.", "year."), "issued_on": ("issue_date.", "year."), "document_number": ("document_number.",),
    "edition": ("reading.edition_uncertain", "reading.cell_missing"),
}


@dataclass
class Verdict:
    status: str = ""
    cells: int = 0
    right: int = 0
    named: int = 0
    silent: list[str] = field(default_factory=list)       # cell: what was read, what was printed
    header: list[str] = field(default_factory=list)       # fields that are wrong, and that nothing points at
    false_errors: list[str] = field(default_factory=list)
    false_warnings: list[str] = field(default_factory=list)
    planted: int = 0
    missed: list[str] = field(default_factory=list)
    trap: bool = False
    rejected: str = ""

    @property
    def failed(self) -> bool:
        return bool(self.silent or self.header or self.missed or self.trap)


def bare(text: str | None) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text or ""))


def blank(text: str | None) -> bool:
    """Whether a text is no figure: nothing, or a mark that stands for none."""
    return all(c in "/-－—–−无" for c in bare(text))


def same(a, b) -> bool:
    if a is None or b is None:
        return a is b
    return abs(a - b) <= 1e-9 * max(1, abs(b))


def printed(form: Form, units: dict[str, str]) -> dict[str, dict]:
    """For each standard cell the value that a reader takes, and the text."""
    shown = {c.id for b in form.report.blocks() if b.table for c in b.table.cells if c.id}
    out = {}
    for i in form.ids():
        raw = form.report.cells.get(i, "").replace("\n", "") if i in shown else ""
        value = form.values[i] if i in form.values and i in shown else None if i in form.doubtful else value_of(raw, units[i])
        out[i] = {"value": value, "raw": raw, "absent": i not in shown}
    return out


def holds_with_zeros(truth: dict, cells: list[str]) -> bool:
    """Whether a relation could hold if every blank were 0; one that could not may be called wrong."""
    def v(i):
        return truth[i]["value"] or 0 if i in truth else 0
    for total, parts, minus in relations():
        if set(cells) <= {total, *parts, *minus} and total in cells:
            if abs(v(total) + sum(map(v, minus)) - sum(map(v, parts))) < 1e-9:
                return True
    return False


def relations():
    for three in (True, False):
        leaves = [r[0] for r in result_rows(three)]
        for row in ["new", "carried_in", *leaves, "total", "carried_out"]:
            yield f"requests.{row}.total", [f"requests.{row}.{c}" for c in COLUMNS[:-1]], []
        for c in COLUMNS:
            yield f"requests.total.{c}", [f"requests.{r}.{c}" for r in leaves], []
            yield f"requests.total.{c}", [f"requests.new.{c}", f"requests.carried_in.{c}"], [f"requests.carried_out.{c}"]
    for b in BLOCKS:
        yield f"disputes.{b}.total", [f"disputes.{b}.{o}" for o in OUTCOMES[:-1]], []


def judge(form: Form, got: dict, units: dict[str, str]) -> Verdict:
    v = Verdict(status=got.get("status", "no output"))
    findings = got.get("findings") or []
    v.trap = any(f["rule"] == "document.crash" for f in findings) or not got.get("status")
    if v.status == "rejected":
        v.rejected = findings[0]["rule"] if findings else "?"
    loud = [f for f in findings if f["severity"] in ("error", "warning")]
    named = {c for f in loud for c in f.get("cells") or []}
    truth = printed(form, units)
    cells = got.get("cells") or {}
    exact = True
    for i, want in truth.items():
        v.cells += 1
        have = cells.get(i)
        if have is None and v.status == "rejected":
            v.named += 1
            exact = False
            continue
        ok = (have is not None and same(have.get("value"), want["value"]) and i not in form.doubtful and not want["absent"]
              and (want["value"] is not None or blank(have.get("raw")) == blank(want["raw"])))
        if i in form.either and have is not None and have.get("value") in (None, value_of(form.report.cells[i], units[i])
                                                                           if form.report.cells[i] in ("0", "/", "无", "") else None):
            ok = True
        if ok:
            v.right += 1
        elif i in named or (have is None and any(f["rule"] == "reading.edition_uncertain" for f in loud)):
            v.named += 1
            exact = False
        else:
            exact = False
            said = "(no such cell)" if have is None else f"{have.get('value')} {have.get('raw')!r}"
            v.silent.append(f"{i}: {said}, printed {want['raw']!r}" + (" (absent)" if want["absent"] else ""))
    if v.status != "rejected":
        header(form, got, loud, v)
    wrong = contradictions(truth, form.report.grid.three_other_rows)
    v.planted = len(wrong)
    for e in wrong:
        if v.status != "rejected" and not any(
                f["severity"] == "error" and set(f.get("cells") or []) & set(e["cells"]) for f in findings):
            v.missed.append(f"{e['rule']} {e['cells'][0]}")
    if exact:      # everything was read right: what is called wrong must be wrong
        for f in findings:
            where = f.get("cells") or []
            if f["severity"] == "error":
                if any(e["rule"] == f["rule"] and set(where) & set(e["cells"]) for e in wrong):
                    continue
                if f["rule"].startswith(("requests.", "disputes.")) and not holds_with_zeros(truth, where):
                    continue
                v.false_errors.append(f"{f['rule']} {where[:2]} {f.get('message', '')[:90]}")
            elif f["severity"] == "warning" and not form.oddities:
                v.false_warnings.append(f"{f['rule']} {f.get('message', '')[:90]}")
    return v


def header(form: Form, got: dict, loud: list[dict], v: Verdict) -> None:
    r = form.report
    want = {"title": "".join(r.title_lines), "issuer": r.issuer, "year": r.year, "issued_on": r.issued_on,
            "document_number": r.document_number, "edition": r.edition,
            "period": {"from": r.period[0], "to": r.period[1]} if r.period else None}
    have = got.get("report") or {}
    for name, value in want.items():
        a = have.get(name)
        if a is None or a == value or isinstance(a, str) and isinstance(value, str) and bare(a) == bare(value):
            continue
        if not any(f["rule"].startswith(FIELD_RULES[name]) for f in loud):
            v.header.append(f"{name}: {a!r}, printed {value!r}")
