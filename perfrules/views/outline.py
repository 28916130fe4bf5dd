"""A result as sections, rows and lines that every format renders: words and figures, no format."""

from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve, frozen

from perfrules.formula import walk
from perfrules.formula.tree import Fold
from perfrules.messages import Lang
from perfrules.messages import labels as say
from perfrules.problem import Problem
from perfrules.readings.figures import figure
from perfrules.scoring.result import Result
from perfrules.scoring.tree import Scored, State
from perfrules.views.above import Section, sections
from perfrules.views.above_total import part_words, rows_above, total_lines
from perfrules.views.behind import behind
from perfrules.views.derivation import measure_step, steps_of
from perfrules.views.derivation_lines import (
    children_lines,
    parting_lines,
    printed_lines,
    problem_lines,
    standing_lines,
    step_lines,
)
from perfrules.views.evidence_lines import Line, fact_lines, judgement_lines
from perfrules.views.option_lines import option_lines, points_shown, total_option_lines
from perfrules.views.steps import Reader
from perfrules.views.summaries import (
    Summary,
    files,
    grade_lines,
    head,
    missing,
    missing_text,
    notices,
    summaries,
    total_words,
)
from perfrules.views.table import Row, rate_text, row, score_text, total_row, without_points


@frozen
class Part:
    """The derivation of one node."""

    address: str
    number: str
    label: str
    score: str
    """Score of points, as in `18.75 / 20 分`."""
    rate: str
    state: State
    lines: tuple[Line, ...]


@frozen
class Outline:
    """Everything that a view of one result says, in order."""

    title: str
    notices: tuple[Line, ...]
    """What must be read first: reconstructed judgements, assumed rules, no total."""
    head: tuple[Line, ...]
    rows: tuple[Row, ...]
    summaries: tuple[Summary, ...]
    sections: tuple[Section, ...]
    """Findings with advice, ties, gaps, accepted problems; those that there are."""
    missing: tuple[Line, ...]
    parts: tuple[Part, ...]
    others: tuple[Line, ...]
    """Measures on which no score rests."""
    problems: tuple[Line, ...]
    files: tuple[tuple[str, str], ...]
    lang: Lang


def outline(
    result: Result, lang: Lang, *, only: str | None = None, depth: int | None = None
) -> Outline:
    """The outline of a result, of one node and what is below it, or down to a number of levels.

    Raises KeyError when there is no indicator with the key `only`.
    """
    reader = Reader.of(result, lang)
    numbers = dict(_numbers(result.roots))
    top = result.roots if only is None else (result[only],)
    nodes = list(within(top, depth))
    whole = only is None
    explained: set[str] = set()
    parts = tuple(_part(node, reader, numbers, explained) for _, node in nodes)
    if whole and result.methodology.weighted:
        extras = (_extra_part(extra, reader, explained) for extra in result.above.extras)
        parts = (*parts, *extras, _total_part(reader))
    others = tuple(_others(reader, explained)) if whole and depth is None else ()
    rows = tuple(row(node, level, numbers, lang) for level, node in nodes)
    if not result.methodology.weighted:
        rows, whole = tuple(without_points(each) for each in rows), False
    return Outline(
        title=result.methodology.title,
        notices=tuple(notices(result, lang)),
        head=tuple(head(result, lang)),
        rows=(*rows, *rows_above(result, lang), total_row(result, lang)) if whole else rows,
        summaries=tuple(summaries(result, reader)) if whole else (),
        sections=tuple(sections(reader)) if whole else (),
        missing=tuple(missing(result, lang)),
        parts=parts,
        others=others,
        problems=tuple(problem_lines(_unplaced(result, nodes), lang)),
        files=tuple(files(result)),
        lang=lang,
    )


def within(
    nodes: Iterable[Scored], depth: int | None, level: int = 0
) -> Iterator[tuple[int, Scored]]:
    """The nodes and what is below them, each with its level from 0, down to `depth` levels."""
    for node in nodes:
        yield level, node
        if depth is None or level + 1 < depth:
            yield from within(node.children, depth, level + 1)


def _unplaced(result: Result, nodes: Iterable[tuple[int, Scored]]) -> list[Problem]:
    """Problems and warnings that no leaf shows."""
    leaves = [node for _, node in nodes if not node.children]
    shown = [problem for node in (*leaves, *result.above.extras) for problem in node.problems]
    warnings = (*result.methodology.warnings, *result.facts.warnings)
    return [problem for problem in (*result.problems, *warnings) if problem not in shown]


