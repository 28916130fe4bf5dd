"""The grade as a whole number: which one holds the total, and what the vetoes make of it."""

from collections.abc import Sequence
from fractions import Fraction

from attrs import evolve

from perfrules.model.above import Veto
from perfrules.model.methodology import Grade
from perfrules.model.stretches import Stretch, gaps, overlaps
from perfrules.readings.found import Found
from perfrules.readings.integers import Part
from perfrules.readings.ratios import Ratio
from perfrules.readings.spans import Span
from perfrules.scoring.vetoes import by_height
from perfrules.scoring.whole_tree import Tree

Decided = Sequence[tuple[Veto, Found]]
"""Vetoes, and whether each holds."""


def lowest(tree: Tree, value: Ratio, made: Sequence[tuple[Part, Ratio]]) -> Ratio:
    """The lowest of what the vetoes that hold make of a value; the value where none holds."""
    ratios, make = tree.names.reading.ratios, tree.names.make
    found, any_holds = value, make.constant(False)
    for holds, effect in made:
        lower = ratios.pick(any_holds, ratios.extreme("min", found, effect), effect)
        found = ratios.pick(holds, lower, found)
        any_holds = make.either(any_holds, holds)
    return found


def grade_of(tree: Tree, value: Ratio, decided: Decided) -> tuple[Part, Part]:
    """The number of the grade in the order of the file, and whether no grade holds the value."""
    rules, make = tree.names.rules, tree.names.make
    grade, none = make.constant(0), make.constant(True)
    order, whole = list(range(len(rules.grades))), _are_whole(tree, value.span)
    if whole:
        order.sort(key=lambda number: by_height(rules.grades[number]), reverse=True)
    for number in reversed(order):
        stretch = rules.grades[number].stretch
        # Where one ends the next begins: it is enough to ask where each begins.
        holds = _holds(tree, evolve(stretch, high=None) if whole else stretch, value)
        grade = make.pick(holds, make.constant(number), grade)
        none = make.both(none, make.no(holds))
    if whole:
        none = make.constant(False)
    touched = [(veto, found) for veto, found in decided if veto.grade or veto.best_grade]
    return _after_vetoes(tree, grade, touched) if touched else grade, none


def _are_whole(tree: Tree, totals: Span) -> bool:
    """Whether every total has one grade."""
    rules = tree.names.rules
    low, high = (None if end is None else Fraction(end) for end in (totals.low, totals.high))
    every = Stretch(low, high, low_closed=True, high_closed=True)
    step = rules.rounding.to if rules.grade_on == "printed" else None
    stretches = [grade.stretch for grade in rules.grades]
    return not gaps(stretches, every, step) and not overlaps(stretches)


def _after_vetoes(tree: Tree, grade: Part, decided: Decided) -> Part:
    """The grade after the vetoes that touch it, each given by its number."""
    make, ratios, grades = tree.names.make, tree.names.reading.ratios, tree.names.rules.grades
    heights = sorted(grades, key=by_height)

    def renumbered(numbers: Sequence[int], part: Part) -> Part:
        found = make.constant(numbers[0])
        for old, new in enumerate(numbers):
            same = make.compare("==", part, make.constant(old))
            found = make.pick(same, make.constant(new), found)
        return found

    height = ratios.whole(renumbered([heights.index(each) for each in grades], grade))
    made = []
    for veto, found in decided:
        for name, caps in ((veto.grade, False), (veto.best_grade, True)):
            if name:
                end = ratios.of(Fraction(_height(heights, name)))
                made.append((found.part, ratios.extreme("min", height, end) if caps else end))
    after = lowest(tree, height, made)
    whole = make.times(int(after.c), after.n)
    return renumbered([grades.index(each) for each in heights], whole)


def _height(heights: Sequence[Grade], name: str) -> int:
    return next(at for at, grade in enumerate(heights) if grade.name == name)


def _holds(tree: Tree, stretch: Stretch, value: Ratio) -> Part:
    """Whether the total lies in a stretch."""
    ratios, conditions = tree.names.reading.ratios, []
    if stretch.low is not None:
        low = ratios.of(stretch.low)
        conditions.append(ratios.compare("<=" if stretch.low_closed else "<", low, value))
    if stretch.high is not None:
        high = ratios.of(stretch.high)
        conditions.append(ratios.compare("<=" if stretch.high_closed else "<", value, high))
    return tree.names.make.both(*conditions)
