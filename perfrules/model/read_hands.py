"""What a department picks, and the scores of several stages and raters, out of a fact file."""

from collections.abc import Mapping
from fractions import Fraction

from attrs import frozen

from perfrules.files.tables import Table
from perfrules.formula.digits import exact_text
from perfrules.messages import Text
from perfrules.model.declared import Indicator
from perfrules.model.methodology import Methodology
from perfrules.model.picked import Picked, as_picked
from perfrules.model.read_formula import alternatives, refuse_twice
from perfrules.model.split import shares
from perfrules.model.ways import Judged as JudgedWay
from perfrules.problem import Problem, Problems, did_you_mean


@frozen
class Rated:
    """The scores of several raters, and their weighted sum."""

    each: Mapping[str, Fraction]
    score: Fraction


def picked_of(table: Table, methodology: Methodology, problems: Problems) -> Picked:
    """`[picked]`: the keys of the picked children, by the key of the parent that lets choose."""
    found: dict[str, tuple[str, ...]] = {}
    if "picked" not in table:
        return found
    with problems.collecting():
        entries = table.table("picked")
        for key in entries.values:
            with problems.collecting():
                found[key] = _picks(entries, key, methodology)
    return found


def _picks(entries: Table, key: str, methodology: Methodology) -> tuple[str, ...]:
    choosing = {node.key: node for node in methodology.indicators.values() if node.choose}
    parent = choosing.get(key)
    if parent is None:
        near = did_you_mean(key, choosing)
        raise entries.refuse("E450", key, at="key", name=key, near=near)
    one = isinstance(entries.raw(key), str)
    picks = (entries.text(key),) if one else tuple(entries.texts(key))
    if not picks:
        raise entries.refuse("E321", key)
    if parent.choose == "one" and len(picks) > 1:
        raise entries.refuse("E452", key, name=key, count=str(len(picks)))
    refuse_twice(entries, key, picks)
    for pick in picks:
        if pick not in parent.children:
            near, options = did_you_mean(pick, parent.children), alternatives(parent.children)
            raise entries.refuse("E451", key, name=key, child=pick, near=near, options=options)
    if parent.split is not None:
        parts = shares(parent.points, len(picks), parent.split.to, parent.split.remainder)
        if min(parts) <= 0:
            whole, count = exact_text(parent.points), str(len(picks))
            raise entries.refuse("E453", key, name=key, points=whole, count=count)
    return picks


def indicators_for(methodology: Methodology, picked: Picked) -> Mapping[str, Indicator]:
    """The indicators with the points that they have for one department."""
    return {**methodology.indicators, **as_picked(methodology.indicators, picked)}


def refuse_unpicked(entry: Table, before: Indicator, after: Indicator) -> None:
    """Refuse, with E454, a judgement of what was not picked."""
    if before.points and not after.points:
        raise entry.refuse("E454", at="key", name=before.key)


def by_stage(entry: Table, methodology: Methodology) -> dict[str, Table]:
    """The judgements of each stage; one without a stage is of the stage that counts."""
    if "stages" not in entry or not methodology.stages:
        return {methodology.counts: entry}
    entry.only("stages")
    stages = entry.named("stages")
    for stage, part in stages.items():
        if stage not in methodology.stages:
            near, options = (
                did_you_mean(stage, methodology.stages),
                alternatives(methodology.stages),
            )
            raise part.refuse("E455", at="key", stage=stage, near=near, options=options)
    return stages


def rated(entry: Table, indicator: Indicator, way: JudgedWay) -> Rated | None:
    """What several raters gave, each from 0 to the points; None where one person scores."""
    if not way.raters:
        return None
    given = entry.table("raters")
    names = [rater.name for rater in way.raters]
    strange = [name for name in (*names, *given.keys()) if (name in names) != (name in given)]
    if strange:
        unknown = next((name for name in strange if name not in names), "")
        fields: dict[str, str | Text] = {"names": alternatives(strange)}
        fields |= {"near": did_you_mean(unknown, names), "options": alternatives(names)}
        raise entry.refuse("E456", "raters", at="key", **fields)
    problems = Problems()
    each = {name: given.number(name) for name in names}
    for name, score in each.items():
        place = given.place(name)
        said = {"name": f"{indicator.key} {name}", "score": exact_text(score)}
        if not indicator.lowest <= score <= indicator.highest:
            low, high = exact_text(indicator.lowest), exact_text(indicator.highest)
            problems.found.append(Problem("E413", place, {**said, "low": low, "high": high}))
        if way.step is not None and (score / way.step).denominator != 1:
            step = exact_text(way.step)
            problems.found.append(Problem("E414", place, {**said, "step": step}))
    problems.refuse_if_any()
    total = sum((each[rater.name] * rater.weight for rater in way.raters), Fraction(0))
    return Rated(each, total)
