"""Printers of forms: those that draw pages, quick ones first, and those that lay out by themselves."""
from __future__ import annotations
import importlib
from pathlib import Path
import shutil

from gongkai_fixtures.catalogue import PRODUCERS

from .form import Form

DRAWN = ["cairo", "reportlab", "plain", "fpdf2"]
OTHERS = ["chromium", "libreoffice", "typst", "weasyprint", "wkhtmltopdf", "xelatex"]
# What a printer can do in place of a border that it does not know.
RULES = {"typst": {"solid", "none", "dotted", "three-line"}, "libreoffice": {"solid", "double", "dotted", "none", "three-line"},
         "xelatex": {"solid", "none", "three-line"}}
NEEDS = {"chromium": "chromium", "libreoffice": "soffice", "wkhtmltopdf": "wkhtmltopdf", "xelatex": "xelatex"}


def installed() -> list[str]:
    """The printers that can be used here."""
    found = []
    for name in DRAWN + OTHERS:
        if name in NEEDS and not shutil.which(NEEDS[name]):
            continue
        try:
            importlib.import_module({"cairo": "cairo", "plain": "fontTools", "fpdf2": "fpdf"}.get(name, name if name in (
                "reportlab", "typst", "weasyprint") else "json"))
        except (ImportError, OSError):
            continue
        found.append(name)
    return found


def print_form(form: Form, printer: str, path: Path) -> None:
    producer = importlib.import_module("gongkai_fixtures." + PRODUCERS[printer])
    style = form.style
    if printer in RULES and style.rules not in RULES[printer]:
        style = style.but(rules="solid")
    known = getattr(producer, "FAMILIES", None)
    if known:
        faces = {k: getattr(style, k) for k in ("body_font", "heading_font", "title_font", "table_font")}
        style = style.but(**{k: v if v in known else "hei" for k, v in faces.items()})
    producer.render(form.report, style, path)
