"""Oddities of labels, headings and header fields."""
from __future__ import annotations

import copy

from gongkai_fixtures.grids import BLOCKS, COLUMNS, OUTCOME_LABELS, OUTCOMES, Cell
from gongkai_fixtures.model import Block

from .form import Form, oddity

NUMERALS = "〇一二三四五六七八九"
WRONG = "的地和件不为有本公开申请理由政机关其他书长人年贝乙处"


def label_cells(blocks, kinds=("label", "head", "group", "stub", "band")) -> list[Cell]:
    return [c for b in blocks if b.table for c in b.table.cells if c.kind in kinds and c.text]


def misprint(text: str, rng) -> str:
    at = [i for i, c in enumerate(text) if c.strip()]
    i = rng.choice(at)
    kind = rng.choice(["wrong", "wrong", "lost", "twice", "swapped"])
    if kind == "wrong":
        return text[:i] + rng.choice(WRONG) + text[i + 1:]
    if kind == "lost" and len(at) > 2:
        return text[:i] + text[i + 1:]
    if kind == "swapped" and i + 1 < len(text):
        return text[:i] + text[i + 1] + text[i] + text[i + 2:]
    return text[:i] + text[i] + text[i:]


@oddity(3)
def labels_misprinted(form, rng):
    count = rng.randint(1, 4)

    def change(blocks, rng):
        for c in rng.sample(label_cells(blocks), count):
            c.text = misprint(c.text, rng)
    form.change(rng, change)


@oddity(3)
def labels_missing(form, rng):
    count = rng.randint(1, 4)

    def change(blocks, rng):
        for c in rng.sample(label_cells(blocks), count):
            c.text = ""
    form.change(rng, change)


@oddity(1)
def labels_merged(form, rng):
    """Labels of two rows in one cell, over each other, their figures in rows of their own."""
    def change(blocks, rng):
        tables = [b.table for b in blocks if b.table]
        pairs = [(t, a, b) for t in tables for a in t.cells for b in t.cells
                 if a.kind == b.kind == "label" and a.col == b.col and a.colspan == b.colspan and a.rowspan == b.rowspan == 1
                 and b.row == a.row + 1]
        t, a, b = rng.choice(pairs)
        a.text += "\n" + b.text
        a.rowspan = 2
        t.cells.remove(b)
    form.change(rng, change)


@oddity(2)
def labels_reworded(form, rng):
    words = {"行政规范性文件": "规范性文件", "本年制发件数": "本年发件", "现行有效件数": "现行有效件数（历史累计）",
             "2.其他法律行政法规禁止公开": "2.其他法律法规禁止公开", "3.危及“三安全一稳定”": '3.危及"三安全一稳定"',
             "（三）不予公开": "(三)不予公开", "总计": "总 计", "规章": "规章（县级无此项）", "（七）总计": "(七)总计",
             "1.本机关不掌握相关政府信息": "1、本机关不掌握相关政府信息", "第二十条第（一）项": "第二十条 第（一）项",
             "（六）其他处理": "（六） 其他处理", "尚未审结": "尚未\n审结", "其他": "其它", "结果维持": "结果\n维持"}
    some = rng.sample(sorted(words), rng.randint(1, 8))
    form.report.grid.relabel.update({k: words[k] for k in some})


@oddity(1.5)
def extra_row(form, rng):
    form.report.grid.extra_row = (rng.randint(0, 1), rng.choice(["其他主动公开文件", "其他文件", "政策解读"]),
                                  [str(rng.randint(0, 99)) for _ in range(3)])


@oddity(1)
def tables_per_band(form, rng):
    form.report.grid.tables_per_band = True


@oddity(0.5)
def band_starts_table(form, rng):
    form.report.grid.band_breaks = [rng.randint(1, 3)]


@oddity(0.7)
def columns_swapped(form, rng):
    order = form.report.grid.column_order
    a, b = rng.sample(range(1, 6), 2)
    order[a], order[b] = order[b], order[a]


@oddity(0.7)
def dispute_heads_in_block(form, rng):
    form.report.grid.dispute_head_rows = "block_two_rows"


@oddity(0.7)
def rows_dropped(form, rng):
    """Rows that the report does not print: their cells are to be named."""
    rows = ["refused.process", "refused.other_law", "unavailable.unclear", "not_processed.publication", "partly_granted",
            "carried_in", "carried_out", "total", "new"]
    form.report.grid.drop_rows = rng.sample(rows, rng.randint(1, 2))


@oddity(0.5)
def disputes_dropped(form, rng):
    form.report.grid.drop_disputes = True


@oddity(1)
def rows_of_notes(form, rng):
    """A row across the table with a remark, first, last or between."""
    def change(blocks, rng):
        t = rng.choice([b.table for b in blocks if b.table])
        row = rng.choice([t.rows, t.rows, 0])
        for c in t.cells:
            if c.row >= row:
                c.row += 1
        if row == 0 and t.header_rows:
            t.header_rows += 1
        text = rng.choice(["注：本表数据统计至12月31日。", "说明：1.含下属单位；2.不含街道。", "单位：件", "备注：2023年共12件，详见附件3。"])
        t.add(text, row, 0, 1, len(t.widths), kind="band")
    form.change(rng, change)


