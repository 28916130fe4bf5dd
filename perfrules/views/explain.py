"""A result explained, in any of the formats."""

from typing import Literal

from perfrules.messages import Lang, chosen_language
from perfrules.scoring.result import Result

Format = Literal["text", "json", "markdown", "html"]
FORMATS: tuple[Format, ...] = ("text", "json", "markdown", "html")


def explain(  # noqa: PLR0913  # the options of the command line, each with its default
    result: Result,
    format: Format = "text",  # noqa: A002  # what the option of the command line is called
    lang: Lang | None = None,
    *,
    only: str | None = None,
    depth: int | None = None,
    width: int = 100,
    colour: bool = False,
) -> str:
    """The derivation of every score: text for a terminal, a Markdown or HTML page, or JSON.

    Without `lang`, text speaks the language of the reader, a document that of the rule file.
    `only` is the key of one indicator, shown with what is below it; `depth` counts levels from
    1; `width` and `colour` are of the terminal. The JSON is described by `score.schema.json`.
    Raises KeyError when there is no indicator `only`.
    """
    # Each format is imported when it is asked for: the others cost time that the reader feels.
    if format == "json":
        from perfrules.views.to_json import to_json  # noqa: PLC0415

        return to_json(result, lang or result.methodology.lang, only=only, depth=depth)
    if format == "html":
        from perfrules.views.to_html import to_html  # noqa: PLC0415

        return to_html(result, lang or result.methodology.lang, only=only, depth=depth)
    from perfrules.views.outline import outline  # noqa: PLC0415

    if format == "markdown":
        from perfrules.views.to_markdown import to_markdown  # noqa: PLC0415

        page = outline(result, lang or result.methodology.lang, only=only, depth=depth)
        return to_markdown(page)
    from perfrules.views.to_terminal import to_terminal  # noqa: PLC0415

    page = outline(result, lang or chosen_language(), only=only, depth=depth)
    return to_terminal(page, width=width, colour=colour)
