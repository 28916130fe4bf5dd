"""What a methodology rewards, as sections of tables, and below them its curves."""

from collections.abc import Iterator

from perfrules.messages import Lang, labels
from perfrules.messages import incentives as say
from perfrules.readings.figures import exact_text
from perfrules.studies.curve_points import Cliff
from perfrules.studies.directions import Move
from perfrules.studies.incentives import Incentive, Incentives
from perfrules.studies.levers import Lever
from perfrules.views.curve import chart, sparkline
from perfrules.views.incentive_words import (
    flat_text,
    formula_of,
    signed_text,
    total_text,
    value_text,
)
from perfrules.views.sections import Section, sections_markdown, sections_text

_WIDE = 72
"""Columns of a terminal from which on the overview has its small curves."""

_ALIKE = 3
"""So many jumps of one size at one limit are told together."""


def to_text(found: Incentives, lang: Lang, width: int = 80) -> str:
    """Tables, then a small chart for every number that moves the total."""
    parts = [sections_text(sections(found, lang, curves=width >= _WIDE), width)]
    charts = [drawn for each in found.found if (drawn := _chart(each, found, lang, width))]
    if charts:
        parts.append(say.CURVES.in_(lang))
    return "\n\n".join((*parts, *charts))


def to_markdown(found: Incentives, lang: Lang) -> str:
    """The same tables."""
    return sections_markdown(sections(found, lang))


def sections(found: Incentives, lang: Lang, *, curves: bool = True) -> Iterator[Section]:
    """The overview, then cliffs, plateaus, what turns, what feeds several, what decides nothing."""
    yield _overview(found, lang, curves=curves)
    if not found.methodology.weighted or not found.found:
        return
    yield _cliffs(found, lang)
    yield from _unless_empty(_flats(found, lang))
    yield from _unless_empty(_turns(found, lang))
    yield from _unless_empty(_several(found, lang))
    yield from _unless_empty(_grades(found, lang))


def _unless_empty(section: Section) -> Iterator[Section]:
    if section.rows:
        yield section


def _overview(found: Incentives, lang: Lang, *, curves: bool) -> Section:
    rules = found.methodology
    title = say.TITLE.in_(lang).format(title=rules.title, id=rules.id, version=rules.version)
    if not rules.weighted:
        return Section(title, (say.NO_POINTS.in_(lang),))
    if not found.found:
        return Section(title, (say.NO_FACTS.in_(lang), *_left_out(found, lang)))
    notes = [_around(found, lang), say.ALONE.in_(lang), say.HOW_CERTAIN.in_(lang)]
    if found.is_open:
        notes.append(say.OPEN.in_(lang))
    rows = tuple(
        (
            each.lever.name,
            _way(each, lang),
            "" if each.curve is None else total_text(each.curve.swing, found),
            *([sparkline(each.curve) if each.curve else ""] if curves else []),
            _readers(each, lang),
        )
        for each in found.found
    )
    texts = say.HEADS if curves else (*say.HEADS[:3], *say.HEADS[4:])
    heads = tuple(head.in_(lang) for head in texts)
    return Section(title, (*notes, *_left_out(found, lang)), heads, rows, frozenset({2}))


def _around(found: Incentives, lang: Lang) -> str:
    first = say.GIVEN if found.given else say.EXAMPLES if found.examples else say.NOTHING_GIVEN
    name = found.starts[0].subject if found.starts else ""
    parts = [first.in_(lang).format(count=found.examples, first=name)]
    if found.samples:
        parts.append(say.AND_SAMPLES.in_(lang).format(count=found.samples))
    return labels.SEMICOLON.in_(lang).join(parts)


def _left_out(found: Incentives, lang: Lang) -> list[str]:
    names = labels.LIST.in_(lang).join(found.left_out)
    return [say.LEFT_OUT.in_(lang).format(names=names)] if names else []


def _way(each: Incentive, lang: Lang) -> str:
    way = say.WAYS[each.direction.way].in_(lang)
    return say.WAY.in_(lang).format(way=way, how=say.HOWS[each.direction.how].in_(lang))


def _readers(each: Incentive, lang: Lang) -> str:
    vetoes = (say.VETO.in_(lang).format(name=name) for name in each.vetoes)
    return labels.LIST.in_(lang).join((*each.feeds, *vetoes))


def _cliffs(found: Incentives, lang: Lang) -> Section:
    rows = tuple(
        row
        for each in found.found
        if each.curve is not None
        for row in _cliff_rows(each, each.curve.cliffs, found, lang)
    )
    note = say.CLIFFS_NOTE.in_(lang).format(jump=exact_text(found.jump))
    notes = (note,) if rows else (note, say.NO_CLIFFS.in_(lang))
    heads = tuple(head.in_(lang) for head in say.CLIFF_HEADS)
    return Section(say.CLIFFS.in_(lang), notes, heads, rows, frozenset({1}))


