"""Oddities of the page: borders, breaks, sizes, frames, watermarks, stamps."""
from __future__ import annotations

from dataclasses import replace
import math

from gongkai_fixtures import marks
from gongkai_fixtures.producers.drawn import Circle, Line, Rect, Text
from gongkai_fixtures.producers.fonts import width

from .form import oddity

TABLES = ["requests", "disputes", "proactive0"]


@oddity(2)
def borders(form, rng):
    form.style.rules = rng.choice(["filled", "double", "dotted", "level", "none", "three-line", "filled", "double", "dotted"])
    form.style.options["dash"] = rng.choice([(1, 1.4), (2, 2), (0.5, 1), (3, 1)])
    form.style.rule_width = rng.choice([0.2, 0.4, 0.75, 1, 1.5, 2.2])


@oddity(1, drawn=True)
def borders_grey(form, rng):
    form.style.options["rule_color"] = rng.choice(["#808080", "#a0a0a0", "#c0c0c0", "#d9d9d9", "#4f81bd"])


@oddity(0.7, drawn=True)
def border_a_cell(form, rng):
    form.style.options["cell_rects"] = True


@oddity(0.7, drawn=True)
def borders_in_pieces(form, rng):
    form.style.options["short_rules"] = True


@oddity(0.7)
def bands_shaded(form, rng):
    form.style.shade = rng.choice(["#bdd7ee", "#d9d9d9", "#f2f2f2"])


@oddity(1, drawn=True)
def borders_missing(form, rng):
    """Some of the lines inside are not there."""
    share = rng.choice([0.02, 0.05, 0.15])

    def change(pages, rng):
        for p in pages:
            p.marks[:] = [m for m in p.marks if not isinstance(m, Line) or rng.random() > share]
    form.mark(rng, change)


@oddity(2, drawn=True)
def breaks(form, rng):
    form.style.options["breaks"] = {"requests": sorted(rng.sample(range(1, 27), rng.randint(1, 3)))}
    if rng.random() < 0.3:
        form.style.options["breaks"]["proactive0"] = [rng.randint(1, 9)]
    if rng.random() < 0.3:
        form.style.options["breaks"]["disputes"] = [rng.randint(1, 3)]
    form.style.options["label_break"] = rng.choice(["split", "empty", "move"])
    form.style.options["open_border"] = rng.random() < 0.4
    form.style.repeat_header = rng.random() < 0.4


@oddity(0.7, drawn=True)
def row_split_by_break(form, rng):
    form.style.options["split_rows"] = {"requests": [rng.choice([14, 16, 20, 23])]}


@oddity(0.7)
def header_repeated(form, rng):
    form.style.repeat_header = True


@oddity(1.5)
def table_size(form, rng):
    form.style.table_size = rng.choice([6, 7, 7.5, 11, 12, 13, 14])
    form.style.row_padding = rng.choice([0, 0.5, 1, 3, 6, 9])


@oddity(1.5)
def margins(form, rng):
    form.style.margins = tuple(rng.randint(8, 45) for _ in range(4))


@oddity(0.7)
def landscape(form, rng):
    form.style.page = (297, 210)


@oddity(2)
def column_widths(form, rng):
    spread = rng.choice([0.2, 0.5])

    def change(blocks, rng):
        for b in blocks:
            if b.table:
                b.table.widths = [w * rng.uniform(1 - spread, 1 + 1.5 * spread) for w in b.table.widths]
    form.change(rng, change)


@oddity(1)
def alignment(form, rng):
    form.style.value_align = rng.choice(["left", "right"])


@oddity(1, drawn=True)
def frame(form, rng):
    """A frame or lines beside the page's text."""
    kind = rng.randrange(4)
    gap = rng.choice([3, 8, 20])

    def change(pages, rng):
        for p in pages:
            x0, y0, x1, y1 = 24 - gap, 24, p.width - 24 + gap, p.height - 24
            if kind == 0:
                p.marks.append(Rect(x0, y0, x1 - x0, y1 - y0, stroke="#000000", width=1))
            elif kind == 1:
                p.marks.append(Line(x0, y0, x0, y1, 1))
                p.marks.append(Line(x1, y0, x1, y1, 1))
            elif kind == 2:
                p.marks.append(Line(x1, y0, x1, y1, 0.6))
            else:
                p.marks.append(Line(x0, y0 + 20, x1, y0 + 20, 0.8))
                p.marks.append(Line(x0, y1 - 20, x1, y1 - 20, 0.8))
    form.mark(rng, change)


