"""What a methodology rewards: for every fact its direction, cliffs, plateaus and indicators."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType

from attrs import frozen

from perfrules.formula.tree import Node
from perfrules.model.facts import FactSet
from perfrules.model.methodology import Methodology
from perfrules.model.ways import Rank, Rows
from perfrules.problem import Refused
from perfrules.scoring.result import Result
from perfrules.scoring.score import score
from perfrules.studies.curve_points import Curve, Point
from perfrules.studies.curves import curve_along, few_points
from perfrules.studies.directions import Direction, Way, direction
from perfrules.studies.edges import reads
from perfrules.studies.grade_reach import WithoutGrade, without_grade
from perfrules.studies.inlined import inlined
from perfrules.studies.levers import Lever, levers_in_rows, levers_of
from perfrules.studies.plausible import sample_facts
from perfrules.studies.sample import sampled, seeded

_MOST_EXAMPLES = 4
_SAMPLES = 4
"""Generated fact sets that are looked at besides the examples."""


@frozen(eq=False, repr=False)
class Incentive:
    """What one fact, judgement or cell does to the total."""

    lever: Lever
    curve: Curve | None
    """At the first fact set that has it; None where none has."""
    direction: Direction
    feeds: tuple[str, ...]
    """The leaves, bonuses and penalties whose score reads it; for certain."""
    vetoes: tuple[str, ...]
    """The vetoes whose condition reads it."""


@frozen(eq=False, repr=False)
class Incentives:
    """The answer for one methodology."""

    methodology: Methodology
    jump: Fraction
    """So many points at one value are a cliff."""
    starts: tuple[FactSet, ...]
    """Around which it was looked; the curves are at the first that has the fact."""
    given: bool
    """Whether the first are facts that were asked for."""
    examples: int
    samples: int
    """How many of them are examples of the rule file, and how many were generated."""
    found: tuple[Incentive, ...]
    grades: tuple[WithoutGrade, ...]
    totals: int
    """How many totals were computed."""
    is_open: bool
    """Some total waits for something: then its lower end was looked at."""
    left_out: tuple[str, ...]
    """Facts that are days or free texts, along which nothing was looked at."""


def incentives(
    methodology: Methodology,
    jump: Fraction | None = None,
    at: FactSet | None = None,
    proved: Mapping[str, Way] = MappingProxyType({}),
) -> Incentives:
    """What every fact does to the total, all else equal.

    Looked at around `at`, else around the examples of the rule file, else around generated
    facts; directions are searched around some generated ones as well. A jump is 1 % of the
    points when none is given. `proved` are directions of facts that a proof has found.
    """
    jump = max(methodology.points / 100, Fraction(1, 100)) if jump is None else jump
    near = [at] if at is not None else _sound(sample_facts(methodology))[:_MOST_EXAMPLES]
    made = list(_generated(methodology))
    starts = (*near, *made)
    levers = [*levers_of(methodology), *(levers_in_rows(starts[0]) if starts else ())]
    found: list[Incentive] = []
    points: list[Point] = []
    for lever in levers:
        moves = lever.kind == "row" or lever.trees(methodology)
        curves = list(_curves(lever, starts, jump)) if moves else []
        points += (point for curve in curves for point in curve.points)
        feeds, vetoes = _readers(methodology, lever)
        way = direction(methodology, lever, curves, proved)
        found.append(Incentive(lever, curves[0] if curves else None, way, feeds, vetoes))
    return Incentives(
        methodology=methodology,
        jump=jump,
        starts=starts,
        given=at is not None,
        examples=0 if at is not None else len(near),
        samples=len(made),
        found=tuple(found),
        grades=without_grade(methodology, points),
        totals=sum(point.total is not None for point in points),
        is_open=any(score(methodology, facts).state == "open" for facts in starts),
        left_out=_left_out(methodology),
    )


def _curves(lever: Lever, starts: Iterable[FactSet], jump: Fraction) -> Iterator[Curve]:
    """The whole curve at the first fact set that has the lever, few points at the others."""
    first = True
    for facts in starts:
        curve = curve_along(lever, facts, jump) if first else few_points(lever, facts)
        if curve is not None:
            first = False
            yield curve


def _sound(sets: tuple[FactSet, ...]) -> list[FactSet]:
    """Those that can be scored; one that waits for something comes behind the others."""
    results = [(facts, score(facts.rules, facts)) for facts in sets]
    kept = [(facts, result) for facts, result in results if not _is_refused(result)]
    return [facts for facts, _ in sorted(kept, key=lambda pair: len(pair[1].missing))]


def _is_refused(result: Result) -> bool:
    return any(problem.severity == "error" for problem in result.problems)


def _generated(methodology: Methodology) -> Iterator[FactSet]:
    for number in range(_SAMPLES):
        try:
            facts = sampled(methodology, seeded(0, number))
        except Refused:
            return
        if not _is_refused(score(methodology, facts)):
            yield facts


def _readers(methodology: Methodology, lever: Lever) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which scores, and which vetoes, read a lever, through measures and other scores too."""
    if lever.kind in ("cell", "row"):
        ways = ((leaf.key, leaf.way) for leaf in methodology.leaves())
        table = lever.cell[0]
        return tuple(key for key, way in ways if isinstance(way, Rows) and way.table == table), ()
    inside = inlined(methodology)
    feeds = [
        node.key
        for node in methodology.scored()
        if any(reads(tree, lever.variable) for tree in _scoring(methodology, node.key))
    ]
    above = methodology.above.vetoes.items()
    vetoes = (n for n, v in above if reads(inside.tree(v.when.tree), lever.variable))
    return tuple(feeds), tuple(vetoes)


def _scoring(methodology: Methodology, key: str) -> Iterator[Node]:
    """The formulas of a leaf: its score, its condition, its place, its rows."""
    inside = inlined(methodology)
    node = methodology.node(key)
    assert node is not None, "it is one of the leaves"
    yield inside.score(key)
    if node.applies is not None:
        yield inside.tree(node.applies.when.tree)
    match node.way:
        case Rank(of=of):
            yield inside.tree(of.tree)
        case Rows(table=table, where=where):
            rule = methodology.tables[table]
            yield from (inside.tree(tree) for tree in rule.row_trees())
            if where is not None:
                yield inside.tree(where.tree)


def _left_out(methodology: Methodology) -> tuple[str, ...]:
    return tuple(
        name
        for name, rule in methodology.facts.items()
        if not rule.from_parameters
        and (rule.kind == "date" or (rule.kind == "text" and not rule.choice))
    )