@oddity(1)
def row_of_numbers(form, rng):
    """A row under the header that numbers the columns: 1 2 3 4 …"""
    def change(blocks, rng):
        t = next(b.table for b in blocks if b.table and b.table.name == "requests")
        for c in t.cells:
            if c.row >= 3:
                c.row += 1
        t.add("栏次", 3, 0, 1, 3, kind="head")
        for k in range(3, len(t.widths)):
            t.add(str(k - 2), 3, k, kind="head")
    form.change(rng, change)


@oddity(0.7)
def column_of_numbers(form, rng):
    """A first column that numbers the rows."""
    def change(blocks, rng):
        t = next(b.table for b in blocks if b.table and b.table.name == "requests")
        for c in t.cells:
            c.col += 1
        t.widths = [0.6, *t.widths]
        t.add("序号", 0, 0, 3, 1, kind="head")
        for r in range(3, t.rows):
            t.add(str(r - 2), r, 0, kind="head")
    form.change(rng, change)


@oddity(0.7)
def column_of_remarks(form, rng):
    """A last column for remarks, blank or with years and small numbers."""
    def change(blocks, rng):
        t = next(b.table for b in blocks if b.table and b.table.name == "requests")
        n = len(t.widths)
        rows = t.rows
        t.widths = [*t.widths, 1.2]
        t.add("备注", 0, n, 3, 1, kind="head")
        for r in range(3, rows):
            t.add(rng.choice(["", "", "", "含2023年结转", "3", "上年12"]), r, n, kind="head")
    form.change(rng, change)


@oddity(1.5)
def captions(form, rng):
    style = rng.randrange(4)

    def change(blocks, rng):
        out, k = [], 0
        for b in blocks:
            if b.table:
                k += 1
                text = [f"表{k}", f"表{NUMERALS[k]}", f"表{k} 统计表（单位：件）", f"附表{k}：{'主动公开 收到和处理申请 复议诉讼'.split()[min(k, 3) - 1]}情况统计表"]
                out.append(Block("center", text[style]))
            out.append(b)
        return out
    form.change(rng, change)


@oddity(1)
def title_otherwise(form, rng):
    r = form.report
    year, issuer = r.year, r.issuer
    kind = rng.randrange(4)
    if kind == 0:
        r.title_lines = [f"{issuer}{year}年政府信息公开工作年度报告"]
    elif kind == 1:
        r.title_lines = [f"{year}年政府信息公开工作年度报告"]
    elif kind == 2:
        r.title_lines = [issuer, f"{year} 年政府信息公开工作年度报告"]
    else:
        r.title_lines = [f"{issuer}关于{year}年度政府信息公开工作的报告"]


@oddity(1)
def signature_otherwise(form, rng):
    r = form.report
    kind = rng.randrange(4)
    y, m, d = (int(x) for x in r.issued_on.split("-"))
    if kind == 0:
        r.signature, r.issued_on = [], None
    elif kind == 1 and form.style.body_font not in ("song", "kai"):     # which have no 〇
        year = "".join(NUMERALS[int(c)] for c in str(y))
        r.signature = [r.issuer, f"{year}年一月二十四日"]
    elif kind == 2:
        r.signature = [r.issuer, f"{y}-01-24"]
    else:
        r.signature = [f"{y}年1月24日"]


@oddity(0.7)
def document_number(form, rng):
    r = form.report
    number = f"云政发〔{r.year + 1}〕{rng.randint(1, 40)}号"
    r.before_title = [Block("redhead", r.issuer + "文件"), Block("docnum", number), Block("redline")]
    r.document_number = number


@oddity(0.5)
def dates_in_text(form, rng):
    """Other years and dates in the running text."""
    other = form.report.year - 1
    s = form.report.section(1)
    form.report = form.report.with_section(1, paragraphs=s.paragraphs + [f"{other}年12月20日，{other}年度有关工作已经完成；{other + 2}年3月1日起施行新办法。"])


def table_named(blocks, name):
    return next((b.table for b in blocks if b.table and b.table.name == name), None)


@oddity(1)
def disputes_turned(form, rng):
    """Section 4 with a row a block instead of three blocks side by side."""
    def change(blocks, rng):
        t = table_named(blocks, "disputes")
        if not t:
            return
        values = {c.id: c.text for c in t.cells if c.id}
        t.cells, t.widths, t.header_rows = [], [2.5, 1, 1, 1, 1, 1], 1
        t.add("", 0, 0, kind="head")
        for k, o in enumerate(OUTCOMES):
            t.add(OUTCOME_LABELS[o], 0, 1 + k, kind="head")
        for r, (block, label) in enumerate(zip(BLOCKS, ["行政复议", "行政诉讼（未经复议直接起诉）", "行政诉讼（复议后起诉）"])):
            t.add(label, 1 + r, 0)
            for k, o in enumerate(OUTCOMES):
                i = f"disputes.{block}.{o}"
                t.add(values.get(i, ""), 1 + r, 1 + k, kind="value", id=i)
    form.change(rng, change)


