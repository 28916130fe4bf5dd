"""A result as one HTML file without network, which reckons again when a fact is changed."""

import base64
import hashlib
import json
from importlib.metadata import version
from importlib.resources import files as package_files
from itertools import groupby
from types import ModuleType
from typing import Any
from urllib.parse import quote

from perfrules.extras import needing
from perfrules.messages import Lang, Text, labels
from perfrules.messages import page as say
from perfrules.problem import printable
from perfrules.scoring.result import Result
from perfrules.views.evidence_lines import Line
from perfrules.views.page_content import content
from perfrules.views.page_program import program_of

_SCRIPTS = (
    "fractions.js", "formulas.js", "scoring.js", "rows.js", "total.js", "program.js",
)  # fmt: skip
"""In this order; `scripts` adds the formulas and what makes the page move."""
_PAGE = package_files("perfrules.views").joinpath("page")


def to_html(
    result: Result, lang: Lang, *, only: str | None = None, depth: int | None = None
) -> str:
    """The page; every text from a file is shown as text. Ends with a newline.

    Raises KeyError when there is no indicator with the key `only`.
    """
    with needing("html"):
        from jinja2 import Environment, FunctionLoader, StrictUndefined  # noqa: PLC0415

    program, formulas = program_of(result, lang)
    script, style = _script(formulas), _read("page.css")
    environment = Environment(
        loader=FunctionLoader(_read),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: printable(value) if type(value) is str else value,
    )
    environment.filters |= {"by_label": by_label, "anchor": anchor}
    text = environment.get_template("page.html.j2").render(
        script=_Verbatim(script),
        style=_Verbatim(style),
        policy=_policy(script, style),
        program=_Verbatim(as_data(program)),
        version=version("perfrules"),
        w=_words(say, lang),
        l=_words(labels, lang),
        **content(result, program, lang, only, depth),
    )
    return text.rstrip("\n") + "\n"


class _Verbatim(str):
    """Our own script, style and data, which no escaping may touch."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


def script_of(formulas: str) -> str:
    """The page's own reckoning with its formulas, without what makes the page move."""
    return "\n".join([*map(_read, _SCRIPTS), formulas])


def as_data(values: Any) -> str:
    """JSON that no text in it can leave: neither the script element nor its encoding."""
    text = json.dumps(values, ensure_ascii=True, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def anchor(address: str) -> str:
    """What follows the # of a link to an element whose id is the address."""
    return quote(printable(address), safe="")


def by_label(lines: list[Line]) -> list[tuple[str, list[Line]]]:
    """Lines behind their labels, each label once for the lines that follow it."""
    return [(label, list(group)) for label, group in groupby(lines, lambda line: line.label)]


def _script(formulas: str) -> str:
    return "\n".join([script_of(formulas), _read("page.js")])


def _read(name: str) -> str:
    return _PAGE.joinpath(name).read_text("utf-8")


def _policy(script: str, style: str) -> str:
    """Nothing may be loaded or run but these two, by their hashes."""
    digests = (base64.b64encode(hashlib.sha256(t.encode()).digest()) for t in (script, style))
    of_script, of_style = (f"'sha256-{digest.decode()}'" for digest in digests)
    return (
        f"default-src 'none'; script-src {of_script}; style-src {of_style}; "
        "base-uri 'none'; form-action 'none'"
    )


class _Ours(str):
    """Words of our own, which may have blanks of any kind; escaped like any other text."""

    __slots__ = ()


def _words(module: ModuleType, lang: Lang) -> dict[str, _Ours]:
    texts = ((name, text) for name, text in vars(module).items() if type(text) is Text)
    return {name.lower(): _Ours(text.in_(lang)) for name, text in texts}
