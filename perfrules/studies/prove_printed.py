"""The printed total as a formula: every score rounded, added up, rounded again."""

from collections.abc import Iterator
from fractions import Fraction
from typing import assert_never

from attrs import evolve

from perfrules.formula.tree import Call, Compare, If, Logic, Name, Node, Number, Operate, Property
from perfrules.messages import Text
from perfrules.messages import proofs as say
from perfrules.model.declared import Indicator
from perfrules.model.methodology import Methodology
from perfrules.model.terms import Rounding
from perfrules.model.ways import Rows
from perfrules.readings.proof_answer import ask
from perfrules.readings.proof_terms import both, compared
from perfrules.readings.proof_world import World
from perfrules.scoring.declared_extents import most_shared
from perfrules.studies.prove_scores import gives_away, limited, total, where_scored
from perfrules.studies.prove_world import points_of_row, world_of_rows

PRINTED = "printed\n\n"
"""What proofs call the printed total, before vetoes."""
_SOON = Fraction(1, 5)
_HALF = Number(Fraction(1, 2))


def with_printed(world: World, methodology: Methodology) -> World:
    """The world with the printed scores among its names."""
    return evolve(world, trees={**world.trees, **dict(_printed(methodology))}, read={})


def is_never_done(methodology: Methodology) -> bool:
    """Whether points without a rule leave every total open."""
    gaps = [node.gap for node in methodology.indicators.values()]
    return bool(methodology.above.top_gaps or any(gaps))


def is_rescaled(methodology: Methodology) -> Text | None:
    """Why the total is no formula that is put to z3."""
    for node in methodology.indicators.values():
        if gives_away(node, "rescale_total") or gives_away(node, "rescale_parent"):
            return say.RESCALED.filled(name=node.key)
    return None


def is_beyond(methodology: Methodology) -> Text | None:
    """The same for the printed total, in which the rows of a table are rounded one by one."""
    for node in methodology.leaves():
        if isinstance(node.way, Rows):
            return say.ROWS_ROUNDED.filled(name=node.key)
    return is_rescaled(methodology)


def is_printed_exactly(methodology: Methodology, world: World) -> bool:
    """Whether no score is ever rounded, so that print and total are the same."""
    rounding = methodology.rounding
    limits = (methodology.total_floor, methodology.total_at_most)
    steps = (*(node.rounding.to for node in methodology.scored()), *limits)
    if not all(_is_whole(step, rounding) for step in steps if step is not None):
        return False
    return all(_is_multiple(node, world) for node in methodology.scored())


def reach(methodology: Methodology) -> tuple[Fraction, Fraction]:
    """Between what the total lies, by the limits of all scores."""
    zero = Fraction(0)

    def ends(node: Indicator) -> tuple[Fraction, Fraction]:
        low, high = node.lowest, node.highest
        if node.children:
            below = [ends(methodology.indicators[key]) for key in node.children]
            low = sum((each[0] for each in below), zero)
            high = sum((each[1] for each in below), zero)
            if node.choose == "one":
                low, high = min(zero, *(e[0] for e in below)), max(e[1] for e in below)
            elif node.choose == "some" and all(
                methodology.indicators[key].cap is None for key in node.children
            ):
                low, high = min(zero, low), most_shared(node)
            if node.cap is not None:
                low, high = min(low, node.cap), min(high, node.cap)
            if node.floor is not None:
                low, high = max(low, node.floor), max(high, node.floor)
        if node.applies is not None:
            low, high = min(low, zero), max(high, node.points)
        return low, high

    above = methodology.above
    roots = [ends(methodology.indicators[key]) for key in methodology.roots]
    bonuses = [ends(node) for node in above.bonuses.values()]
    penalties = [ends(node) for node in above.penalties.values()]
    low = sum((e[0] for e in (*roots, *bonuses)), zero) - sum((e[1] for e in penalties), zero)
    high = sum((e[1] for e in (*roots, *bonuses)), zero) - sum((e[0] for e in penalties), zero)
    floor, cap = methodology.total_floor, methodology.total_at_most
    return _cut(low, floor, cap), _cut(high, floor, cap)


