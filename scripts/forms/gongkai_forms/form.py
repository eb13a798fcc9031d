"""A random form: figures and how they are printed, kept apart.

`build(seed)` draws a plain report and then oddities (`values.py`, `labels.py`, `pages.py`), each with a
generator of its own that depends on the seed and the oddity's name alone. So a form can be built again
with some of its oddities left out, which is how a failing one is reduced (`shrunk` in judge.py).
"""
from __future__ import annotations
from dataclasses import dataclass, field
import random
from typing import Callable

from gongkai_fixtures import figures, grids, reports
from gongkai_fixtures.model import Block, Report
from gongkai_fixtures.style import Style

FACES = ["hei", "song", "kai", "micro", "uming"]


@dataclass
class FormReport(Report):
    """A report whose blocks are changed, one change after the other, before they are printed."""
    changes: list[Callable[[list[Block]], list[Block]]] = field(default_factory=list)

    def blocks(self) -> list[Block]:
        blocks = super().blocks()
        for change in self.changes:
            blocks = change(blocks)
        return blocks


@dataclass
class Form:
    seed: int
    report: FormReport
    style: Style
    oddities: list[str] = field(default_factory=list)
    values: dict = field(default_factory=dict)     # cell id -> value, where printed text is no plain figure
    doubtful: set = field(default_factory=set)     # cells of which no reader can be sure: to be named
    either: set = field(default_factory=set)       # cells that share one: no value, or the shared one, or named

    def ids(self) -> list[str]:
        return self.report.grid.all_ids()

    def print(self, cell: str, text: str, value="as printed") -> None:
        """Prints `text` in a cell; `value` is what a reader takes from it, where that is not plain."""
        self.report.cells[cell] = text
        self.values.pop(cell, None)
        self.doubtful.discard(cell)
        if value != "as printed":
            self.values[cell] = value

    def figure_cells(self) -> list[str]:
        """Cells that still hold a plain figure."""
        return [i for i in self.ids() if self.report.cells[i].isdigit() and i not in self.values]

    def change(self, rng: random.Random, change: Callable) -> None:
        """Changes blocks with a generator that is the same each time the blocks are asked for."""
        seed = rng.getrandbits(48)
        self.report.changes.append(lambda blocks: change(blocks, random.Random(seed)) or blocks)

    def mark(self, rng: random.Random, change: Callable) -> None:
        """Changes drawn pages (printers that only draw)."""
        seed = rng.getrandbits(48)
        self.style.options.setdefault("marks", []).append(lambda pages: change(pages, random.Random(seed)))


@dataclass
class Oddity:
    name: str
    apply: Callable[[Form, random.Random], None]
    weight: float
    drawn: bool          # only printers that draw can do it


ODDITIES: dict[str, Oddity] = {}


def oddity(weight=1.0, drawn=False):
    def register(function):
        name = function.__name__.replace("_", "-")
        ODDITIES[name] = Oddity(name, function, weight, drawn)
        return function
    return register


TOWNS = ["云川县人民政府", "青溪镇人民政府", "临江市教育局", "石泉街道办事处", "东岭区卫生健康委员会", "白塔乡人民政府"]


