"""Cross-checks of a methodology, each a function whose name is a sentence."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from perfrules.files.tables import Table
from perfrules.formula import walk
from perfrules.formula.digits import exact_text
from perfrules.formula.tree import Formula, Name, Node
from perfrules.messages import Text
from perfrules.model.declared import FactRule, Indicator, Measure
from perfrules.model.methodology import Grade
from perfrules.model.read_head import Head
from perfrules.model.reckoned import trees_of
from perfrules.model.stretches import Stretch, constant_stretch, gaps, listed, overlaps
from perfrules.model.ways import Bands, Checklist, Judged, Tier
from perfrules.problem import Place, Problem

MOST_ENTRIES = 2000
"""Of a section of a rule file: facts, measures, indicators, examples …"""


def a_section_is_too_long(table: Table) -> Iterable[Problem]:
    """Before anything is read of it: what is reckoned for each entry must come to an end."""
    for key, entries in table.values.items():
        if isinstance(entries, list | Mapping) and len(entries) > MOST_ENTRIES:
            fields = {"key": key, "count": str(len(entries)), "most": str(MOST_ENTRIES)}
            yield Problem("E395", table.place(key, at="key"), fields)


def a_name_is_used_twice(
    facts: Mapping[str, FactRule],
    measures: Mapping[str, Measure],
    indicators: Mapping[str, Indicator],
) -> Iterable[Problem]:
    """A fact and a measure never share a name; an indicator may share the one it rests on."""
    for name in measures:
        if name in facts:
            yield Problem("E319", measures[name].place, {"name": name})
    for key, indicator in indicators.items():
        if (key in facts or key in measures) and indicator.children:
            yield Problem("E319", indicator.place, {"name": key})


def the_points_do_not_tie(
    indicators: Mapping[str, Indicator],
    head: Head,
    head_table: Table,
    gap: Fraction = Fraction(0),
) -> Iterable[Problem]:
    """Children and gaps make up their parent's points, and the top level the methodology's.

    Not where one of them is chosen, nor where the policy splits points and keeps what is left over.
    """
    roots = [i for i in indicators.values() if i.parent is None]
    if _total(roots, gap) != head.points:
        fields = _sum_fields(roots, gap, head.points)
        yield Problem("E315", head_table.place("points"), fields)
    for parent in indicators.values():
        children = [indicators[key] for key in parent.children]
        if parent.choose or (parent.split and parent.split.remainder == "keep"):
            continue
        if children and _total(children, parent.gap) != parent.points:
            fields = {"name": parent.key, **_sum_fields(children, parent.gap, parent.points)}
            yield Problem("E316", parent.place, fields)


def _total(parts: list[Indicator], gap: Fraction) -> Fraction:
    return sum((part.points for part in parts), gap)


def _sum_fields(parts: list[Indicator], gap: Fraction, points: Fraction) -> dict[str, str]:
    total, added = _total(parts, gap), [part.points for part in parts] + ([gap] if gap else [])
    shown = " + ".join(exact_text(part) for part in added)
    return {
        "sum": exact_text(total) if len(added) == 1 else f"{shown} = {exact_text(total)}",
        "points": exact_text(points),
        "difference": exact_text(abs(points - total)),
    }


def the_grades_do_not_cover(
    grades: tuple[Grade, ...], head: Head, place: Place
) -> Iterable[Problem]:
    """Every total that can be has exactly one grade."""
    stretches = [grade.stretch for grade in grades]
    whole = Stretch(*head.limits, low_closed=True, high_closed=True)
    yield from _not_covered("E318", place, gaps(stretches, whole), overlaps(stretches))


def the_rows_of_bands_do_not_cover(
    indicator: Indicator, table: Table, facts: Mapping[str, FactRule]
) -> Iterable[Problem]:
    """Rows with constant ends leave no gap between them and do not overlap.

    The ends of the whole are the declared range where the bands are of a fact;
    of a formula, the outermost ends of the rows (a value beyond them is refused when scored).
    """
    way = indicator.way
    if not isinstance(way, Bands):
        return
    stretches = [constant_stretch(row.inside, row.says) for row in way.rows]
    known = [s for s in stretches if s is not None]
    if len(known) < len(stretches):
        return
    whole = _declared(way.of, facts) or _hull(known)
    percent = any("%" in row.inside.at.text for row in way.rows)
    place, missing, doubled = table.place("bands"), gaps(known, whole), overlaps(known)
    yield from _not_covered("E323", place, missing, doubled, percent=percent)


def the_tiers_do_not_cover(indicator: Indicator, table: Table) -> Iterable[Problem]:
    """Tiers leave no gap within [0, points]; they overlap only where the file records it."""
    way = indicator.way
    if not isinstance(way, Judged) or not way.tiers:
        return
    stretches = [tier_stretch(tier, indicator.points) for tier in way.tiers]
    whole = Stretch(indicator.lowest, indicator.highest, low_closed=True, high_closed=True)
    doubled = [] if way.overlap else overlaps(stretches)
    yield from _not_covered("E329", table.place("tiers"), gaps(stretches, whole, way.step), doubled)


def the_checklist_does_not_add_up(indicator: Indicator, table: Table) -> Iterable[Problem]:
    """The items of a checklist make up the points of their leaf."""
    if isinstance(indicator.way, Checklist):
        total = sum((item.points for item in indicator.way.items), Fraction(0))
        if total != indicator.points:
            fields = {"total": exact_text(total), "points": exact_text(indicator.points)}
            yield Problem("E328", table.place("checklist"), fields)


def a_limit_contradicts_the_points(indicator: Indicator, table: Table) -> Iterable[Problem]:
    """The floor is not above the cap."""
    if indicator.lowest > indicator.highest:
        fields = {"floor": exact_text(indicator.lowest), "cap": exact_text(indicator.highest)}
        yield Problem("E345", table.place("floor" if "floor" in table else "cap"), fields)


def tier_stretch(tier: Tier, points: Fraction) -> Stretch:
    """The scores of a tier, in points."""
    stretch = constant_stretch(tier.within, tier.name)
    assert stretch is not None
    scale = points if tier.share else Fraction(1)
    return Stretch(
        None if stretch.low is None else stretch.low * scale,
        None if stretch.high is None else stretch.high * scale,
        stretch.low_closed,
        stretch.high_closed,
        tier.name,
    )


def _declared(of: Formula, facts: Mapping[str, FactRule]) -> Stretch | None:
    match of.tree:
        case Name(name) if name in facts:
            return facts[name].limits
        case _:
            return None


def _hull(stretches: list[Stretch]) -> Stretch:
    low = min(stretches, key=lambda s: (s.low is not None, s.low or 0))
    high = max(stretches, key=lambda s: (s.high is None, s.high or 0))
    return Stretch(low.low, high.high, low.low_closed, high.high_closed)


def _not_covered(
    code: str,
    place: Place,
    missing: list[Stretch],
    doubled: list[tuple[Stretch, Stretch, Stretch]],
    *,
    percent: bool = False,
) -> Iterable[Problem]:
    if missing:
        what = Text("没有覆盖", "leave out")
        yield Problem(code, place, {"what": what, "where": listed(missing, percent=percent)})
    if doubled:
        what, shared = Text("重复覆盖", "cover twice"), [both for _, _, both in doubled]
        yield Problem(code, place, {"what": what, "where": listed(shared, percent=percent)})


def a_fact_is_never_read(
    facts: Mapping[str, FactRule],
    measures: Mapping[str, Measure],
    indicators: Mapping[str, Indicator],
    others: Iterable[Node] = (),
    told: Iterable[Node] = (),
) -> Iterable[Problem]:
    """A fact that no rule reads says so; one that says so is not read (warnings).

    `told` are the formulas that score nothing: they may read a fact that is there for a report.
    """
    trees = [m.tree for m in measures.values()]
    trees += [tree for each in indicators.values() for _, tree in trees_of(each)]
    trees += others
    read = {name for tree in trees for name in walk.names(tree)}
    seen = read.union(*map(walk.names, told))
    for name, rule in facts.items():
        if name not in seen and not rule.for_report:
            yield Problem("W301", rule.place, {"name": name})
        if name in read and rule.for_report:
            yield Problem("W302", rule.place, {"name": name})
