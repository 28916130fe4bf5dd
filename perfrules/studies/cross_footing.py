"""What ought to add up in a printed report: scores and points of its table, and money (勾稽)."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from attrs import evolve, frozen

from perfrules.formula import walk
from perfrules.formula.tree import Name
from perfrules.formula.units import PLAIN, POINTS
from perfrules.model.above import Tie
from perfrules.model.published import Published, Stated
from perfrules.readings.figures import figure
from perfrules.readings.unit import unit_of
from perfrules.scoring.check import units_of
from perfrules.scoring.conclusion import TieOutcome
from perfrules.scoring.shown import Printed, printed_as
from perfrules.scoring.tree import Scored
from perfrules.studies import mistakes
from perfrules.studies.audited import Check, Mistake
from perfrules.studies.known import Known
from perfrules.studies.other_bases import follows


def sums_held(known: Known, published: Published) -> Iterator[Check]:
    """Each printed score and each printed points of a parent, and the total, against its parts."""
    result = known.result
    for node in known.nodes.values():
        said = published.scores.get(node.indicator.key)
        if said is None or not node.children:
            continue
        of, name = node.address, node.indicator.label
        if said.score is not None and _adds_up(node):
            parts = _scores(node.children, published)
            yield from _sum(Check("sum of scores", of, name), said.score, parts, published)
        if said.points is not None:
            parts = _points(node.children, published)
            yield from _sum(Check("sum of points", of, name), said.points, parts, published)
    if published.total is not None and _total_adds_up(known):
        parts = _scores(result.roots, published)
        yield from _sum(Check("sum of scores", "total", ""), published.total, parts, published)


def relations_held(known: Known, published: Published) -> Iterator[Check]:
    """The ties of the methodology, then the relations that the fact file names.

    Raises Refused (E231) where a relation adds or compares different units.
    """
    for told in known.result.above.ties:
        yield _relation(told, f"tie.{told.tie.name}", known)
    for number, tie in enumerate(published.relations, 1):
        told = TieOutcome(
            tie, known.outcome(tie.left, tie.place), known.outcome(tie.right, tie.place)
        )
        yield _relation(told, f"relation.{number}", known)


@frozen(eq=False, repr=False)
class _Parts:
    """Between what the parts add up to; `open` are those that are not printed."""

    low: Fraction
    high: Fraction
    printed: int
    open: frozenset[str]

    @classmethod
    def together(cls, parts: Iterable["_Parts"]) -> "_Parts":
        """The sum of several."""
        low = high = Fraction(0)
        printed, names = 0, frozenset[str]()
        for part in parts:
            low, high = low + part.low, high + part.high
            printed, names = printed + part.printed, names | part.open
        return cls(low, high, printed, names)


def _scores(nodes: Sequence[Scored], published: Published) -> _Parts:
    return _Parts.together(_score(node, published) for node in nodes)


def _score(node: Scored, published: Published) -> _Parts:
    """What is printed of the node, or of what is below it; else all that it can score."""
    said = published.scores.get(node.indicator.key)
    if said is not None and said.score is not None and said.score.value is not None:
        return _Parts(said.score.value, said.score.value, 1, frozenset())
    if node.children and _adds_up(node):
        return _scores(node.children, published)
    indicator = node.indicator
    return _Parts(indicator.lowest, indicator.highest, 0, frozenset({indicator.label}))


def _points(nodes: Sequence[Scored], published: Published) -> _Parts:
    return _Parts.together(_point(node, published) for node in nodes)


def _point(node: Scored, published: Published) -> _Parts:
    said = published.scores.get(node.indicator.key)
    if said is not None and said.points is not None and said.points.value is not None:
        return _Parts(said.points.value, said.points.value, 1, frozenset())
    if node.children:
        return _points(node.children, published)
    points = node.indicator.points
    return _Parts(points, points, 0, frozenset())


def _adds_up(node: Scored) -> bool:
    """Whether the node is the plain sum of its children, with nothing left out."""
    indicator = node.indicator
    limited = indicator.cap is not None or indicator.floor is not None
    rescaled = any(child.indicator.applies is not None for child in node.children)
    return not (limited or rescaled or indicator.gap or indicator.choose is not None)


def _total_adds_up(known: Known) -> bool:
    """Whether the total is the plain sum of the top level."""
    result = known.result
    above = result.methodology.above
    rescaled = any(node.indicator.applies is not None for node in known.nodes.values())
    return not (above.extras or above.vetoes or above.top_gaps or rescaled)


def _sum(asked: Check, stated: Stated, parts: _Parts, published: Published) -> Iterator[Check]:
    """A printed sum against its printed parts; nothing where none of them is printed."""
    if stated.value is None or not parts.printed:
        return
    check = evolve(
        asked, printed=stated.text, unit=POINTS, decimals=stated.decimals, missing=parts.open
    )
    if parts.low == parts.high:
        tied = follows(stated, parts.low, published.within)
        end = parts.low
    else:
        tied = parts.low <= stated.value <= parts.high
        end = min(max(stated.value, parts.low), parts.high)
    if tied and parts.open:
        yield check
        return
    check = evolve(check, computed=end, apart=stated.value - end)
    if tied:
        yield evolve(check, verdict="ties")
        return
    heading = check.kind == "sum of points"
    found = Mistake("parts not heading" if heading else "total not from leaves")
    yield evolve(check, verdict="does not close", mistakes=(found,))


def _relation(told: TieOutcome, of: str, known: Known) -> Check:
    tie, left, right = told.tie, told.left.value, told.right.value
    unit, show, decimals = _printed(tie, known)
    shown = ""
    if isinstance(right, Fraction):
        as_given = isinstance(tie.right, Name)
        inner = figure(right, unit, show, decimals)
        shown = known.shown(tie.right, right) if as_given else str(inner)
    check = Check(
        kind="relation",
        of=of,
        name=tie.name,
        formula=tie.that.text,
        unit=unit,
        decimals=decimals if show is None else show.decimals,
        computed=left if isinstance(left, Fraction) else None,
        printed=shown,
        apart=None if told.difference is None else -told.difference,
        missing=told.missing,
        problems=told.problems,
    )
    if told.holds is None:
        return check
    if told.holds:
        return evolve(check, verdict="ties")
    found = tuple(mistakes.of_relation(told, known, unit))
    return evolve(check, verdict="does not close", mistakes=found)


def _printed(tie: Tie, known: Known) -> Printed:
    """How both sides are printed: as the first name or number in them that has their unit."""
    result = known.result
    units = units_of(result.methodology)
    tables = {name: table.units() for name, table in result.methodology.tables.items()}
    unit_of(tie.that.tree, units, tables)
    unit = unit_of(tie.left, units, tables)
    for part in walk.nodes(tie.that.tree):
        found = printed_as(part, result.methodology, result.used)
        if found[0] != PLAIN and found[0].dims == unit.dims:
            return found
    return unit, None, 0