def _numbers(nodes: Iterable[Scored], above: str = "") -> Iterator[tuple[str, str]]:
    """Chapter numbers by key."""
    for position, node in enumerate(nodes, 1):
        yield node.indicator.key, f"{above}{position}"
        yield from _numbers(node.children, f"{above}{position}.")


def _part(node: Scored, reader: Reader, numbers: Mapping[str, str], explained: set[str]) -> Part:
    lang, indicator = reader.lang, node.indicator
    lines: list[Line] = []
    steps = steps_of(node, reader)
    for step in steps:
        lines += step_lines(step, lang)
    if not node.children and not node.out:
        told = any(step.kind != "applies" for step in steps)
        if (indicator.tree is not None and not told) or node.judgement is not None:
            lines += judgement_lines(node, lang)
    measures, facts = behind(node, reader)
    for name in measures:
        lines += _measure_lines(name, reader, explained)
    lines += option_lines(node, reader)
    if node.children and not node.out and reader.result.methodology.weighted:
        lines += children_lines(node, lang)
    lines += printed_lines(node, lang)
    lines += fact_lines(facts, reader.in_row(node))
    if node.row is not None and node.row.reason:
        lines.append(Line(say.REASON.in_(lang), (node.row.reason,)))
    lines += _open_lines(node, lang)
    if not node.children:
        lines += problem_lines(node.problems, lang)
    lines += standing_lines(node, lang)
    weighted = reader.result.methodology.weighted
    return Part(
        address=node.address,
        number=numbers[indicator.key],
        label=indicator.label,
        score=say.OUT_OF.in_(lang).format(
            total=score_text(node, lang), points=str(figure(points_shown(node)))
        )
        if weighted
        else "",
        rate=rate_text(node.rate),
        state=node.state,
        lines=tuple(lines),
    )


def _extra_part(extra: Scored, reader: Reader, explained: set[str]) -> Part:
    """A bonus or penalty, derived like a leaf."""
    part = _part(extra, reader, {extra.indicator.key: ""}, explained)
    label, score = part_words(extra, reader.lang)
    return evolve(part, label=label, score=score, rate="")


def _total_part(reader: Reader) -> Part:
    """How the total and the grade came about."""
    result, lang = reader.result, reader.lang
    methodology = result.methodology
    lines = [*total_option_lines(result, lang), *total_lines(reader)]
    if result.printed is not None and result.exact is not None:
        lines += parting_lines(result.exact, result.printed, methodology.rounding, lang)
    lines += grade_lines(result, lang)
    return Part(
        address="total",
        number="",
        label=say.SUM.in_(lang),
        score=total_words(result, lang),
        rate="" if result.exact is None else rate_text(result.exact / methodology.points),
        state=result.state,
        lines=tuple(lines),
    )


def _measure_lines(name: str, reader: Reader, explained: set[str]) -> Iterator[Line]:
    """The derivation of a measure where it is first met, later only what it came to."""
    step = measure_step(name, reader)
    if name not in explained:
        explained.add(name)
        yield from step_lines(step, reader.lang)
        return
    came_to = ""
    if step.figure is not None:
        came_to = f" {'=' if step.figure.exact else '≈'} {step.figure.text}"
    label = say.WHERE.in_(reader.lang)
    text = f"{name}{came_to}{say.SEE.in_(reader.lang)}"
    yield Line(label, (text,), step=f"see:{step.address}")


def _others(reader: Reader, explained: set[str]) -> Iterator[Line]:
    for name in reader.measures:
        if name not in explained:
            yield from _measure_lines(name, reader, explained)
            tree = reader.measures[name].measure.tree
            known = reader.result.methodology.facts
            tables = [part.table for part in walk.nodes(tree) if isinstance(part, Fold)]
            facts = [name for name in walk.names(tree) if name in known]
            yield from fact_lines([*facts, *dict.fromkeys(tables)], reader)


def _open_lines(node: Scored, lang: Lang) -> Iterator[Line]:
    if node.state != "open" or node.children:
        return
    missing = say.LIST.in_(lang).join(missing_text(name, lang) for name in sorted(node.missing))
    yield Line(say.WAITS.in_(lang), (missing,), "error")
