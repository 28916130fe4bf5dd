"""How a leaf came to its score, step by step: its formula, or each row of its way of scoring."""

from collections.abc import Iterator, Mapping
from typing import assert_never

from attrs import evolve

from perfrules.formula.tree import If
from perfrules.messages import Text
from perfrules.messages import labels as say
from perfrules.messages import options as words
from perfrules.model.declared import Indicator
from perfrules.model.ways import (
    Adjust,
    Band,
    Bands,
    Cases,
    Checklist,
    Interval,
    Judged,
    Rank,
    Ratio,
    Rows,
    Score,
)
from perfrules.readings.figures import exact_text
from perfrules.scoring.tree import Scored
from perfrules.views.items import adjust_steps
from perfrules.views.steps import IN_POINTS, Reader, Seen, Step


def steps_of(node: Scored, reader: Reader) -> tuple[Step, ...]:
    """The steps of a leaf, in the order in which its file states them; none of a parent."""
    indicator, seen = node.indicator, reader.in_row(node).seen(node.outcome)
    applies = tuple(_applies(node, reader))
    if node.out:
        return applies
    return applies + tuple(_value(node, reader)) + tuple(_way(indicator, seen, node))


def measure_step(name: str, reader: Reader) -> Step:
    """The step of a measure."""
    measured = reader.measures[name]
    measure = measured.measure
    step = Step(f"measure.{name}", "measure", name=name, formula=measure.formula.text)
    return reader.seen(measured.outcome).step(step, measure.tree, (measure.unit, measure.show, 0))


def _applies(node: Scored, reader: Reader) -> Iterator[Step]:
    applies = node.indicator.applies
    if applies is not None and node.applies is not None:
        seen, value = reader.seen(node.applies), node.applies.value
        hit, gives = value if isinstance(value, bool) else None, ""
        if hit is not True:
            gives = words.INSTEAD[applies.otherwise].in_(reader.lang)
            gives = gives if hit is False else words.OTHERWISE.in_(reader.lang).format(text=gives)
        yield Step(
            f"{node.address}.applies", "applies", formula=applies.when.text,
            substituted=seen.put_in(applies.when.tree), hit=hit, gives=gives,
        )  # fmt: skip


def _rank(rank: Rank, node: Scored, seen: Seen) -> Iterator[Step]:
    reader, address = seen.reader, node.address
    of = Step(f"{address}.rank.of", "value", formula=rank.of.text)
    unit = reader.unit_within(rank.of.tree)
    yield reader.seen(node.ranked).step(of, rank.of.tree, unit)
    if node.standing is not None:
        place = node.standing
        text = words.PLACE_OF.in_(reader.lang).format(
            rank=exact_text(place.rank), ranked=place.ranked
        )
        if place.ranked < place.everybody:
            count = place.everybody - place.ranked
            text += words.UNRANKED.in_(reader.lang).format(count=count)
        yield Step(f"{address}.rank", "rank", formula=text, value=place.rank)
        steps = _way(evolve(node.indicator, way=rank.by), seen, node)
        yield from (step for step in steps if step.address != f"{address}.bands.of")


def _value(node: Scored, reader: Reader) -> Iterator[Step]:
    indicator = node.indicator
    if indicator.value is not None:
        step = Step(f"{node.address}.value", "value", formula=indicator.value.text)
        unit = (indicator.unit, indicator.show, 0)
        yield reader.seen(node.value).step(step, indicator.value.tree, unit)


def _way(indicator: Indicator, seen: Seen, node: Scored) -> Iterator[Step]:
    match indicator.way:
        case Score(formula):
            step = Step(f"{node.address}.score", "formula", formula=formula.text)
            yield seen.step(step, formula.tree, IN_POINTS)
        case Cases() as cases:
            yield from _cases(cases, seen, node.address)
        case Bands() as bands:
            yield from _bands(bands, indicator, seen, node.address)
        case Ratio() as ratio:
            yield from _ratio(ratio, indicator, seen, node.address)
        case Adjust() as adjust:
            yield from adjust_steps(adjust, indicator, seen, node.address)
        case Checklist() as checklist:
            yield from _checklist(checklist, seen, node.address)
        case Judged() as judged:
            yield from _tiers(judged, node, seen)
        case Rank() as rank:
            yield from _rank(rank, node, seen)
        case Rows() | None:
            return
        case unknown:
            assert_never(unknown)


def _cases(cases: Cases, seen: Seen, address: str) -> Iterator[Step]:
    earlier: list[object] = []
    scores: list[Step] = []
    for number, row in enumerate(cases.rows, 1):
        if row.when is None:
            # Behind a row that holds, or one that could not be read, nothing was read.
            hit = True if all(found is False for found in earlier) else None
            formula, put_in = say.OTHERWISE.in_(seen.reader.lang), ""
        else:
            value = seen.value(row.when.tree)
            hit = value if isinstance(value, bool) else None
            formula, put_in = row.when.text, seen.put_in(row.when.tree)
        earlier.append(hit)
        yield Step(
            f"{address}.cases.{number}", "case", formula=formula, substituted=put_in, hit=hit,
            gives=row.score.text, says=row.says,
        )  # fmt: skip
        if hit:
            step = Step(f"{address}.cases.{number}.score", "formula", formula=row.score.text)
            scores.append(seen.step(step, row.score.tree, IN_POINTS))
    yield from scores