def prints_within_limits(methodology: Methodology, world: World) -> bool:
    """Whether no printed score lies outside the limits of its node: they print as they stand."""
    nodes = [*methodology.indicators.values(), *methodology.above.extras.values()]
    whole = all(_is_whole(end, node.rounding) for node in nodes for end in _ends(node))
    limits = (methodology.total_floor, methodology.total_at_most)
    rounding = methodology.rounding
    whole = whole and all(_is_whole(end, rounding) for end in limits if end is not None)
    if is_rescaled(methodology) is not None:
        # Those that take over points keep their rates, so that these must lie in [0, 1].
        whole = whole and not methodology.above.extras
        whole = whole and all(node.cap is None and node.floor is None for node in nodes)
    rows = [leaf for leaf in methodology.leaves() if isinstance(leaf.way, Rows)]
    return whole and all(_rows_print_within(leaf, methodology, world) for leaf in rows)


def _ends(node: Indicator) -> Iterator[Fraction]:
    yield from (end for end in (node.points, node.cap, node.floor) if end is not None)


def _is_whole(number: Fraction, rounding: Rounding) -> bool:
    return (number / rounding.to).denominator == 1


def _rows_print_within(leaf: Indicator, methodology: Methodology, world: World) -> bool:
    """Whether the points of every row print as they stand."""
    way = leaf.way
    assert isinstance(way, Rows)
    if way.split is not None:
        return way.split.remainder != "keep" and _is_whole(way.split.to, leaf.rounding)
    rule = methodology.tables[way.table]
    mine = world_of_rows(rule, world, ())
    points = mine.reading(Name(points_of_row(rule)))
    printed = mine.reading(rounded(Name(points_of_row(rule)), leaf.rounding))
    apart = both(points.ok, compared("!=", points.value, printed.value))
    return ask(apart, mine, seconds=_SOON).verdict == "never"


def _cut(number: Fraction, floor: Fraction | None, cap: Fraction | None) -> Fraction:
    below = number if cap is None else min(number, cap)
    return below if floor is None else max(below, floor)


def _is_multiple(node: Indicator, world: World) -> bool:
    """Whether a score is always a multiple of the step to which it is rounded."""
    score = Property("score", node.key)
    term, printed = world.reading(score), world.reading(rounded(score, node.rounding))
    apart = both(term.ok, compared("!=", term.value, printed.value))
    return ask(apart, world, seconds=_SOON).verdict == "never"


def _printed(methodology: Methodology) -> Iterator[tuple[str, Node]]:
    above = methodology.above
    for node in (*methodology.indicators.values(), *above.extras.values()):
        if node.children:
            tree = limited(total(Name(_name(key)) for key in node.children), node)
            tree = where_scored(tree, node, methodology)
        else:
            tree = rounded(Property("score", node.key), node.rounding)
        yield _name(node.key), tree
    whole = total(Name(_name(key)) for key in (*methodology.roots, *above.bonuses))
    whole = Operate("-", whole, total(Name(_name(key)) for key in above.penalties))
    if methodology.total_at_most is not None:
        whole = Call("min", (whole, Number(methodology.total_at_most)))
    if methodology.total_floor is not None:
        whole = Call("max", (whole, Number(methodology.total_floor)))
    yield PRINTED, rounded(whole, methodology.rounding)


def _name(key: str) -> str:
    return f"printed\n{key}"


def rounded(x: Node, rounding: Rounding) -> Node:
    """Rounding as a rule file states it (`model.rounding`), as a formula."""
    to = Number(rounding.to)
    match rounding.mode:
        case "half-up":
            return Call("round", (x, to))
        case "up":
            return Call("round_up", (x, to))
        case "down":
            return Call("round_down", (x, to))
        case "half-even":
            return Operate("*", _nearest_even(Operate("/", x, to)), to)
        case _:
            assert_never(rounding.mode)


def _nearest_even(steps: Node) -> Node:
    below = Call("floor", (steps,))
    rest, one = Operate("-", steps, below), Number(Fraction(1))
    half = Call("floor", (Operate("*", below, _HALF),))
    odd = Compare(Operate("*", half, Number(Fraction(2))), (("!=", below),))
    tie = Logic("and", (Compare(rest, (("==", _HALF),)), odd))
    up = Logic("or", (Compare(rest, ((">", _HALF),)), tie))
    return If(up, Operate("+", below, one), below)
