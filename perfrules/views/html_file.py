"""One HTML file without network: a template filled with texts that are shown as texts."""

import base64
import hashlib
from importlib.metadata import version
from importlib.resources import files as package_files
from types import ModuleType
from typing import Any
from urllib.parse import quote

from perfrules.extras import needing
from perfrules.messages import Lang, Text
from perfrules.problem import printable

_PAGE = package_files("perfrules.views").joinpath("page")


class Verbatim(str):
    """Our own script, style and data, which no escaping may touch."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


def html_file(template: str, *, style: str, script: str = "", **names: Any) -> str:
    """The template of `page/` with its names, and `by_label`-like filters given as `filters`.

    Nothing may be loaded or run but this style and this script. Ends with a newline.
    """
    with needing("html"):
        from jinja2 import Environment, FunctionLoader, StrictUndefined  # noqa: PLC0415

    environment = Environment(
        loader=FunctionLoader(part),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: printable(value) if type(value) is str else value,
    )
    environment.filters |= {"anchor": anchor, **names.pop("filters", {})}
    text = environment.get_template(template).render(
        script=Verbatim(script),
        style=Verbatim(style),
        policy=_policy(script, style),
        version=version("perfrules"),
        **names,
    )
    return text.rstrip("\n") + "\n"


def part(name: str) -> str:
    """A file of the folder `page`."""
    return _PAGE.joinpath(name).read_text("utf-8")


def anchor(address: str) -> str:
    """What follows the # of a link to an element whose id is the address."""
    return quote(printable(address), safe="")


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


def words(module: ModuleType, lang: Lang) -> dict[str, str]:
    """The texts of a module of messages, by name in small letters."""
    texts = ((name, text) for name, text in vars(module).items() if type(text) is Text)
    return {name.lower(): _Ours(text.in_(lang)) for name, text in texts}
