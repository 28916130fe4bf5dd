"""A result as one HTML file without network, which reckons again when a fact is changed."""

import json
from itertools import groupby
from typing import Any

from perfrules.messages import Lang, labels
from perfrules.messages import page as say
from perfrules.scoring.result import Result
from perfrules.views.evidence_lines import Line
from perfrules.views.html_file import Verbatim, html_file, part, words
from perfrules.views.page_content import content
from perfrules.views.page_program import program_of

_SCRIPTS = (
    "fractions.js", "formulas.js", "scoring.js", "rows.js", "total.js", "program.js",
)  # fmt: skip
"""In this order; `scripts` adds the formulas and what makes the page move."""


def to_html(
    result: Result, lang: Lang, *, only: str | None = None, depth: int | None = None
) -> str:
    """The page; every text from a file is shown as text. Ends with a newline.

    Raises KeyError when there is no indicator with the key `only`.
    """
    program, formulas = program_of(result, lang)
    return html_file(
        "page.html.j2",
        style=part("page.css"),
        script="\n".join(
            [script_of(formulas), part("derivations.js"), part("losses.js"), part("page.js")]
        ),
        filters={"by_label": by_label},
        program=Verbatim(as_data(program)),
        w=words(say, lang),
        l=words(labels, lang),
        **content(result, program, lang, only, depth),
    )


def script_of(formulas: str) -> str:
    """The page's own reckoning with its formulas, without what makes the page move."""
    return "\n".join([*map(part, _SCRIPTS), formulas])


def as_data(values: Any) -> str:
    """JSON that no text in it can leave: neither the script element nor its encoding."""
    text = json.dumps(values, ensure_ascii=True, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def by_label(lines: list[Line]) -> list[tuple[str, list[Line]]]:
    """Lines behind their labels, each label once for the lines that follow it."""
    return [(label, list(group)) for label, group in groupby(lines, lambda line: line.label)]