@oddity(1)
def subtotals(form, rng):
    """A row 小计 behind a group of section 3, whose figures belong to no standard cell."""
    def change(blocks, rng):
        t = table_named(blocks, "requests")
        groups = [c for c in t.cells if c.kind == "group"]
        g = rng.choice(groups)
        row = g.row + g.rowspan
        for c in t.cells:
            if c.row >= row:
                c.row += 1
            elif c.row + c.rowspan > row or c is g or (c.kind == "stub" and c.row < row):
                c.rowspan += 1
        t.add("小计", row, 2)
        for k in range(3, len(t.widths)):
            t.add(str(rng.randint(1, 99)), row, k, kind="value")
    form.change(rng, change)


@oddity(1)
def column_of_last_year(form, rng):
    """A column with the total of the year before, at either side of the total."""
    def change(blocks, rng):
        t = table_named(blocks, "requests")
        n = len(t.widths)
        rows = t.rows
        t.widths = [*t.widths, 1.1]
        t.add(rng.choice(["上年总计", "2022年", "同比增减", "合计"]), 0, n, 3, 1, kind="head")
        for r in range(3, rows):
            t.add(str(rng.randint(0, 300)), r, n, kind="value")
    form.change(rng, change)


@oddity(1)
def grid_of_last_year(form, rng):
    """Behind section 3 its grid again, with the figures of the year before."""
    def change(blocks, rng):
        at, b = next((k, b) for k, b in enumerate(blocks) if b.table and b.table.name == "requests")
        t = copy.deepcopy(b.table)
        for c in t.cells:
            if c.id:
                c.id = None
                c.text = str(rng.randint(0, 99))
        blocks.insert(at + 1, Block("body", "附：上年度办理情况"))
        blocks.insert(at + 2, Block("table", "requests", t))
    form.change(rng, change)


@oddity(1)
def heads_missing(form, rng):
    """The row that names the columns is blank, or is not there."""
    name = rng.choice(["requests", "requests", "disputes", "proactive0"])
    share = rng.choice([0.5, 1])

    def change(blocks, rng):
        t = table_named(blocks, name)
        for c in t.cells if t else []:
            if c.kind == "head" and rng.random() < share:
                c.text = ""
    form.change(rng, change)


@oddity(1)
def blank_rows_and_columns(form, rng):
    """Rows without anything between the rows, or a column of blank cells."""
    def change(blocks, rng):
        t = rng.choice([b.table for b in blocks if b.table])
        if rng.random() < 0.5:
            n = len(t.widths)
            t.widths = [*t.widths, 0.8]
            for r in range(t.rows):
                t.add("", r, n, kind="head")
            return
        row = rng.randint(max(1, t.header_rows), t.rows)
        for c in t.cells:
            if c.row >= row:
                c.row += 1
            elif c.row + c.rowspan > row:
                c.rowspan += 1
        taken = {k for c in t.cells if c.row < row < c.row + c.rowspan for k in range(c.col, c.col + c.colspan)}
        for k in range(len(t.widths)):
            if k not in taken:
                t.add("", row, k, kind="head")
    form.change(rng, change)


@oddity(1)
def figures_in_one_cell(form, rng):
    """A row's cells are one: 0, / or 无 stands for all of them."""
    text = rng.choice(["0", "/", "无", "无此情况", ""])
    row = rng.choice(["carried_in", "carried_out", "refused.process", "unavailable.unclear", "total"])
    for c in COLUMNS:
        i = f"requests.{row}.{c}"
        form.print(i, text, None)
        form.either.add(i)

    def change(blocks, rng):
        t = table_named(blocks, "requests")
        cells = sorted((c for c in t.cells if c.id and c.id.startswith(f"requests.{row}.")), key=lambda c: c.col)
        if len(cells) == 7 and cells[-1].col - cells[0].col == 6:
            cells[0].colspan = 7
            for c in cells[1:]:
                t.cells.remove(c)
    form.change(rng, change)


@oddity(0.7)
def rows_in_other_order(form, rng):
    def change(blocks, rng):
        t = table_named(blocks, "requests")
        rows = [c.row for c in t.cells if c.kind == "label" and c.col == 2]
        pairs = [(a, b) for a, b in zip(rows, rows[1:]) if b == a + 1
                 and not any(c.kind == "group" and c.row == b for c in t.cells)]
        a, b = rng.choice(pairs)
        for c in t.cells:
            if c.rowspan == 1 and c.row in (a, b) and c.col >= 2:
                c.row = a + b - c.row
    form.change(rng, change)


@oddity(0.7)
def headings_otherwise(form, rng):
    """Headings of sections without numbers, with wrong ones, or not there."""
    for n in rng.sample(range(1, 7), rng.randint(1, 3)):
        s = form.report.section(n)
        kind = rng.randrange(3)
        form.report = form.report.with_section(n, **[dict(numeral=rng.choice("一二三四五六七")), dict(heading=s.title() + "表"),
                                                     dict(heading=s.title()[:-2])][kind])