def _bands(bands: Bands, indicator: Indicator, seen: Seen, address: str) -> Iterator[Step]:
    of = Step(f"{address}.bands.of", "value", formula=bands.of.text)
    yield seen.step(of, bands.of.tree, seen.reader.unit_within(bands.of.tree))
    tree = indicator.tree
    scores: list[Step] = []
    for number, row in enumerate(bands.rows, 1):
        assert isinstance(tree, If)
        value = seen.value(tree.condition)
        hit = value if isinstance(value, bool) else None
        yield Step(
            f"{address}.bands.{number}", "band", formula=row.inside.at.text,
            substituted=_interval(row.inside, seen), hit=hit,
            gives=_band_gives(row, seen), says=row.says,
        )  # fmt: skip
        if hit:
            gives = tree.then
            written_out = seen.reader.written(gives)
            step = Step(f"{address}.bands.{number}.score", "formula", formula=written_out)
            scores.append(seen.step(step, gives, IN_POINTS))
        tree = tree.otherwise
    yield from scores


def _interval(interval: Interval, seen: Seen) -> str:
    """The interval with its ends' numbers put in; empty when its ends are plain numbers."""
    ends = [end for end in (interval.low, interval.high) if end is not None]
    text = interval.at.text
    changed = False
    for end in ends:
        put_in = seen.put_in(end.tree)
        if put_in:
            text, changed = text.replace(end.text.strip(), put_in, 1), True
    return text if changed else ""


def _band_gives(row: Band, seen: Seen) -> str:
    lang = seen.reader.lang
    if row.open:
        return say.OPEN_STRETCH.in_(lang).format(why=row.open)
    if row.share is not None:
        return say.SHARE.in_(lang).format(share=row.share.text)
    if row.score is not None:
        return say.POINTS_OF.in_(lang).format(points=row.score.text)
    assert row.start is not None
    assert row.end is not None
    return say.LINE.in_(lang).format(start=row.start.text, end=row.end.text)


def _ratio(ratio: Ratio, indicator: Indicator, seen: Seen, address: str) -> Iterator[Step]:
    lang = seen.reader.lang
    sign = {">=": "≥", "<=": "≤"}.get(ratio.sign, ratio.sign)
    actual, target = seen.put_in(ratio.actual.tree), seen.put_in(ratio.target.tree)
    tree = indicator.tree
    assert isinstance(tree, If)
    scored = tree.then
    assert isinstance(scored, If)
    met = seen.value(scored.condition)
    outcome = None
    if isinstance(met, bool):
        outcome = (say.TARGET_MET if met else say.TARGET_MISSED).in_(lang)
    yield Step(
        f"{address}.ratio", "ratio", formula=f"{ratio.actual.text} {sign} {ratio.target.text}",
        substituted=(
            f"{actual or ratio.actual.text} {sign} {target or ratio.target.text}"
            if actual or target
            else ""
        ),
        hit=met if isinstance(met, bool) else None, gives=outcome or "",
    )  # fmt: skip
    if met is not None:
        reached = scored.then if met else scored.otherwise
        step = Step(f"{address}.ratio.score", "formula", formula=seen.reader.written(reached))
        yield seen.step(step, reached, IN_POINTS)


def _checklist(checklist: Checklist, seen: Seen, address: str) -> Iterator[Step]:
    lang, used = seen.reader.lang, seen.reader.result.used
    for number, item in enumerate(checklist.items, 1):
        values = [used[name].value if name in used else None for name in item.any_of]
        hit = True if True in values else None if None in values else False
        words = [_YES_NO.get(value, say.NOT_THERE).in_(lang) for value in values]
        yield Step(
            f"{address}.checklist.{number}", "check",
            formula=say.OR.in_(lang).join(item.any_of),
            substituted=say.OR.in_(lang).join(words),
            hit=hit, gives=say.POINTS_OF.in_(lang).format(points=exact_text(item.points)),
        )  # fmt: skip


_YES_NO: Mapping[object, Text] = {True: say.YES, False: say.NO}


def _tiers(judged: Judged, node: Scored, seen: Seen) -> Iterator[Step]:
    judgement = node.judgement
    for number, tier in enumerate(judged.tiers, 1):
        text = tier.within.at.text
        gives = say.SHARE if tier.share else say.POINTS_OF
        yield Step(
            f"{node.address}.tiers.{number}", "tier", name=tier.name, formula=tier.name,
            hit=None if judgement is None else judgement.tier == tier.name,
            gives=gives.in_(seen.reader.lang).format(share=text, points=text),
        )  # fmt: skip
