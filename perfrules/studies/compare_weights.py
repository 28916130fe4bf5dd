"""What indicators effectively count for each department, and parameters that are not the same."""

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction

from attrs import frozen

from perfrules.model.declared import Indicator
from perfrules.model.facts import Fact
from perfrules.model.methodology import Methodology
from perfrules.scoring.rescale import dropped
from perfrules.scoring.result import Result
from perfrules.scoring.tree import Scored


@frozen
class Counts:
    """What one indicator counts for one department."""

    points: Fraction
    """Of the total, after what does not apply or was not picked has been reckoned over."""
    kept: bool
    """It does not apply, and its points are given or lost all the same."""


@frozen(eq=False)
class Weight:
    """An indicator that does not count the same for all."""

    indicator: Indicator
    usual: Counts
    """For most."""
    others: tuple[tuple[Counts, tuple[str, ...]], ...]
    """With the names of the departments for which it counts that."""


@frozen(eq=False)
class Parameter:
    """A value that is set for everybody, and is not the same for all."""

    name: str
    values: tuple[tuple[Fact | None, tuple[str, ...]], ...]
    """Each value (None: not there) with the names of the departments that have it."""


def weights_in(methodology: Methodology, ranked: Sequence[tuple[str, Result]]) -> Iterator[Weight]:
    """Where departments differ. A branch that moves as a whole is told once, at its top."""
    counts = [(name, _counts(result)) for name, result in ranked]
    usual: dict[str, Counts] = {}
    for key, indicator in methodology.indicators.items():
        each = [(name, told[key]) for name, told in counts]
        usual[key] = _usual([told for _, told in each], indicator)
        above = indicator.parent
        others: dict[Counts, list[str]] = {}
        for name, told in counts:
            along = above is not None and _moved_along(told, usual, key, above)
            if told[key] != usual[key] and not along:
                others.setdefault(told[key], []).append(name)
        if others:
            lots = tuple((one, tuple(names)) for one, names in others.items())
            yield Weight(indicator, usual[key], lots)


def _counts(result: Result) -> dict[str, Counts]:
    """By key; of the total, whose points those that left it are shared among."""
    points, gone = result.methodology.points, dropped(result.roots)
    share = points / (points - gone) if gone else Fraction(1)
    return {key: Counts(p * share, kept) for key, p, kept in _points(result.roots)}


def _points(nodes: Sequence[Scored]) -> Iterator[tuple[str, Fraction, bool]]:
    for node in nodes:
        yield node.indicator.key, node.points, bool(node.out) and node.points != 0
        yield from _points(node.children)


def _usual(each: Sequence[Counts], indicator: Indicator) -> Counts:
    """The most common; where several are, the one that the file says, else the first."""
    plain = Counts(indicator.points, kept=False)
    found = Counter(each)
    return max(found, key=lambda one: (found[one], one == plain), default=plain)


def _moved_along(told: dict[str, Counts], usual: dict[str, Counts], key: str, above: str) -> bool:
    own, parent = told[key], told[above]
    if parent == usual[above] or own.kept:
        return False
    return own.points * usual[above].points == parent.points * usual[key].points


def parameters_in(
    methodology: Methodology, named: Sequence[tuple[str, Result]]
) -> Iterator[Parameter]:
    """Those of which departments have different values."""
    for name, rule in methodology.facts.items():
        if not rule.from_parameters:
            continue
        values: dict[object, tuple[Fact | None, list[str]]] = {}
        for department, result in named:
            fact = result.used.get(name)
            value = None if fact is None else fact.value
            values.setdefault(value, (fact, []))[1].append(department)
        if len(values) > 1:
            yield Parameter(name, tuple((fact, tuple(who)) for fact, who in values.values()))
