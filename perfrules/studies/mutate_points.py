"""Mutants of points: a little moved from one leaf to another, so that all sums still tie."""

from collections.abc import Iterator
from fractions import Fraction

from perfrules.files.spots import Path
from perfrules.model.declared import Indicator
from perfrules.model.methodology import Methodology
from perfrules.model.reckoned import line_of
from perfrules.model.ways import Checklist
from perfrules.studies.mutant import Desk, Edit, Mutant, shifted, unit_of_last_digit


def of_points(methodology: Methodology, desk: Desk) -> Iterator[Mutant]:
    """Each leaf with a little more, the next with as much less; each leaf is in one of each.

    The parents between them and the nearest one that they share change as well, and the first
    item of a checklist, which makes up the points of its leaf.
    """
    known = methodology.indicators
    leaves = [leaf for leaf in methodology.leaves() if _states_points(leaf, desk)]
    for position, leaf in enumerate(leaves) if len(leaves) > 1 else ():
        other = leaves[(position + 1) % len(leaves)]
        mine, its = (line_of(each, known) for each in (leaf, other))
        shared = sum(one is two for one, two in zip(mine, its, strict=False))
        up, down = mine[shared:], its[shared:]
        if not all(_states_points(node, desk) for node in (*up, *down)):
            continue
        by = unit_of_last_digit(desk.written(desk.span(_path(leaf))))
        while by >= min(_least(node, desk) for node in down):
            by /= 10
        edits = [edit for node in up for edit in _edits(node, by, desk)]
        edits += [edit for node in down for edit in _edits(node, -by, desk)]
        first = next(edit for edit in edits if edit.start == desk.span(_path(leaf))[0])
        old = desk.written((first.start, first.end))
        yield desk.mutant("points", _path(leaf), old, edits, first.text)


def _path(node: Indicator) -> Path:
    return ("indicator", node.key, "points")


def _states_points(node: Indicator, desk: Desk) -> bool:
    """Whether its points stand in this file with what makes them up, and are above zero."""
    return node.points > 0 and all(map(desk.owns, _paths(node)))


def _least(node: Indicator, desk: Desk) -> Fraction:
    """The least number that has to be lowered with the points of a node."""
    written = (desk.written(desk.span(path)) for path in _paths(node))
    return min(Fraction(number.replace("_", "")) for number in written)


def _paths(node: Indicator) -> list[Path]:
    """The keys of the points of a node, and of those of the first item of a checklist."""
    paths: list[Path] = [_path(node)]
    if isinstance(node.way, Checklist):
        paths.append(("indicator", node.key, "checklist", 0, "points"))
    return paths


def _edits(node: Indicator, by: Fraction, desk: Desk) -> Iterator[Edit]:
    for span in map(desk.span, _paths(node)):
        yield Edit(*span, shifted(desk.written(span), by))
