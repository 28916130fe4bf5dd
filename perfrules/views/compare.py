"""Departments side by side, in any of the formats: terminal text, Markdown, JSON or a page."""

from collections.abc import Iterator, Sequence
from typing import Literal

from perfrules.messages import Lang
from perfrules.messages import compare as say
from perfrules.studies.compare import Comparison
from perfrules.views.compare_details import Unread, details, unread_section, warning_section
from perfrules.views.compare_parts import notes, tables, title_of
from perfrules.views.compare_rows import in_documents, in_terminal
from perfrules.views.sections import Section, sections_markdown, sections_text

Format = Literal["text", "json", "markdown", "html"]
FORMATS: tuple[Format, ...] = ("text", "json", "markdown", "html")


def compared(  # noqa: PLR0913  # the options of the command line, each with its default
    comparison: Comparison,
    unread: Sequence[Unread],
    how: Format,
    lang: Lang,
    *,
    depth: int = 1,
    width: int = 100,
) -> str:
    """The comparison as a document; `depth` counts levels from 1, `width` is of the terminal."""
    match how:
        case "json":
            from perfrules.views.compare_to_json import to_json  # noqa: PLC0415

            return to_json(comparison, unread, lang)
        case "html":
            from perfrules.views.compare_to_html import to_html  # noqa: PLC0415

            return to_html(comparison, unread, lang, depth)
        case "markdown":
            found = _sections(comparison, unread, lang, depth)
            return f"# {say.TITLE.in_(lang)}\n\n{sections_markdown(found)}\n"
        case _:
            return "\n\n".join(_blocks(comparison, unread, lang, depth, width))


def _sections(
    comparison: Comparison, unread: Sequence[Unread], lang: Lang, depth: int
) -> Iterator[Section]:
    yield from warning_section(comparison.warnings, lang)
    for group in comparison.groups:
        yield Section(title_of(group), tuple(notes(group, lang)))
        yield from warning_section(group.warnings, lang)
        for table in tables(group, depth, lang):
            yield from in_documents(group, table, lang)
        yield from details(group, lang)
    if unread:
        yield unread_section(unread, lang)


def _blocks(
    comparison: Comparison, unread: Sequence[Unread], lang: Lang, depth: int, width: int
) -> Iterator[str]:
    if comparison.warnings:
        yield sections_text(warning_section(comparison.warnings, lang), width)
    for group in comparison.groups:
        heading = Section(title_of(group), tuple(notes(group, lang)))
        yield sections_text([heading, *warning_section(group.warnings, lang)], width)
        for table in tables(group, depth, lang):
            yield from in_terminal(group, table, lang, width)
        yield sections_text(details(group, lang), width)
    if unread:
        yield sections_text([unread_section(unread, lang)], width)