def _cliff_rows(
    each: Incentive, cliffs: tuple[Cliff, ...], found: Incentives, lang: Lang
) -> Iterator[tuple[str, ...]]:
    """A row for each jump; those of many whole steps together, where they are the same."""
    name = each.lever.name
    together: dict[tuple[object, ...], list[Cliff]] = {}
    for cliff in cliffs:
        together.setdefault((cliff.edge, signed_text(cliff.jump, found)), []).append(cliff)
    for (_, jump), alike in together.items():
        if len(alike) < _ALIKE:
            yield from ((name, str(jump), cliff_text(each, cliff, found, lang)) for cliff in alike)
            continue
        first, last = (_sides(each.lever, cliff, found, lang) for cliff in (alike[0], alike[-1]))
        said = say.REPEATED.in_(lang).format(count=len(alike), first=first, last=last)
        times = say.TIMES.in_(lang).format(jump=jump, count=len(alike))
        yield name, times, labels.SEMICOLON.in_(lang).join((said, *_cause(each, alike[0], lang)))


def cliff_text(each: Incentive, cliff: Cliff, found: Incentives, lang: Lang) -> str:
    """From what to what it jumps, what is compared there, and through which indicators."""
    parts = (_sides(each.lever, cliff, found, lang), *_cause(each, cliff, lang))
    return labels.SEMICOLON.in_(lang).join(parts)


def _sides(lever: Lever, cliff: Cliff, found: Incentives, lang: Lang) -> str:
    assert cliff.before.total is not None
    assert cliff.after.total is not None
    return say.CLIFF.in_(lang).format(
        low=value_text(lever, cliff.before.x, lang),
        high=value_text(lever, cliff.after.x, lang),
        before=total_text(cliff.before.total, found),
        after=total_text(cliff.after.total, found),
    )


def _cause(each: Incentive, cliff: Cliff, lang: Lang) -> Iterator[str]:
    if cliff.edge is not None:
        text = say.AT_WHOLE if cliff.edge.right is None else say.AT_EDGE
        right = "" if cliff.edge.right is None else formula_of(cliff.edge.right)
        yield text.in_(lang).format(left=formula_of(cliff.edge.left), right=right)
    if cliff.indicators and cliff.indicators != each.feeds:
        yield say.THROUGH.in_(lang).format(names=labels.LIST.in_(lang).join(cliff.indicators))


def _flats(found: Incentives, lang: Lang) -> Section:
    rows = tuple(
        (each.lever.name, flat_text(each.curve, flat, lang))
        for each in found.found
        if each.curve is not None
        for flat in each.curve.flats
    )
    heads = tuple(head.in_(lang) for head in say.FLAT_HEADS)
    return Section(say.FLATS.in_(lang), (say.FLATS_NOTE.in_(lang),), heads, rows)


def _turns(found: Incentives, lang: Lang) -> Section:
    rows: list[tuple[str, ...]] = []
    for each in found.found:
        if each.direction.way == "both":
            moves = ((say.RISE, each.direction.rise), (say.FALL, each.direction.fall))
            rows += [
                (each.lever.name, word.in_(lang), move_text(each, move, found, lang))
                for word, move in moves
                if move is not None
            ]
    heads = tuple(head.in_(lang) for head in say.TURN_HEADS)
    return Section(say.TURNS.in_(lang), (say.TURNS_NOTE.in_(lang),), heads, tuple(rows))


def move_text(each: Incentive, move: Move, found: Incentives, lang: Lang) -> str:
    """Two values and what they came to; whether at other facts than those of the curve."""
    lever = each.lever
    elsewhere = "" if move.curve is each.curve else say.ELSEWHERE.in_(lang)
    assert move.before.total is not None
    assert move.after.total is not None
    return (
        say.MOVE.in_(lang).format(
            low=value_text(lever, move.before.x, lang),
            high=value_text(lever, move.after.x, lang),
            before=total_text(move.before.total, found),
            after=total_text(move.after.total, found),
        )
        + elsewhere
    )


def _several(found: Incentives, lang: Lang) -> Section:
    rows = tuple(
        (each.lever.name, _readers(each, lang)) for each in found.found if len(each.feeds) > 1
    )
    heads = tuple(head.in_(lang) for head in say.SEVERAL_HEADS)
    return Section(say.SEVERAL.in_(lang), (say.SEVERAL_NOTE.in_(lang),), heads, rows)


def _grades(found: Incentives, lang: Lang) -> Section:
    words = {"never": say.NEVER, "not found": say.NOT_FOUND}
    rows = tuple(
        (
            each.key,
            words[each.verdict].in_(lang).format(count=found.totals),
            say.BETWEEN.in_(lang).format(
                low=total_text(each.low, found), high=total_text(each.high, found)
            ),
        )
        for each in found.grades
    )
    heads = tuple(head.in_(lang) for head in say.GRADE_HEADS)
    return Section(say.GRADES.in_(lang), (), heads, rows)


def _chart(each: Incentive, found: Incentives, lang: Lang, width: int) -> str:
    """The chart of one lever under its name; empty where nothing moves."""
    if each.curve is None:
        return ""
    lines = chart(
        each.curve,
        width,
        lambda x: value_text(each.lever, x, lang),
        lambda total: total_text(total, found),
    )
    drawn = "\n".join(lines)
    return f"{each.lever.name}\n{drawn}" if drawn else ""