def sparse(rng: random.Random, three: bool, edition: str) -> dict[str, str]:
    """Few figures among zeros, as most townships print them; all relations hold."""
    cells = figures.zero(edition, three)
    leaves = [r[0] for r in grids.result_rows(three)]
    for column in rng.sample(grids.COLUMNS[:-1], rng.randint(1, 3)):
        n = {r: 0 for r in ["new", "carried_in", *leaves, "total", "carried_out"]}
        for row in rng.sample(leaves, rng.randint(1, 6)):
            n[row] = rng.randint(1, 40)
        n["total"] = sum(n[r] for r in leaves)
        n["carried_out"] = rng.choice([0, 0, rng.randint(1, 6)])
        n["carried_in"] = rng.choice([0, 0, rng.randint(1, min(6, n["total"]))])
        n["new"] = n["total"] + n["carried_out"] - n["carried_in"]
        for row, v in n.items():
            cells[f"requests.{row}.{column}"] = str(v)
    for row in ["new", "carried_in", *leaves, "total", "carried_out"]:
        cells[f"requests.{row}.total"] = str(sum(int(cells[f"requests.{row}.{c}"]) for c in grids.COLUMNS[:-1]))
    for block in grids.BLOCKS:
        values = [rng.choice([0, 0, 0, rng.randint(1, 9)]) for _ in range(4)]
        for o, v in zip(grids.OUTCOMES, values + [sum(values)]):
            cells[f"disputes.{block}.{o}"] = str(v)
    for i in grids.proactive_ids(edition):
        if "regulations" not in i and rng.random() < 0.6:
            cells[i] = str(rng.choice([rng.randint(1, 30), rng.randint(31, 99999)]))
    return cells


def plain(seed: int) -> Form:
    """A report without oddities: the form as it was sent out, printed well."""
    rng = random.Random(f"plain {seed}")
    edition, three = rng.choice([("2021", True)] * 6 + [("2019", False)] * 3 + [("2021", False)] * 2)
    year = rng.randint(2019, 2020) if edition == "2019" else rng.randint(2021, 2025)
    dense = rng.random() < 0.55
    cells = (figures.made_up(rng.getrandbits(30), three, edition, big=rng.random() < 0.3) if dense
             else sparse(rng, three, edition))
    base = reports.short(cells, rng.choice(TOWNS), year, told=rng.random() < 0.5)
    report = FormReport(**{k: getattr(base, k) for k in base.__dataclass_fields__})
    report.cells = dict(cells)
    report.grid = grids.GridOptions(proactive_edition=edition, three_other_rows=three,
                                    stub_one_char_a_line=rng.random() < 0.3, header_break=rng.choice([0, 0, 2, 2, 1]),
                                    groups_wrapped=rng.choice([0, 0, 4, 3]), wide_stub=rng.random() < 0.1,
                                    total_beside_applicants=rng.random() < 0.3)
    face = rng.choice(FACES)
    style = Style(body_size=rng.choice([12, 14, 15, 16]), title_size=rng.choice([17, 20, 22]),
                  table_size=rng.choice([8, 8.5, 9, 9.5, 10, 10.5]), body_font=face, heading_font=rng.choice([face, "hei"]),
                  title_font=face, table_font=rng.choice([face, "hei", "song"]),
                  margins=rng.choice([(36, 27, 30, 27), (25, 22, 22, 22), (25, 31, 25, 31)]),
                  rule_width=rng.choice([0.3, 0.5, 0.6, 0.75, 1.0]),
                  page_numbers=rng.choice([None, "- {} -", "— {} —", "{}"]), row_padding=rng.choice([1.5, 2.5, 4]),
                  options={})
    return Form(seed, report, style)


def draw(seed: int, drawn: bool, most: int = 7) -> list[str]:
    """The oddities of a form; one in ten has none."""
    rng = random.Random(f"oddities {seed}")
    if rng.random() < 0.1:
        return []
    known = [o for o in ODDITIES.values() if drawn or not o.drawn]
    names: list[str] = []
    for _ in range(rng.randint(1, most)):
        name = rng.choices(known, [o.weight for o in known])[0].name
        if name not in names:
            names.append(name)
    return [n for n in ODDITIES if n in names]     # in the order in which they are listed


def build(seed: int, drawn: bool = True, names: list[str] | None = None) -> Form:
    form = plain(seed)
    for name in draw(seed, drawn) if names is None else names:
        ODDITIES[name].apply(form, random.Random(f"{name} {seed}"))
        form.oddities.append(name)
    return form


from . import labels, pages, values  # noqa: E402,F401  (they register their oddities)
