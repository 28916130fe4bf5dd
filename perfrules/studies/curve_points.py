"""What lies on a curve of totals: points, jumps, and stretches on which nothing moves."""

from collections.abc import Mapping
from fractions import Fraction

from attrs import frozen

from perfrules.model.facts import FactSet, Value
from perfrules.scoring.result import Result
from perfrules.studies.edges import Edge
from perfrules.studies.levers import Lever


@frozen(eq=False, repr=False)
class Point:
    """What one value of a lever came to."""

    x: Value
    total: Fraction | None
    """Exact; with parts that are open, its lower end. None where it cannot be computed."""
    scores: Mapping[str, Fraction]
    """Exact, of the leaves, bonuses and penalties that have one."""
    grade: str


@frozen(eq=False, repr=False)
class Cliff:
    """A jump of the total at one value: the nearest numbers that can be written on both sides."""

    at: Fraction
    """Where it is, exactly."""
    before: Point
    after: Point
    edge: Edge | None
    """What is compared there."""
    indicators: tuple[str, ...]
    """Those whose score jumps."""

    @property
    def jump(self) -> Fraction:
        """The points gained from one side to the other."""
        assert self.before.total is not None
        assert self.after.total is not None
        return self.after.total - self.before.total


@frozen(eq=False, repr=False)
class Flat:
    """A stretch at one end of the range on which the total does not move any more."""

    upward: bool
    """At the upper end."""
    since: Fraction
    """The first value on it that people write."""
    best: bool
    """No reward beyond; else it is the worst total, and nothing more can be lost."""
    edge: Edge | None


@frozen(eq=False, repr=False)
class Curve:
    """The total along one lever at one fact set."""

    lever: Lever
    facts: FactSet
    here: Value
    points: tuple[Point, ...]
    """By value; those of a choice in the order of the file."""
    cliffs: tuple[Cliff, ...]
    flats: tuple[Flat, ...]

    def is_written(self, point: Point) -> bool:
        """Whether the value is one that people write, not one close to an edge."""
        scale = self.lever.scale
        return not isinstance(point.x, Fraction) or scale is None or point.x % scale.step == 0

    @property
    def totals(self) -> list[Fraction]:
        """Every total that was computed."""
        return [point.total for point in self.points if point.total is not None]

    @property
    def swing(self) -> Fraction:
        """How many points lie between the worst and the best value that was looked at."""
        totals = self.totals
        return max(totals) - min(totals) if totals else Fraction(0)


def point_of(x: Value, result: Result) -> Point:
    """What a result came to, ties aside: they are not asked where one fact is moved alone."""
    total = result.above.total
    scored = (*result.walk(), *result.above.extras)
    scores = {
        node.indicator.key: node.exact
        for node in scored
        if node.exact is not None and node.indicator.way is not None and node.row is None
    }
    return Point(
        x=x,
        total=None if total.state == "refused" else total.exact[0],
        scores=scores,
        grade=result.above.grades[0].name if len(result.above.grades) == 1 else "",
    )