@oddity(1.5, drawn=True)
def watermark(form, rng):
    """Letters over or under the whole page, level or slanted."""
    angle, size = rng.choice([0, 0, 35, 45, 20]), rng.choice([14, 24, 40, 60])
    text = rng.choice(["内部资料", "云川县人民政府", "2024", "仅供参考 2023", "COPY", "样本"])
    color = rng.choice(["#d8d8d8", "#eeeeee", "#ffcccc", "#b0b0b0"])
    on_top, step = rng.random() < 0.5, rng.choice([90, 170, 300])

    def change(pages, rng):
        for p in pages:
            found = [Text(x, y, text, "hei", size, color, tag="mark", angle=angle)
                     for y in range(80, int(p.height) - 40, step) for x in range(70, int(p.width) - 100, 2 * step)]
            p.marks[:] = p.marks + found if on_top else found + p.marks
    form.mark(rng, change)


@oddity(1, drawn=True)
def stamp(form, rng):
    """A round seal with letters, over a table or the signature."""
    everywhere = rng.random() < 0.3

    def change(pages, rng):
        for p in pages if everywhere else [rng.choice(pages)]:
            x, y, r = rng.uniform(120, p.width - 120), rng.uniform(150, p.height - 150), rng.uniform(40, 60)
            p.marks.append(Circle(x, y, r, 2, "#d72828"))
            name = "云川县人民政府办公室"
            for k, ch in enumerate(name):
                a = math.radians(200 - 220 * k / (len(name) - 1))
                p.marks.append(Text(x + (r - 12) * math.cos(a) - 5, y - (r - 12) * math.sin(a) + 4, ch, "song", 11, "#d72828",
                                    tag="mark", angle=math.degrees(a) - 90))
            p.marks.append(Text(x - 10, y + 8, "★", "hei", 20, "#d72828", tag="mark"))
            p.marks.append(Text(x - 22, y + r - 12, "3208260012", "hei", 7, "#d72828", tag="mark"))
    form.mark(rng, change)


@oddity(1, drawn=True)
def running_lines(form, rng):
    """A line at the head or foot of every page, with numbers in it."""
    head = rng.choice(["云川县人民政府文件", "http://www.example.gov.cn/2024/01/24/art_1234_567890.html", "2024/1/24 10:22", None])
    foot = rng.choice(["第{}页 共8页", "{}/8", "政府信息公开工作年度报告 第 {} 页", "2024-01-24 第{}页"])

    def change(pages, rng):
        for k, p in enumerate(pages):
            if head:
                p.marks.append(Text(40, 20, head, "hei", 8))
            p.marks.append(Text(p.width - 180, p.height - 14, foot.replace("{}", str(k + 1)), "hei", 8))
    form.mark(rng, change)


@oddity(0.7, drawn=True)
def painted_twice(form, rng):
    form.style.options[rng.choice(["table_mode", "title_mode", "heading_mode"])] = "bold"


@oddity(0.7, drawn=True)
def hidden_text(form, rng):
    form.style.options.setdefault("marks", []).append(rng.choice(
        [marks.white_figures, marks.covered_figures, marks.off_the_page, marks.invisible_notes]))


@oddity(0.7, drawn=True)
def figures_off_centre(form, rng):
    """Figures near or over the lines of their cells."""
    by = rng.choice([2, 3.5])

    def change(pages, rng):
        for p in pages:
            for m in p.marks:
                if isinstance(m, Text) and m.tag == "value" and rng.random() < 0.15:
                    m.y += rng.choice([-by, by])
    form.mark(rng, change)


@oddity(1, drawn=True)
def figures_at_the_edge(form, rng):
    """Figures at the top or foot of their cells, as where rows are high."""
    form.style.row_padding = rng.choice([6, 9, 12])
    by = rng.choice([-1, 1]) * (form.style.row_padding - 0.5)

    def change(pages, rng):
        for p in pages:
            for m in p.marks:
                if isinstance(m, Text) and m.tag == "value":
                    m.y += by
    form.mark(rng, change)


