"""Points that change hands: siblings that share those of what does not apply, and the total."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from attrs import evolve, frozen

from perfrules.model.declared import Indicator
from perfrules.model.methodology import Methodology
from perfrules.model.options import Otherwise
from perfrules.model.rounding import rounded
from perfrules.problem import Place, Problem
from perfrules.scoring.nodes import cut, exact_ends, exact_span, parent_of, span
from perfrules.scoring.tree import Scored

Ends = tuple[Fraction, Fraction]
"""The least and the most that a score can be; equal when it is known."""

ZERO = Fraction(0)


@frozen(eq=False, repr=False)
class Shared:
    """Siblings after those that apply took over the points of those that do not."""

    nodes: tuple[Scored, ...]
    rescaled: bool
    """Some have other points than their file says, or may have when all is known."""
    empty: bool
    """There are points to be taken over, and nobody to take them."""


def shared(nodes: Sequence[Scored], points: Fraction) -> Shared:
    """The siblings of one parent with so many points, which those that apply keep together.

    Each takes over in proportion to its own points, exactly. While it is not known whether one
    of them applies, the others are open too.
    """
    moved = [node for node in nodes if _left_to(node, "rescale_parent")]
    unsure = [node for node in nodes if _undecided(node, "rescale_parent")]
    if not moved and not unsure:
        return Shared(tuple(nodes), rescaled=False, empty=False)
    kept = sum((node.points for node in nodes if node.out), ZERO)
    whole = points - dropped(nodes) - kept
    taking = [node for node in nodes if not node.out and node not in unsure]
    known = sum((node.points for node in taking), ZERO)
    if not known and not unsure:
        return Shared(tuple(nodes), rescaled=False, empty=True)
    if not unsure:
        factor = whole / known
        changed = {id(node): scaled(node, factor) for node in taking}
    else:
        waiting = frozenset[str]().union(*(node.missing for node in unsure))
        most = {id(node): known or node.points for node in taking}
        most |= {id(node): known + node.points for node in unsure}
        changed = {
            id(node): _waiting(node, waiting, whole / most[id(node)] if most[id(node)] else ZERO)
            for node in (*taking, *unsure)
        }
    return Shared(tuple(changed.get(id(n), n) for n in nodes), rescaled=True, empty=False)


def parent_after(indicator: Indicator, children: tuple[Scored, ...]) -> Scored:
    """A parent whose children may not all be scored; a rescaled sum is rounded once, as a whole.

    Rescaled points are fractions: rounded scores of 6.67 would make more than the full 20.
    """
    if indicator.choose is not None and all(child.state == "open" for child in children):
        parent = parent_of(indicator, children)
        ends = min(exact_ends(c)[0] for c in children), max(exact_ends(c)[1] for c in children)
        return _between(parent, ends)
    if not any(c.out or c.dropped or c.applies for c in children):
        return parent_of(indicator, children)
    after = shared(children, indicator.points)
    parent = evolve(parent_of(indicator, after.nodes), dropped=dropped(children))
    if after.empty:
        problem = Problem("E541", indicator.place, {"key": indicator.key})
        refused = evolve(parent, state="refused", exact=None, printed=None)
        return evolve(_between(refused, _hull(children, indicator.points)), problems=(problem,))
    if not after.rescaled:
        return parent
    if parent.exact is None:
        low, high = _hull(children, parent.points)
        return _between(parent, (cut(indicator, low), cut(indicator, high)))
    printed = rounded(parent.exact, indicator.rounding)
    return evolve(parent, printed=printed, low=printed, high=printed)


def whole(roots: Sequence[Scored], methodology: Methodology) -> tuple[Ends, Ends]:
    """Exact and printed ends of the sum of the top level, reckoned over to all the points."""
    points, gone = methodology.points, dropped(roots)
    exact, printed = exact_span(roots), span(roots)
    everywhere = [node for root in roots for node in root.walk()]
    if any(_undecided(n, "rescale_total") for n in everywhere) or any(
        _undecided(root, "rescale_parent") for root in roots
    ):
        exact = _hull(roots, points)
        return exact, _rounded(exact, methodology)
    if any(root.factor != 1 for root in roots):
        printed = _rounded(exact, methodology)
    if gone and gone != points:
        share = points / (points - gone)
        exact = exact[0] * share, exact[1] * share
        printed = _rounded((printed[0] * share, printed[1] * share), methodology)
    return exact, printed


def at_the_top(roots: tuple[Scored, ...], methodology: Methodology) -> tuple[Scored, ...]:
    """The top level, after those that apply took over the points of those that do not."""
    return shared(roots, methodology.points).nodes


def nothing_left(roots: Sequence[Scored], methodology: Methodology) -> tuple[Problem, ...]:
    """What is wrong when no point is left at the top: E541 or E542."""
    place = Place(methodology.documents[0].path) if methodology.documents else None
    alone = all(root.out or not root.points for root in roots)
    if alone and any(_left_to(root, "rescale_parent") for root in roots):
        return (Problem("E541", place, {"key": methodology.title}),)
    if methodology.points and dropped(roots) == methodology.points:
        return (Problem("E542", place),)
    return ()


def dropped(nodes: Iterable[Scored]) -> Fraction:
    """The points, as the file says them, that left the total with what does not apply."""
    return sum((n.dropped for n in nodes if not _left_to(n, "rescale_parent")), ZERO)


def scaled(node: Scored, factor: Fraction) -> Scored:
    """The node with its points, its score and all below it multiplied."""
    low, high = exact_ends(node)
    changed = evolve(
        node,
        factor=node.factor * factor,
        exact=None if node.exact is None else node.exact * factor,
        children=tuple(scaled(child, factor) for child in node.children),
    )
    return _between(changed, (low * factor, high * factor))


def _left_to(node: Scored, to: Otherwise) -> bool:
    """Whether the node itself does not apply, and its points are dealt with so."""
    own = node.indicator.applies
    return (
        own is not None
        and own.otherwise == to
        and node.out == "not_applicable"
        and node.applies is not None
        and node.applies.value is False
    )


def _undecided(node: Scored, to: Otherwise) -> bool:
    own = node.indicator.applies
    return (
        own is not None
        and own.otherwise == to
        and node.applies is not None
        and node.applies.state == "open"
    )


def _waiting(node: Scored, missing: frozenset[str], most: Fraction) -> Scored:
    """The node while it is not known how many points it takes over."""
    low, high = exact_ends(node)
    changed = evolve(
        node,
        state="refused" if node.state == "refused" else "open",
        exact=None,
        printed=None,
        missing=node.missing | missing,
        children=tuple(_waiting(child, missing, most) for child in node.children),
    )
    return _between(changed, (min(low, low * most), max(high, high * most)))


def _between(node: Scored, ends: Ends) -> Scored:
    """The node with the ends between which its exact score lies; printed when it is known."""
    low, high = (rounded(end, node.indicator.rounding) for end in ends)
    printed = None if node.exact is None else low
    return evolve(node, ends=ends, low=low, high=high, printed=printed)


def _hull(nodes: Iterable[Scored], points: Fraction) -> Ends:
    """Ends that hold whichever of the nodes will share the points, and in whatever proportion."""
    rates = [
        (exact_ends(node)[0] / node.points, exact_ends(node)[1] / node.points)
        for each in nodes
        for node in each.walk()
        if node.points and not node.children
    ]
    low = min([ZERO, *(rate[0] for rate in rates)])
    high = max([Fraction(1), *(rate[1] for rate in rates)])
    return points * low, points * high


def _rounded(ends: Ends, methodology: Methodology) -> Ends:
    low, high = (rounded(end, methodology.rounding) for end in ends)
    return low, high
