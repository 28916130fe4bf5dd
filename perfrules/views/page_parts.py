"""What a page shows besides the outline: bars, the way from all points to the total, branches."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from attrs import field, frozen

from perfrules.formula.digits import decimals_of
from perfrules.messages import Lang, labels
from perfrules.messages import page as say
from perfrules.model.terms import STATUSES, Show
from perfrules.readings.figures import figure, with_decimals
from perfrules.scoring.result import Result
from perfrules.scoring.tree import Scored
from perfrules.views.outline import Part

MOST_STEPS = 12
"""So many losses are shown one by one; what is smaller is shown as one sum."""

ZERO, ONE = Fraction(0), Fraction(1)


@frozen
class Bar:
    """A stretch of a bar, in hundredths of its length."""

    start: str
    length: str
    end: str
    kind: str
    """What it stands for, a class of the style sheet."""


@frozen
class Branch:
    """A node of the tree with its derivation, and what is below it."""

    part: Part
    place: int | None
    """Among all nodes, as the page's own reckoning counts them; None of the total."""
    bars: tuple[Bar, ...] = ()
    tag: str = ""
    """What a reader must not overlook."""
    children: list["Branch"] = field(factory=list)


@frozen
class Step:
    """One step on the way from all points to the total."""

    label: str
    link: str
    causes: str
    points: str
    left: str
    bar: Bar


@frozen
class Piece:
    """Points of one standing, as a stretch of a bar of all points."""

    word: str
    points: str
    bar: Bar


def bars_of(node: Scored) -> tuple[Bar, ...]:
    """The rate of a node; while its score is open, the part between which it lies."""
    if node.rate is not None:
        return (_bar(ZERO, _unit(node.rate), "fill"),)
    if not node.points or node.exact is not None:
        return ()
    low, high = _unit(node.low / node.points), _unit(node.high / node.points)
    return (_bar(ZERO, low, "fill"), _bar(low, high - low, "maybe"))


def upright(rate: Fraction, kind: str) -> Bar:
    """A line across a bar, within it."""
    return _bar(min(_unit(rate), Fraction(99, 100)), Fraction(1, 100), kind)


def total_bars(result: Result) -> tuple[Bar, ...]:
    """Where an open total may lie among all points."""
    points = result.methodology.points
    if not points:
        return ()
    low, high = _unit(result.low / points), _unit(result.high / points)
    return (_bar(ZERO, low, "fill"), _bar(low, high - low, "maybe"))


def standing_pieces(result: Result, lang: Lang) -> tuple[Piece, ...]:
    """The points of the leaves by the standing of their rules, one behind the other."""
    by_status = result.by_status()
    whole = sum(by_status.values(), ZERO)
    pieces: list[Piece] = []
    start = ZERO
    for status in STATUSES:
        points = by_status.get(status)
        if points and whole:
            word = labels.STANDINGS[status].in_(lang)
            bar = _bar(start / whole, points / whole, status)
            pieces.append(Piece(word, str(figure(points)), bar))
            start += points
    return tuple(pieces)


def steps_down(result: Result, names: dict[str, tuple[str, str]], lang: Lang) -> tuple[Step, ...]:
    """Every loss, the largest first, from all points to the total; they add up exactly.

    `names` are the label and the link of each node. What a node lost by several causes is one
    step; nothing is left out, small ones are summed.
    """
    lost: dict[str, Fraction] = {}
    causes: dict[str, list[str]] = {}
    for loss in result.losses:
        lost[loss.indicator] = lost.get(loss.indicator, ZERO) + loss.points
        causes.setdefault(loss.indicator, []).append(labels.CAUSES[loss.cause].in_(lang))
    order = sorted((key for key in lost if lost[key]), key=lambda key: -abs(lost[key]))
    shown, rest = order, list[str]()
    if len(order) > MOST_STEPS + 1:
        shown, rest = order[:MOST_STEPS], order[MOST_STEPS:]
    moves = [
        (*names.get(key, (say.OF_TOTAL.in_(lang), "total")), causes[key], lost[key])
        for key in shown
    ]
    if rest:
        words = [cause for key in rest for cause in causes[key]]
        name = say.OTHERS.in_(lang).format(count=len(rest))
        moves.append((name, "", words, sum((lost[key] for key in rest), ZERO)))
    return tuple(_steps(moves, result, lang))


def _steps(
    moves: Sequence[tuple[str, str, list[str], Fraction]], result: Result, lang: Lang
) -> Iterator[Step]:
    left = result.methodology.points
    ends = [left]
    for *_, points in moves:
        ends.append(ends[-1] - points)
    low, high = min(ends), max(ends)
    show = _digits(result, [points for *_, points in moves])
    for label, link, causes, points in moves:
        after = left - points
        yield Step(
            label=label,
            link=link,
            causes=labels.LIST.in_(lang).join(dict.fromkeys(causes)),
            points=str(figure(points, show=show)),
            left=str(figure(after, show=show)),
            bar=_bar(
                (min(left, after) - low) / (high - low),
                abs(points) / (high - low),
                "loss" if points > 0 else "gain",
            ),
        )
        left = after


def _digits(result: Result, points: Iterable[Fraction]) -> Show:
    """The digits of the total; two more where some loss needs them."""
    digits = decimals_of(result.methodology.rounding.to) or 0
    whole = all((each * 10**digits).denominator == 1 for each in points)
    return Show(digits if whole else digits + 2, percent=False)


def _unit(rate: Fraction) -> Fraction:
    """Within 0 and 1: a bar does not leave its track."""
    return min(max(rate, ZERO), ONE)


def _bar(start: Fraction, length: Fraction, kind: str) -> Bar:
    end = start + length
    at, long, ends = (with_decimals(part * 100, 2) for part in (start, length, end))
    return Bar(at, long, ends, kind)


def nested(branches: Iterable[tuple[int, Branch]]) -> list[Branch]:
    """Branches with their levels, parents first, as trees."""
    roots: list[Branch] = []
    above: list[Branch] = []
    for level, branch in branches:
        del above[level:]
        (above[-1].children if above else roots).append(branch)
        above.append(branch)
    return roots
