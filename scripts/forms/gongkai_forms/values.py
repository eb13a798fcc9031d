"""Oddities of what stands in the cells: blanks, marks, notes, units, other ways to write a figure."""
from __future__ import annotations

from gongkai_fixtures import grids

from .form import Form, oddity

MARKS = ["/", "无", "—", "-", "－", "--"]


def lines_of(form: Form) -> dict[str, list[str]]:
    """The rows and columns of the grids, by name."""
    lines: dict[str, list[str]] = {}
    for i in form.ids():
        table, row, column = i.split(".")[0], ".".join(i.split(".")[1:-1]), i.split(".")[-1]
        lines.setdefault(f"row {table}.{row}", []).append(i)
        if table == "requests":
            lines.setdefault(f"column {column}", []).append(i)
    return lines


def blanked(form: Form, rng, start: str, count: int) -> None:
    lines = lines_of(form)
    for name in rng.sample([n for n in lines if n.startswith(start)], count):
        for i in lines[name]:
            form.print(i, "")


def retold(form: Form) -> None:
    """Leaves out what the text tells of figures that are now printed otherwise."""
    form.report = form.report.with_section(1, paragraphs=form.report.section(1).paragraphs[:1])


@oddity(2)
def zeros_blank(form, rng):
    for i in form.ids():
        if form.report.cells[i] == "0":
            form.print(i, "")


@oddity(1.5)
def zeros_marked(form, rng):
    mark = rng.choice(MARKS)
    for i in form.ids():
        if form.report.cells[i] == "0":
            form.print(i, mark)


@oddity(3)
def rows_blank(form, rng):
    blanked(form, rng, "row requests", rng.randint(1, 4))


@oddity(1)
def first_rows_blank(form, rng):
    for row in rng.choice([["new"], ["new", "carried_in"], ["carried_in"], ["total"], ["carried_out"]]):
        for c in grids.COLUMNS:
            form.print(f"requests.{row}.{c}", "")


@oddity(1)
def proactive_rows_blank(form, rng):
    blanked(form, rng, "row proactive", rng.randint(1, 3))


@oddity(1)
def dispute_blocks_blank(form, rng):
    blanked(form, rng, "row disputes", rng.randint(1, 3))


@oddity(2)
def columns_blank(form, rng):
    blanked(form, rng, "column", rng.randint(1, 5))


@oddity(2)
def cells_blank(form, rng):
    share = rng.choice([0.02, 0.1, 0.3, 0.6, 0.9])
    for i in form.ids():
        if rng.random() < share:
            form.print(i, "")


@oddity(1)
def only_totals(form, rng):
    """Rows where only the person and the total stand."""
    for i in form.ids():
        if i.startswith("requests") and not i.endswith((".natural_person", ".total")) and form.report.cells[i] == "0":
            form.print(i, "")


@oddity(2)
def cell_marks(form, rng):
    share = rng.choice([0.02, 0.1, 0.4])
    for i in form.ids():
        if rng.random() < share:
            form.print(i, rng.choice(MARKS))


@oddity(1)
def words_in_cells(form, rng):
    """Remarks where a figure should be: no figure can be taken from them."""
    for i in rng.sample(form.ids(), rng.randint(1, 4)):
        form.print(i, rng.choice(["详见附件", "见说明", "不涉及", "未统计", "县级无此项"]), None)
        form.doubtful.add(i)


@oddity(1.5)
def thousands(form, rng):
    for i in form.figure_cells():
        n = int(form.report.cells[i])
        if n >= 1000:
            form.print(i, f"{n:,}".replace(",", rng.choice([",", ",", "，"])), n)


@oddity(1)
def fullwidth_digits(form, rng):
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    for i in form.figure_cells():
        form.print(i, form.report.cells[i].translate(wide), int(form.report.cells[i]))


@oddity(1)
def units(form, rng):
    for i in rng.sample(form.figure_cells(), min(len(form.figure_cells()), rng.randint(1, 12))):
        if not i.endswith("amount"):
            form.print(i, form.report.cells[i] + rng.choice(["件", "件", "项", "个"]), int(form.report.cells[i]))


@oddity(0.7)
def yuan(form, rng):
    for i in form.ids():
        if i.endswith(".amount") and form.report.cells[i].replace(".", "").isdigit():
            n = rng.randint(10, 9000000)
            form.print(i, f"{n}元", n / 10000)


@oddity(1.5)
def notes_in_brackets(form, rng):
    for i in rng.sample(form.figure_cells(), min(len(form.figure_cells()), rng.randint(1, 5))):
        n = int(form.report.cells[i])
        note = rng.choice([f"（含自然失效{rng.randint(1, 9)}件）", f"（其中修订{rng.randint(1, 30)}件）", "（含下属单位）", "(1)", "[1]"])
        form.print(i, f"{n}{note}", n)


