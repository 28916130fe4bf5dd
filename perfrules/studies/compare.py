"""Departments side by side: places, best and median of every indicator, what is not comparable."""

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction

from attrs import frozen

from perfrules.model.declared import Indicator
from perfrules.model.facts import FactSet
from perfrules.model.methodology import Methodology
from perfrules.problem import Problem
from perfrules.scoring.population import score_each
from perfrules.scoring.result import Result
from perfrules.scoring.tree import Scored
from perfrules.studies.comparable import warnings_in, warnings_of
from perfrules.studies.compare_weights import Parameter, Weight, parameters_in, weights_in

Place = tuple[int, int]
"""The best and the worst place that is possible; the same where nothing is open."""


@frozen(eq=False)
class Entry:
    """One department among those of its methodology."""

    file: str
    name: str
    """The subject, with its file where another one is called the same; the file without subject."""
    result: Result
    place: Place | None
    """None for one that is refused, and in a framework without points."""


@frozen
class Marks:
    """The best and the median of what is known; None where nothing is."""

    best: Fraction | None
    median: Fraction | None


@frozen(eq=False)
class Cell:
    """One department at one indicator."""

    node: Scored | None
    rate: Fraction | None
    """None also where it is not scored, whatever points it keeps there."""
    below_best: Fraction | None
    below_median: Fraction | None
    """By how much of the rate; below 0 where it lies above."""


@frozen(eq=False)
class Column:
    """One indicator across all departments."""

    indicator: Indicator
    number: str
    """Its chapter number; empty for a bonus or a penalty."""
    level: int
    marks: Marks
    """Of the rates."""
    cells: tuple[Cell, ...]
    """In the order of the entries."""


@frozen(eq=False)
class Group:
    """Departments under one text of rules, which alone have places among each other."""

    methodology: Methodology
    entries: tuple[Entry, ...]
    """By place; then those that are open, then those that are refused."""
    columns: tuple[Column, ...]
    """Parents before children, as in the file; then bonuses and penalties."""
    totals: Marks
    weights: tuple[Weight, ...]
    """Where an indicator does not count the same for all that are ranked."""
    parameters: tuple[Parameter, ...]
    """Those that are not the same for all."""
    warnings: tuple[Problem, ...]


@frozen(eq=False)
class Comparison:
    """All departments, those of one methodology together."""

    groups: tuple[Group, ...]
    warnings: tuple[Problem, ...]
    """Of the groups beside each other."""

    @property
    def comparable(self) -> bool:
        """Whether all totals may be held against each other as they stand."""
        told = (*self.warnings, *(each for group in self.groups for each in group.warnings))
        return not told

    @property
    def results(self) -> tuple[Result, ...]:
        """Every result."""
        return tuple(entry.result for group in self.groups for entry in group.entries)


def compare(given: Sequence[tuple[str, FactSet]]) -> Comparison:
    """The fact sets of files, scored together and set side by side.

    Departments under different texts of rules have no common scale: they stand in groups of
    their own, and no place is given across groups.
    """
    results = score_each([facts for _, facts in given])
    together: dict[object, list[tuple[str, Result]]] = {}
    for (file, facts), result in zip(given, results, strict=True):
        key = tuple(document.sha256 for document in facts.rules.documents)
        together.setdefault(key, []).append((file, result))
    groups = tuple(map(_group, together.values()))
    return Comparison(groups, tuple(warnings_of([group.methodology for group in groups])))


def _group(found: Sequence[tuple[str, Result]]) -> Group:
    methodology = found[0][1].methodology
    entries = tuple(sorted(_entries(found), key=_order))
    results = [entry.result for entry in entries]
    named = [(entry.name, entry.result) for entry in entries]
    ranked = [(entry.name, entry.result) for entry in entries if entry.result.state == "done"]
    weights = tuple(weights_in(methodology, ranked)) if methodology.weighted else ()
    parameters = tuple(parameters_in(methodology, named))
    return Group(
        methodology=methodology,
        entries=entries,
        columns=tuple(_columns(methodology, results)),
        totals=_marks([entry.result.printed for entry in entries if entry.place]),
        weights=weights,
        parameters=parameters,
        warnings=tuple(warnings_in(methodology, results, weights, parameters)),
    )


def _entries(found: Sequence[tuple[str, Result]]) -> Iterator[Entry]:
    subjects = Counter(result.facts.subject for _, result in found)
    ends = [_ends(result) for _, result in found]
    for (file, result), own in zip(found, ends, strict=True):
        subject = result.facts.subject
        name = f"{subject} ({file})" if subject and subjects[subject] > 1 else subject or file
        yield Entry(file, name, result, None if own is None else _place(own, ends))


def _ends(result: Result) -> tuple[Fraction, Fraction] | None:
    if result.state == "refused" or not result.methodology.weighted:
        return None
    return result.low, result.high


def _place(
    own: tuple[Fraction, Fraction], everybody: Sequence[tuple[Fraction, Fraction] | None]
) -> Place:
    """Equal totals share a place; an open total may turn out anywhere between its ends."""
    others = [each for each in everybody if each is not None and each is not own]
    ahead = sum(low > own[1] for low, _ in others)
    perhaps = sum(high > own[0] for _, high in others)
    return ahead + 1, perhaps + 1


def _order(entry: Entry) -> tuple[int, Fraction, Fraction]:
    result = entry.result
    return ("done", "open", "refused").index(result.state), -result.high, -result.low


def _columns(methodology: Methodology, results: Sequence[Result]) -> Iterator[Column]:
    nodes = [
        {node.indicator.key: node for node in (*result.walk(), *result.above.extras)}
        for result in results
    ]
    for indicator, number, level in _numbered(methodology, methodology.roots):
        yield _column(indicator, number, level, [each.get(indicator.key) for each in nodes])
    for extra in methodology.above.extras.values():
        yield _column(extra, "", 0, [each.get(extra.key) for each in nodes])


def _numbered(
    methodology: Methodology, keys: Sequence[str], above: str = "", level: int = 0
) -> Iterator[tuple[Indicator, str, int]]:
    for position, key in enumerate(keys, 1):
        indicator = methodology.indicators[key]
        yield indicator, f"{above}{position}", level
        yield from _numbered(methodology, indicator.children, f"{above}{position}.", level + 1)


def _column(
    indicator: Indicator, number: str, level: int, nodes: Sequence[Scored | None]
) -> Column:
    rates = [None if node is None or node.out else node.rate for node in nodes]
    marks = _marks(rates) if indicator.role == "indicator" else Marks(None, None)
    cells = tuple(_cell(node, rate, marks) for node, rate in zip(nodes, rates, strict=True))
    return Column(indicator, number, level, marks, cells)


def _cell(node: Scored | None, rate: Fraction | None, marks: Marks) -> Cell:
    if rate is None or marks.best is None or marks.median is None:
        return Cell(node, rate, None, None)
    return Cell(node, rate, marks.best - rate, marks.median - rate)


def _marks(values: Sequence[Fraction | None]) -> Marks:
    """The median of an even number is the mean of the two in the middle."""
    known = sorted(value for value in values if value is not None)
    if not known:
        return Marks(None, None)
    half = len(known) // 2
    return Marks(known[-1], (known[half] + known[-half - 1]) / 2)
