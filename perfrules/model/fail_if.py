"""Cross-checks of a methodology, each a function whose name is a sentence."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from perfrules.files.tables import Table
from perfrules.formula import walk
from perfrules.formula.digits import exact_text
from perfrules.formula.tree import Formula, Name
from perfrules.messages import Text
from perfrules.model.methodology import FactRule, Grade, Indicator, Measure
from perfrules.model.read_rules import Head
from perfrules.model.stretches import Stretch, constant_stretch, gaps, listed, overlaps
from perfrules.model.ways import Bands, Checklist, Judged, Tier
from perfrules.problem import Place, Problem


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
    indicators: Mapping[str, Indicator], head: Head, head_table: Table
) -> Iterable[Problem]:
    """Children make up their parent's points, and the top level the methodology's."""
    roots = [i for i in indicators.values() if i.parent is None]
    top = sum((i.points for i in roots), Fraction(0))
    if top != head.points:
        fields = _sum_fields(roots, top, head.points)
        yield Problem("E315", head_table.place("points"), fields)
    for parent in indicators.values():
        children = [indicators[key] for key in parent.children]
        total = sum((child.points for child in children), Fraction(0))
        if children and total != parent.points:
            fields = {"name": parent.key, **_sum_fields(children, total, parent.points)}
            yield Problem("E316", parent.place, fields)


def _sum_fields(parts: list[Indicator], total: Fraction, points: Fraction) -> dict[str, str]:
    return {
        "sum": " + ".join(exact_text(part.points) for part in parts),
        "total": exact_text(total),
        "points": exact_text(points),
        "difference": exact_text(abs(points - total)),
    }


def the_grades_do_not_cover(
    grades: tuple[Grade, ...], head: Head, place: Place
) -> Iterable[Problem]:
    """Every total from 0 to the points has exactly one grade."""
    stretches = [grade.stretch for grade in grades]
    whole = Stretch(Fraction(0), head.points, low_closed=True, high_closed=True)
    yield from _not_covered("E318", place, stretches, whole)


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
    if len(known) < len(stretches) or not known:
        return
    whole = _declared(way.of, facts) or _hull(known)
    yield from _not_covered("E323", table.place("bands"), known, whole)


def the_tiers_do_not_cover(indicator: Indicator, table: Table) -> Iterable[Problem]:
    """Tiers leave no gap within [0, points]; they overlap only where the file records it."""
    way = indicator.way
    if not isinstance(way, Judged) or not way.tiers:
        return
    stretches = [tier_stretch(tier, indicator.points) for tier in way.tiers]
    whole = Stretch(indicator.lowest, indicator.highest, low_closed=True, high_closed=True)
    found = _not_covered("E329", table.place("tiers"), stretches, whole, way.step)
    yield from (p for p in found if not (way.overlap and p.fields["what"] is _TWICE))


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


_NOT, _TWICE = Text("没有覆盖", "leave out"), Text("重复覆盖", "cover twice")


def _not_covered(
    code: str,
    place: Place,
    stretches: list[Stretch],
    whole: Stretch,
    step: Fraction | None = None,
) -> Iterable[Problem]:
    missing = gaps(stretches, whole, step)
    if missing:
        yield Problem(code, place, {"what": _NOT, "where": listed(missing)})
    doubled = [shared for _, _, shared in overlaps(stretches)]
    if doubled:
        yield Problem(code, place, {"what": _TWICE, "where": listed(doubled)})


def a_fact_is_never_read(
    facts: Mapping[str, FactRule],
    measures: Mapping[str, Measure],
    indicators: Mapping[str, Indicator],
) -> Iterable[Problem]:
    """A fact that no rule reads says so; one that says so is not read (warnings)."""
    trees = [m.tree for m in measures.values()]
    trees += [t for i in indicators.values() for t in (i.tree, i.value_tree) if t is not None]
    read = {name for tree in trees for name in walk.names(tree)}
    for name, rule in facts.items():
        if name not in read and not rule.for_report:
            yield Problem("W301", rule.place, {"name": name})
        if name in read and rule.for_report:
            yield Problem("W302", rule.place, {"name": name})