@oddity(1.5, drawn=True)
def notes_raised(form, rng):
    for i in rng.sample(form.figure_cells(), min(len(form.figure_cells()), rng.randint(1, 5))):
        n = form.report.cells[i]
        form.print(i, f"{n}^{rng.randint(1, 9)}", int(n))


@oddity(1)
def notes_circled(form, rng):
    for i in rng.sample(form.figure_cells(), min(len(form.figure_cells()), rng.randint(1, 5))):
        n = form.report.cells[i]
        form.print(i, n + rng.choice("①②③④⑤"), int(n))


@oddity(0.7)
def notes_starred(form, rng):
    for i in rng.sample(form.figure_cells(), min(len(form.figure_cells()), rng.randint(1, 5))):
        n = form.report.cells[i]
        form.print(i, n + rng.choice(["*", "**", "注", "注1", "※"]).replace("**", "*"), int(n))


@oddity(1)
def figures_in_words(form, rng):
    for i in form.ids():
        if form.report.cells[i] == "0" and rng.random() < 0.5:
            form.print(i, "零", 0)


@oddity(1)
def changes_in_words(form, rng):
    """减4, 增2, −4 and +2 in the columns 本年增/减 of the 2019 form."""
    for i in form.ids():
        if i.endswith(".item_change"):
            n = rng.randint(1, 60)
            text, value = rng.choice([(f"减{n}", -n), (f"增{n}", n), (f"-{n}", -n), (f"+{n}", n), (f"减少{n}", -n),
                                      (f"增加{n}", n), (f"－{n}", -n)])
            form.print(i, text, value)


@oddity(1)
def figures_on_two_lines(form, rng):
    """Two-digit numbers in cells that are so narrow that each digit has a line."""
    for i in rng.sample(form.figure_cells(), min(len(form.figure_cells()), rng.randint(1, 6))):
        n = form.report.cells[i]
        if len(n) > 1 and not i.startswith("proactive"):
            k = rng.randint(1, len(n) - 1)
            form.print(i, n[:k] + "\n" + n[k:], int(n))


@oddity(2)
def contradictions(form, rng):
    """Figures that do not add up, as printed."""
    retold(form)
    for i in rng.sample(form.figure_cells(), min(len(form.figure_cells()), rng.randint(1, 3))):
        n = int(form.report.cells[i])
        form.print(i, str(rng.choice([n + 1, max(0, n - 1), n * 10, n + rng.randint(2, 90), 0])))


@oddity(0.7)
def figures_spaced(form, rng):
    """Digits that are set apart: 1 2."""
    for i in rng.sample(form.figure_cells(), min(len(form.figure_cells()), rng.randint(1, 5))):
        n = form.report.cells[i]
        if 1 < len(n) < 5:
            form.print(i, " ".join(n), int(n))


@oddity(0.7)
def ranges(form, rng):
    """Two figures in one cell: none can be taken."""
    for i in rng.sample(form.figure_cells(), min(len(form.figure_cells()), rng.randint(1, 2))):
        n = form.report.cells[i]
        form.print(i, n + rng.choice(["/", "、", "（", " / ", "+", "-"]) + str(rng.randint(0, 9)), None)
        form.doubtful.add(i)


@oddity(0.7)
def counts_with_decimals(form, rng):
    """12.0 or 12.00, as spreadsheets print."""
    for i in form.figure_cells():
        n = form.report.cells[i]
        form.print(i, n + rng.choice([".0", ".00"]), int(n))


@oddity(0.7)
def chinese_numerals(form, rng):
    """Figures below eleven in Chinese: 三, 十."""
    for i in rng.sample(form.figure_cells(), min(len(form.figure_cells()), rng.randint(1, 4))):
        n = int(form.report.cells[i])
        if 0 < n <= 10:
            form.print(i, "〇一二三四五六七八九十"[n], n)


@oddity(0.7)
def spaced_thousands(form, rng):
    """12 345 with a narrow space."""
    for i in form.figure_cells():
        n = int(form.report.cells[i])
        if n >= 1000:
            form.print(i, f"{n:,}".replace(",", " "), n)


@oddity(0.5)
def leading_zeros(form, rng):
    for i in rng.sample(form.figure_cells(), min(len(form.figure_cells()), rng.randint(1, 5))):
        form.print(i, "0" + form.report.cells[i], int(form.report.cells[i]))


@oddity(0.7)
def words_around(form, rng):
    """约12, 共3件, 12件次: more than a figure."""
    for i in rng.sample(form.figure_cells(), min(len(form.figure_cells()), rng.randint(1, 4))):
        n = form.report.cells[i]
        form.print(i, rng.choice(["约{}", "共{}件", "{}余", "{}件次", "{}%", "{}人"]).format(n), int(n))
