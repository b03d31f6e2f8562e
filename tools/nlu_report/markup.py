"""The report's HTML, piece by piece."""

from __future__ import annotations

import re
from html import escape
from typing import Iterable, Sequence

STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; color: #1d2129; max-width: 66rem; margin: 2rem auto;
  padding: 0 1rem }
h1 { line-height: 1.2 } h2 { margin-top: 2.5rem }
img { max-width: 100%; height: auto; display: block }
table { border-collapse: collapse; width: 100%; font-size: .92rem }
th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid #dde0e4;
  vertical-align: top }
td.n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums }
td ul { margin: 0; padding-left: 1.1rem } summary { cursor: pointer; margin: .8rem 0 }
code { font-size: .88em } .note { color: #555b66 }
@media (max-width: 40rem) { table { font-size: .8rem; hyphens: auto } td.n { white-space: normal }
  th, td { padding: .3rem .25rem } }
@media (max-width: 28rem) { th, td { overflow-wrap: anywhere } }
@media print { h2 { break-after: avoid } img, tr { break-inside: avoid } }
"""


def per_cent(value: float) -> str:
    return f"{value * 100:.1f} %".replace(".", ",").replace(" ", "\u202f")


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Cells are HTML already; a cell that begins with a figure stands to the right."""
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>\n" for row in rows)
    head = "".join(f'<th scope="col">{escape(h)}</th>' for h in heads)
    return f"<table><thead><tr>{head}</tr></thead><tbody>\n{body}</tbody></table>"


def _cell(html: str) -> str:
    return f'<td class="n">{html}</td>' if re.match(r"[+−]?\d", html) else f"<td>{html}</td>"


def picture(png: str, alt: str) -> str:
    return f'<img src="data:image/png;base64,{png}" alt="{escape(alt)}">'


def note(text: str) -> str:
    return f'<p class="note">{text}</p>'


def code(label: str) -> str:
    """A label, which a narrow column may cut between its words."""
    cut = re.sub("([/_])", r"\1<wbr>", escape(label or "—"))
    return f"<code>{cut}</code>"


def quoted(text: str) -> str:
    return f"«\u00a0{escape(text)}\u00a0»"


def folded(summary: str, html: str) -> str:
    """What is opened with a click, or the keyboard."""
    return f"<details><summary>{summary}</summary>{html}</details>"


def items(lines: Iterable[str]) -> str:
    """Lines are HTML already."""
    return "<ul>" + "".join(f"<li>{line}</li>" for line in lines) + "</ul>"
