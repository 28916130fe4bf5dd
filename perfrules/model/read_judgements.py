"""The judgements of a fact file, held against the leaves and rows that they are of."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from attrs import evolve

from perfrules.files.tables import Table
from perfrules.formula.digits import exact_text
from perfrules.model.declared import Indicator
from perfrules.model.facts import ORIGINS, Judged, TableRow
from perfrules.model.fail_if import tier_stretch
from perfrules.model.methodology import Methodology
from perfrules.model.picked import Picked
from perfrules.model.read_formula import one_of
from perfrules.model.read_hands import (
    Rated,
    by_stage,
    indicators_for,
    rated,
    refuse_unpicked,
)
from perfrules.model.ways import Judged as JudgedWay
from perfrules.problem import Problem, Problems, did_you_mean


def judgements_of(
    table: Table, methodology: Methodology, picked: Picked, problems: Problems
) -> dict[str, dict[str, Judged]]:
    """The judgements of each indicator, by stage."""
    found: dict[str, dict[str, Judged]] = {}
    indicators = {**indicators_for(methodology, picked), **methodology.above.extras}
    with problems.collecting():
        for key, entry in table.named("judgement", {}).items():
            with problems.collecting():
                indicator = methodology.node(key)
                if _is_table(key, methodology):
                    continue
                if indicator is None or not isinstance(indicator.way, JudgedWay):
                    judged = [i.key for i in methodology.scored() if isinstance(i.way, JudgedWay)]
                    near = did_you_mean(key, judged)
                    code = "E410" if indicator is None else "E411"
                    raise entry.refuse(code, at="key", name=key, near=near)
                refuse_unpicked(entry, indicator, indicators[key])
                found[key] = {
                    stage: judgement_in(part, indicators[key], indicator.way)
                    for stage, part in by_stage(entry, methodology).items()
                }
    return found


def _is_table(key: str, methodology: Methodology) -> bool:
    """Whether judgements under the name are of the rows of a table, not of a judged leaf."""
    indicator = methodology.indicators.get(key)
    return key in methodology.tables and not (indicator and isinstance(indicator.way, JudgedWay))


def judgements_of_rows(
    table: Table,
    methodology: Methodology,
    tables: Mapping[str, tuple[TableRow, ...]],
    problems: Problems,
) -> dict[str, Judged]:
    """`[judgement."table"."row"]`, by the key of the row; whether they fit is seen when scored."""
    found: dict[str, Judged] = {}
    with problems.collecting():
        for name, entry in table.named("judgement", {}).items():
            if not _is_table(name, methodology):
                continue
            rows = {row.name: row.key for row in tables.get(name, ())}
            for row in entry.values:
                with problems.collecting():
                    if row not in rows and any(p.severity == "error" for p in problems.found):
                        continue  # the row itself may have been refused
                    if row not in rows:
                        near = did_you_mean(row, rows)
                        raise entry.refuse("E437", row, at="key", row=row, table=name, near=near)
                    found[rows[row]] = _read_judgement(entry.table(row), rows[row])
    return found


def judgement_in(entry: Table, indicator: Indicator, way: JudgedWay) -> Judged:
    """The judgement of a leaf; raises Refused with all that is wrong with it."""
    several = rated(entry, indicator, way)
    judged = _read_judgement(entry, indicator.key, several)
    way = way if several is None else evolve(way, step=None)
    problems = Problems(list(judgement_faults(judged, indicator, way, entry)))
    problems.refuse_if_any()
    return judged


def _read_judgement(entry: Table, key: str, several: Rated | None = None) -> Judged:
    given = "score" if several is None else "raters"
    entry.only(given, "tier", "origin", "reason", "evidence", "by")
    score = entry.number("score") if several is None else several.score
    written = several is None and not isinstance(entry.raw("score"), Fraction)
    return Judged(
        indicator=key,
        score=score,
        text=format(entry.decimal("score"), "f") if written else exact_text(score),
        tier=entry.text("tier", ""),
        origin=one_of(entry, "origin", ORIGINS),
        reason=entry.text("reason", ""),
        evidence=entry.text("evidence", ""),
        by=entry.text("by", ""),
        place=entry.place(given),
        raters={} if several is None else several.each,
    )


def judgement_faults(
    judged: Judged, indicator: Indicator, way: JudgedWay, entry: Table | None = None
) -> Iterator[Problem]:
    """What contradicts the rule: outside the points or the tier, no whole step, no reason.

    `entry` is where the judgement stands in its file; without it, all is said of its score.
    """
    score, place = judged.score, judged.place
    tier_at = place if entry is None else entry.place("tier")
    fields = {"name": indicator.key, "score": judged.text}
    if not indicator.lowest <= score <= indicator.highest:
        limits = {"low": exact_text(indicator.lowest), "high": exact_text(indicator.highest)}
        yield Problem("E413", place, fields | limits)
    if way.step is not None and (score / way.step).denominator != 1:
        yield Problem("E414", place, fields | {"step": exact_text(way.step)})
    if indicator.needs_reason and not judged.reason and score != indicator.points:
        yield Problem("E415", place, fields)
    names = [tier.name for tier in way.tiers]
    if judged.tier and judged.tier not in names:
        near = did_you_mean(judged.tier, names)
        yield Problem("E416", tier_at, fields | {"tier": judged.tier, "near": near})
    elif way.overlap and not judged.tier:
        yield Problem("E417", place if entry is None else entry.place(), fields)
    for tier in way.tiers:
        stretch = tier_stretch(tier, indicator.points)
        if tier.name == judged.tier and not stretch.holds(score):
            yield Problem("E418", place, fields | {"tier": tier.name, "range": stretch.text()})
