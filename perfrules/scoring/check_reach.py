"""What facts certainly can or cannot reach: rows, gaps between them, vetoes, findings."""

from collections import Counter
from collections.abc import Iterator

from perfrules.formula.tree import Call, If, Name, Negate, Node, Number, Operate, Property
from perfrules.formula.walk import children
from perfrules.messages import Text
from perfrules.model.declared import Indicator
from perfrules.model.methodology import Methodology
from perfrules.model.reckoned import line_of
from perfrules.model.stretches import constant_stretch, gaps, listed
from perfrules.model.ways import Bands, Cases, Rank, Way
from perfrules.problem import Place, Problem
from perfrules.readings.extents import NO, holds_all
from perfrules.readings.interval import NOTHING_KNOWN
from perfrules.readings.ranges import NOT_NEGATIVE, NOT_POSITIVE
from perfrules.readings.seen import Seen
from perfrules.scoring.bounds import Bounds
from perfrules.scoring.rests_on import Grounds


def faults_of_reach(rules: Methodology, bounds: Bounds, grounds: Grounds) -> Iterator[Problem]:
    """W513, W514 and W515."""
    for leaf in rules.scored() if rules.weighted else ():
        if leaf.address in bounds.seen:
            yield from _rows_without_use(leaf, bounds.seen[leaf.address])
            yield from _gaps(leaf, bounds, grounds)
    conditions = [(f"applies.{k}", k, i.place) for k, i in rules.indicators.items() if i.applies]
    conditions += [(f"veto.{name}", name, v.place) for name, v in rules.above.vetoes.items()]
    conditions += [(f"finding.{name}", name, f.place) for name, f in rules.above.findings.items()]
    for address, name, place in conditions:
        if bounds.seen[address].extent == NO:
            yield Problem("W515", place, {"key": name})


def _rows_of(way: Way | None) -> Iterator[Place]:
    """The places of rows that are read one after the other."""
    match way:
        case Bands(_, rows):
            yield from (row.inside.at.place() for row in rows)
        case Cases(rows):
            yield from ((row.when or row.score).source.place() for row in rows)
        case Rank(by=by):
            yield from _rows_of(by)


def _rows_without_use(leaf: Indicator, seen: Seen) -> Iterator[Problem]:
    """Rows that no facts lead to; the choices of the formula stand in the order of the rows."""
    rows = tuple(_rows_of(leaf.way))
    if not rows or all(branch.known is None for branch in seen.branches):
        return
    reached: set[int] = set()
    tree: Node | None = leaf.tree
    choices: dict[int, int] = {}
    while isinstance(tree, If):
        choices[id(tree)] = len(choices)
        tree = tree.otherwise
    for branch in seen.branches:
        if branch.known is None:
            continue
        taken = [choices[id(node)] for node, yes in branch.path if yes and id(node) in choices]
        # What is taken by no choice is the last row, or the gap behind it.
        reached.add(taken[0] if taken else len(choices))
    for position, place in enumerate(rows):
        if position not in reached:
            yield Problem("W514", place, {"key": leaf.key})


def _gaps(leaf: Indicator, bounds: Bounds, grounds: Grounds) -> Iterator[Problem]:
    """Values that the rows of bands leave out though facts certainly come to them."""
    way, rules = leaf.way, grounds.rules
    if not isinstance(way, Bands) or any(n.applies for n in line_of(leaf, rules.indicators)):
        return
    rows = [constant_stretch(row.inside) for row in way.rows]
    known = [row for row in rows if row is not None]
    if len(known) < len(rows) or not _is_exact(way.of.tree, bounds, grounds):
        return
    missing = gaps(known, bounds.reading.number(way.of.tree, NOTHING_KNOWN))
    if missing:
        percent = any("%" in row.inside.at.text for row in way.rows)
        fields: dict[str, str | Text] = {
            "key": leaf.key,
            "where": listed(missing, percent=percent),
            "of": way.of.text.strip(),
            "facts": grounds.facts_of(way.of.tree),
        }
        yield Problem("W513", way.of.source.place(), fields)


def _is_exact(tree: Node, bounds: Bounds, grounds: Grounds) -> bool:
    """Whether each number of the interval is reached: every fact stands once, and freely.

    A continuous formula takes every value between two that it takes, when nothing ties its facts.
    """
    rules = grounds.rules
    names = grounds.names_of(tree)
    tied = {
        name
        for tie in rules.above.ties.values()
        if tie.severity == "error"
        for name in (*grounds.names_of(tie.left), *grounds.names_of(tie.right))
    }
    once = all(times == 1 for times in Counter(names).values())
    free = all(
        name in rules.facts and not rules.facts[name].from_parameters and name not in tied
        for name in names
    )
    return once and free and _is_continuous(tree, bounds)


def _is_continuous(tree: Node, bounds: Bounds) -> bool:
    reading = bounds.reading
    match tree:
        case Number() | Property("points"):
            return True
        case Name() | Property("value"):
            meaning = reading.meaning(tree)
            return meaning is None or _is_continuous(meaning, bounds)
        case Operate("/", _, below):
            stretch = reading.number(below, NOTHING_KNOWN)
            one_sided = holds_all(NOT_NEGATIVE, stretch) or holds_all(NOT_POSITIVE, stretch)
            return one_sided and all(_is_continuous(part, bounds) for part in children(tree))
        case Negate() | Operate() | Call("min" | "max" | "abs" | "clamp"):
            return all(_is_continuous(part, bounds) for part in children(tree))
        case _:
            return False
