"""The tree of scores as whole numbers: leaves, parents, what applies; printed like `score` does."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from math import ceil, floor

from attrs import evolve, field, frozen

from perfrules.model.declared import Indicator, Measure
from perfrules.model.reckoned import line_of
from perfrules.model.rounding import rounded
from perfrules.model.terms import Rounding
from perfrules.model.ways import Rank
from perfrules.readings.found import Found
from perfrules.readings.integers import Part
from perfrules.readings.ratios import Ratio
from perfrules.readings.spans import Span
from perfrules.readings.whole import NotWholeError
from perfrules.scoring.nodes import names_of_gaps
from perfrules.scoring.whole_names import Names


@frozen(eq=False, repr=False)
class Shown:
    """A score as it is printed, and what it rests on."""

    printed: Ratio
    """A whole number of units."""
    found: Callable[[], Found]
    """The exact score; put together only where a formula asks for it."""
    state: Found
    """What it waits for, and whether it cannot be computed; of no value."""


@frozen(eq=False, repr=False)
class Tree:
    """Puts the scores of a methodology together, in its order of reckoning."""

    names: Names
    wrong: list[Part] = field(factory=list)
    """What makes a department one for `score`."""
    shown: dict[str, Shown] = field(factory=dict)
    """By key."""
    exact: list[Ratio] = field(factory=list)
    """Of every leaf, bonus and penalty: what they add up to may be too large."""
    _applies: dict[str, Found] = field(factory=dict)

    def reckon(self) -> None:
        """Every measure, measured value and indicator."""
        rules, later = self.names.rules, self.names.later
        if rules.tables or not rules.weighted:
            raise NotWholeError
        for key, node in rules.indicators.items():
            later["points", key] = self._always(node.points)
        for address in rules.order:
            kind, _, name = address.partition(".")
            if kind == "measure":
                found = self._read_for(rules.measures[name])
                later["measure", name] = _same(found)
                continue
            node = rules.indicators[name]
            if kind == "value":
                assert node.value_tree is not None
                found = self.names.reading.read(node.value_tree)
                self.wrong.append(found.wrong)
                later["value", name] = _same(found)
            elif kind == "applies":
                assert node.applies is not None
                found = self.names.reading.read(node.applies.when.tree)
                self.wrong.extend((found.wrong, found.missing))
                self._applies[name] = found
            elif kind == "rank":
                assert isinstance(node.way, Rank)
                place, count = self.names.ranked(name, self.names.reading.read(node.way.of.tree))
                later["rank", name], later["count", name] = _same(place), _same(count)
            else:
                self.tell(name, self._scored(node))

    def _read_for(self, measure: Measure) -> Found:
        found = self.names.reading.read(measure.tree)
        self.wrong.append(found.wrong)
        return found

    def _always(self, value: Fraction) -> Callable[[], Found]:
        return _same(self.names.reading.finds.always(self.names.reading.ratios.of(value)))

    def tell(self, key: str, shown: Shown) -> None:
        """Put a score among what was shown and among the names."""
        self.shown[key] = shown
        later, node = self.names.later, self.names.rules.node(key)
        assert node is not None
        later["score", key] = shown.found
        later["rate", key] = lambda: self.rate(shown.found(), node.points)

    def rate(self, score: Found, points: Fraction) -> Found:
        """得分率: what a score is of the points."""
        reading = self.names.reading
        value, wrong = reading.ratios.quotient(score.number, reading.ratios.of(points), frozenset())
        return reading.finds.of((score,), value, wrong)

    def _scored(self, node: Indicator) -> Shown:
        out, instead = self._out(node)
        make = self.names.make
        if out is make.constant(True):
            return self._settled(node, instead)
        shown = self._parent(node) if node.children else self.leaf(node)
        if out is make.constant(False):
            self.wrong.append(shown.state.wrong)
            return shown
        self.wrong.append(make.both(make.no(out), shown.state.wrong))
        settled = self._settled(node, instead)
        finds, ratios = self.names.reading.finds, self.names.reading.ratios

        @cache
        def found() -> Found:
            return finds.chosen(finds.always(out), settled.found(), shown.found())

        return Shown(
            printed=ratios.pick(out, settled.printed, shown.printed),
            found=found,
            state=finds.when(make.no(out), shown.state),
        )

    def _settled(self, node: Indicator, exact: Fraction) -> Shown:
        """What a node that is not scored has instead."""
        ratios, finds = self.names.reading.ratios, self.names.reading.finds
        printed, score = ratios.of(rounded(exact, node.rounding)), ratios.of(exact)
        always = finds.always(score)
        return Shown(printed, _same(always), always)

    def _out(self, node: Indicator) -> tuple[Part, Fraction]:
        """Whether the node is not scored, and the score that it has then.

        Where points change hands, the department is one for `score`.
        """
        make, rules = self.names.make, self.names.rules
        out, instead = make.constant(False), Fraction(0)
        for above in line_of(node, rules.indicators):
            parent = None if above.parent is None else rules.indicators[above.parent]
            if parent is not None and parent.choose is not None:
                picks = self.names.picked.get(parent.key)
                if picks is None:
                    raise NotWholeError
                if above.key not in picks:
                    return make.constant(True), Fraction(0)
            if above.applies is not None:
                no = make.both(make.no(out), make.no(self._applies[above.key].part))
                if above.applies.otherwise not in ("full", "zero"):
                    self.wrong.append(no)
                elif above is node and above.applies.otherwise == "full":
                    instead = node.points
                out = make.either(out, no)
        return out, instead

    def leaf(self, node: Indicator) -> Shown:
        """A leaf, a bonus or a penalty: within its limits, and rounded."""
        assert node.tree is not None, "no table, no rows"
        ratios, finds = self.names.reading.ratios, self.names.reading.finds
        found = self.names.reading.read(node.tree)
        value, outside = found.number, []
        most, least = ratios.of(node.highest), ratios.of(node.lowest)
        if node.cap is None:
            outside.append(ratios.compare("<", most, value))
        else:
            value = ratios.extreme("min", value, most)
        if node.floor is None:
            outside.append(ratios.compare("<", value, least))
        else:
            value = ratios.extreme("max", value, least)
        value = evolve(value, span=Span(node.lowest, node.highest))  # or it is wrong
        state = finds.of((found,), value, *outside)
        self.exact.append(value)
        low, high = (rounded(end, node.rounding) for end in (node.lowest, node.highest))
        printed = self.printed(value, node.rounding)
        digits = self.names.make.held(printed.n, floor(low / printed.c), ceil(high / printed.c))
        return Shown(evolve(printed, n=digits, span=Span(low, high)), _same(state), state)

    def printed(self, value: Ratio, rounding: Rounding) -> Ratio:
        """An exact number as it is printed."""
        ratios = self.names.reading.ratios
        return ratios.whole(ratios.rounded(value, rounding), rounding.to)

    def _parent(self, node: Indicator) -> Shown:
        """The sum of the children, within the cap and floor that the file states."""
        finds, ratios = self.names.reading.finds, self.names.reading.ratios
        make, children = self.names.make, [self.shown[child] for child in node.children]
        states = [child.state for child in children]
        gaps = names_of_gaps(node.gaps)
        if gaps:
            yes = make.constant(True)
            zero = ratios.of(Fraction(0))
            states.append(Found(zero, yes, make.constant(False), dict.fromkeys(gaps, yes)))
        printed = self.within(ratios.sum(child.printed for child in children), node.floor, node.cap)
        state = finds.of(states, printed)

        @cache
        def found() -> Found:
            exact = ratios.sum(child.found().number for child in children)
            return finds.of((state,), self.within(exact, node.floor, node.cap))

        return Shown(printed, found, state)

    def within(self, value: Ratio, floor: Fraction | None, cap: Fraction | None) -> Ratio:
        """A sum within limits."""
        ratios = self.names.reading.ratios
        if floor is not None:
            value = ratios.extreme("max", value, ratios.of(floor))
        return value if cap is None else ratios.extreme("min", value, ratios.of(cap))

    def roots(self) -> Sequence[Shown]:
        """The top level."""
        return [self.shown[key] for key in self.names.rules.roots]


def _same(found: Found) -> Callable[[], Found]:
    return lambda: found