@oddity(1, drawn=True)
def figures_larger(form, rng):
    """Figures in letters that are too large for their cells."""
    by, share = rng.choice([1.3, 1.7, 2.2]), rng.choice([0.05, 0.3, 1])

    def change(pages, rng):
        for p in pages:
            for m in p.marks:
                if isinstance(m, Text) and m.tag == "value" and rng.random() < share:
                    m.x -= width(m.face, m.text, m.size) * (by - 1) / 2
                    m.size *= by
    form.mark(rng, change)


@oddity(1, drawn=True)
def shadows(form, rng):
    """Everything in the tables twice, a little apart."""
    dx, dy = rng.choice([(0, 0), (0.5, 0.5), (1, 0), (0.3, 0)])

    def change(pages, rng):
        for p in pages:
            p.marks += [replace(m, x=m.x + dx, y=m.y + dy) for m in p.marks if isinstance(m, Text) and m.tag in ("value", "label")]
    form.mark(rng, change)


@oddity(0.7, drawn=True)
def slanted_lines(form, rng):
    """Slanted lines through blank cells, or through the corner of the header."""
    def change(pages, rng):
        for p in pages:
            for _ in range(rng.randint(1, 4)):
                x, y = rng.uniform(60, p.width - 160), rng.uniform(100, p.height - 140)
                p.marks.append(Line(x, y, x + rng.uniform(30, 120), y + rng.uniform(15, 60), 0.5))
    form.mark(rng, change)


@oddity(1, drawn=True)
def stray_lines(form, rng):
    """Level or upright lines that belong to no table, somewhere on the page."""
    def change(pages, rng):
        for p in pages:
            for _ in range(rng.randint(1, 3)):
                x, y = rng.uniform(50, p.width - 150), rng.uniform(80, p.height - 150)
                if rng.random() < 0.5:
                    p.marks.append(Line(x, y, x + rng.uniform(20, 300), y, 0.6))
                else:
                    p.marks.append(Line(x, y, x, y + rng.uniform(20, 300), 0.6))
    form.mark(rng, change)


@oddity(0.7, drawn=True)
def figures_beside_tables(form, rng):
    """Small print left or right of a table: numbers of lines, of pages, of forms."""
    def change(pages, rng):
        for p in pages:
            side = rng.choice([20, p.width - 30])
            for k in range(rng.randint(1, 30)):
                p.marks.append(Text(side, 80 + 24 * k, str(k + 1), "hei", 8))
    form.mark(rng, change)


# What lies over figures comes last: nothing moves them afterwards.

@oddity(1, drawn=True)
def overprinted(form, rng):
    """Another figure over a figure: nobody can say which holds."""
    def change(pages, rng):
        for p, m in some_figures(pages, rng):
            form.doubtful.add(m.cell)
            p.marks.append(Text(m.x + rng.uniform(-3, 3), m.y + rng.uniform(-2, 2), str(rng.randint(1, 999)), m.face, m.size))
    form.mark(rng, change)


@oddity(0.7, drawn=True)
def struck_out(form, rng):
    """A figure that a line crosses out."""
    def change(pages, rng):
        for p, m in some_figures(pages, rng):
            form.doubtful.add(m.cell)
            y = m.y - m.size * 0.35
            p.marks.append(Line(m.x - 1, y, m.x + width(m.face, m.text, m.size) + 1, y, 0.5))
    form.mark(rng, change)


@oddity(0.7, drawn=True)
def underlined(form, rng):
    def change(pages, rng):
        for p, m in some_figures(pages, rng):
            y = m.y + m.size * 0.15
            p.marks.append(Line(m.x - 1, y, m.x + width(m.face, m.text, m.size) + 1, y, 0.5))
    form.mark(rng, change)


def some_figures(pages, rng):
    found = [(p, m) for p in pages for m in p.marks if isinstance(m, Text) and m.cell and m.text.isdigit()]
    return rng.sample(found, min(len(found), rng.randint(1, 3)))
