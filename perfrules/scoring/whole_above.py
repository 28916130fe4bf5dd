"""What stands above the tree as whole numbers: bonus, penalty, limits, vetoes, ties, grade."""

from collections.abc import Callable, Sequence
from fractions import Fraction

from attrs import frozen

from perfrules.model.above import Veto
from perfrules.model.read_above import WHOLE
from perfrules.model.rounding import rounded
from perfrules.readings.found import Found
from perfrules.readings.integers import Part
from perfrules.readings.ratios import Ratio
from perfrules.scoring.nodes import names_of_gaps
from perfrules.scoring.whole_grade import Decided, grade_of, lowest
from perfrules.scoring.whole_tree import Shown, Tree

Exact = Callable[[], Ratio]


@frozen(eq=False, repr=False)
class Total:
    """A total on its way up."""

    printed: Ratio
    exact: Exact
    """Put together only where it is asked for."""
    state: Found


@frozen(eq=False, repr=False)
class Concluded:
    """What came out."""

    total: Total
    grade: Part
    """The number of the grade in the order of the file."""


def concluded(tree: Tree) -> Concluded:
    """Everything above a tree that is reckoned; extras come among what it has shown."""
    names, rules = tree.names, tree.names.rules
    above, make = rules.above, names.make
    total = _of_tree(tree)
    for extras, sign in ((above.bonuses, 1), (above.penalties, -1)):
        _tell_total(tree, total)
        shown = [_extra(tree, key) for key in extras]
        total = _moved(tree, total, shown, sign)
    total = _limited(tree, total)
    whole = _rounded(tree, total)
    decided: list[tuple[Veto, Found]] = []
    for touches in (True, False):
        _tell_total(tree, _after(tree, whole, decided))
        for veto in above.vetoes.values():
            if veto.touches_score is touches:
                found = names.reading.read(veto.when.tree)
                tree.wrong.append(found.wrong)
                decided.append((veto, found))
    total = _after(tree, whole, decided)
    _tell_total(tree, total)
    _hold_ties(tree)
    grade = make.constant(0)
    if rules.grades:
        value = total.printed if rules.grade_on == "printed" else total.exact()
        grade, none = grade_of(tree, value, decided)
        tree.wrong.append(make.both(none, make.no(total.state.missing)))
    return Concluded(total, grade)


def _of_tree(tree: Tree) -> Total:
    finds, ratios, make = tree.names.reading.finds, tree.names.reading.ratios, tree.names.make
    roots, gaps = tree.roots(), tree.names.rules.above.top_gaps
    states = [root.state for root in roots]
    if gaps:
        yes, zero = make.constant(True), ratios.of(Fraction(0))
        needs = dict.fromkeys(names_of_gaps(gaps), yes)
        states.append(Found(zero, yes, make.constant(False), needs))
    printed = ratios.sum(root.printed for root in roots)
    return Total(
        printed,
        lambda: ratios.sum(root.found().number for root in roots),
        finds.of(states, printed),
    )


def _tell_total(tree: Tree, total: Total) -> None:
    """Put the total so far among the names, as bare 得分 and 得分率."""
    finds, points = tree.names.reading.finds, tree.names.rules.points

    def score() -> Found:
        return finds.of((total.state,), total.exact())

    later = tree.names.later
    later["score", WHOLE] = score
    later["rate", WHOLE] = lambda: tree.rate(score(), points)
    later["points", WHOLE] = lambda: finds.always(tree.names.reading.ratios.of(points))


def _extra(tree: Tree, key: str) -> Shown:
    """A bonus or penalty, scored like a leaf."""
    extra, later = tree.names.rules.above.extras[key], tree.names.later
    later["points", key] = lambda: tree.names.reading.finds.always(
        tree.names.reading.ratios.of(extra.points)
    )
    if extra.value_tree is not None:
        value = tree.names.reading.read(extra.value_tree)
        tree.wrong.append(value.wrong)
        later["value", key] = lambda: value
    shown = tree.leaf(extra)
    tree.wrong.append(shown.state.wrong)
    tree.tell(key, shown)
    return shown


def _moved(tree: Tree, total: Total, by: Sequence[Shown], sign: int) -> Total:
    """With what bonuses give, or without what penalties take."""
    ratios, finds = tree.names.reading.ratios, tree.names.reading.finds
    if not by:
        return total

    def turned(ratio: Ratio) -> Ratio:
        return ratio if sign > 0 else ratios.negated(ratio)

    printed = ratios.sum((total.printed, *(turned(each.printed) for each in by)))
    return Total(
        printed,
        lambda: ratios.sum((total.exact(), *(turned(each.found().number) for each in by))),
        finds.of((total.state, *(each.state for each in by)), printed),
    )


def _limited(tree: Tree, total: Total) -> Total:
    """Within what the file states."""
    low, high = tree.names.rules.total_floor, tree.names.rules.total_at_most

    def within(value: Ratio) -> Ratio:
        ratios = tree.names.reading.ratios
        value = value if high is None else ratios.extreme("min", value, ratios.of(high))
        return value if low is None else ratios.extreme("max", value, ratios.of(low))

    return Total(within(total.printed), lambda: within(total.exact()), total.state)


def _rounded(tree: Tree, total: Total) -> Total:
    rounding = tree.names.rules.rounding
    return Total(tree.printed(total.printed, rounding), total.exact, total.state)


def _after(tree: Tree, whole: Total, decided: Decided) -> Total:
    """The total after the vetoes; of those that hold the lowest wins."""
    finds, rounding = tree.names.reading.finds, tree.names.rules.rounding
    state = finds.of((whole.state, *(found for _, found in decided)), whole.printed)
    effects = [each for each in decided if each[0].touches_score]
    if not effects:
        return Total(whole.printed, whole.exact, state)

    def after(value: Ratio, printed: bool) -> Ratio:
        ratios, made = tree.names.reading.ratios, []
        for veto, found in effects:
            for limit, caps in ((veto.score, False), (veto.cap, True)):
                if limit is not None:
                    end = ratios.of(rounded(limit, rounding) if printed else limit)
                    effect = ratios.extreme("min", value, end) if caps else end
                    made.append((found.part, effect))
        return lowest(tree, value, made)

    return Total(after(whole.printed, True), lambda: after(whole.exact(), False), state)


def _hold_ties(tree: Tree) -> None:
    """Where a tie is broken, the department is one for `score`; one that is open is not checked."""
    reading, make = tree.names.reading, tree.names.make
    for tie in tree.names.rules.above.ties.values():
        left, right = reading.read(tie.left), reading.read(tie.right)
        both = reading.finds.of((left, right), left.value)
        apart = reading.ratios.difference(left.number, right.number)
        allowed = reading.ratios.of(tie.allowed)
        broken = make.either(
            reading.ratios.compare("<", allowed, apart),
            reading.ratios.compare("<", apart, reading.ratios.negated(allowed)),
        )
        tree.wrong.append(make.both(broken, make.no(both.missing), make.no(both.wrong)))
