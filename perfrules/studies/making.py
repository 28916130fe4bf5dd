"""A fact set in the making: values that are set one after the other, each aimed at an edge."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import permutations
from random import Random

from attrs import field, frozen

from perfrules.formula import walk
from perfrules.formula.arithmetic import full_months
from perfrules.formula.tree import Call, Name, Node
from perfrules.model.declared import Indicator
from perfrules.model.facts import Value
from perfrules.model.methodology import Methodology
from perfrules.readings.number import Failed, Missing, Row, name_of_judgement
from perfrules.readings.number import Result as Reading
from perfrules.studies.aims import Aim
from perfrules.studies.edges import Edge, crossings, solutions
from perfrules.studies.plausible import Scale, scale_of
from perfrules.studies.sample_judged import scale_of_judgement

_STANDS_FOR_DAYS = "days\n"


@frozen(eq=False, repr=False)
class Making:
    """The values so far, and those that an aim that was met rests on."""

    methodology: Methodology
    random: Random
    names: dict[str, Reading]
    """Facts, judgements and points, as formulas find them."""
    tables: Mapping[str, Sequence[Row] | Missing]
    judged: Mapping[str, Indicator]
    """What a person scores, by the evaluator's name of the judgement."""
    pinned: set[str] = field(factory=set)

    def scale(self, name: str) -> Scale:
        """What numbers a fact or judgement may have."""
        if name in self.judged:
            return scale_of_judgement(self.judged[name])
        return scale_of(self.methodology.facts[name], self.methodology)

    def values(self) -> dict[str, Value]:
        """The facts that are there."""
        return {
            name: value
            for name, rule in self.methodology.facts.items()
            if not isinstance(value := self.names[name], Missing | Failed)
            and not rule.from_parameters
        }

    def judgements(self) -> dict[str, Fraction]:
        """The judgements that are there, by indicator."""
        return {
            node.key: value
            for name, node in self.judged.items()
            if isinstance(value := self.names.get(name), Fraction)
        }

    def aim(self, aim: Aim) -> bool:
        """Bring a fact to an edge, or a digit beside it; False where none could be brought."""
        if self._aim_at_day(aim.edge):
            return True
        for name in self._free(aim.names):
            scale = self.scale(name)
            within = (scale.limits.low, scale.limits.high or 4 * scale.size)
            found = crossings(aim.edge, name, self.names, self.tables, within)
            if found and self._put(name, self.random.choice(found), scale):
                self.pinned.update(aim.names)
                return True
        return False

    def aim_at(self, tree: Node, target: Fraction, names: Iterable[str]) -> bool:
        """Bring a formula to a value exactly, with digits that people write."""
        free = self._free(names)
        for name in free:
            if self._bring(tree, target, name):
                self.pinned.update(names)
                return True
        for name, other in permutations(free, 2):
            before, some = self.names[other], _round_number(self.scale(other))
            self.names[other] = some
            if self.scale(other).near(some) and self._bring(tree, target, name):
                self.pinned.update(names)
                return True
            self.names[other] = before
        return False

    def _bring(self, tree: Node, target: Fraction, name: str) -> bool:
        """Set a fact so that a formula comes to a value, where the fact can be written."""
        scale = self.scale(name)
        for x in solutions(tree, name, self.names, target, self.tables):
            if scale.near(x) == (x,):
                self.names[name] = x
                return True
        return False

    def balance(self, aim: Aim) -> bool:
        """Make both sides of a tie the same, by a fact that nothing rests on yet if possible."""
        if aim.edge.right is None or any(isinstance(self.names[n], Missing) for n in aim.names):
            return True
        free = [name for name in aim.names if name not in self.pinned]
        for name in (*reversed(free), *reversed(aim.names)):
            if name in self.judged or self.methodology.facts[name].kind != "number":
                continue
            rule = self.methodology.facts[name]
            for x in solutions(aim.edge.apart, name, self.names, Fraction(0), self.tables):
                if rule.limits is None or rule.limits.holds(x):
                    self.names[name] = x
                    self.pinned.update(aim.names)
                    return True
        return False

    def _free(self, names: Iterable[str]) -> list[str]:
        """Number facts and judgements that are there and not pinned, in an order by chance."""
        free = [
            name
            for name in names
            if name not in self.pinned and isinstance(self.names.get(name), Fraction)
        ]
        start = self.random.randrange(len(free)) if free else 0
        return [*free[start:], *free[:start]]

    def _put(self, name: str, x: Fraction, scale: Scale) -> bool:
        """The value itself where it can be written, else one beside it."""
        near = scale.around(x)
        if not near:
            return False
        self.names[name] = near[0] if self.random.randint(0, 2) == 0 else self.random.choice(near)
        return True

    def _aim_at_day(self, edge: Edge) -> bool:
        """Bring a day so far from another that a condition on days or months is at its edge."""
        for call, (one, other) in _spans_in(edge.apart):
            start, end = self.names.get(one), self.names.get(other)
            if not isinstance(start, date) or not isinstance(end, date):
                continue
            movable = [n for n in (other, one) if self._is_movable(n)]
            if not movable:
                continue
            apart = _with_name_for(edge.apart, call)
            found = solutions(apart, _STANDS_FOR_DAYS, self.names, Fraction(0), self.tables)
            if found:
                count = int(found[0] // 1) + self.random.choice((0, 1, -1))
                moved = movable[0]
                later = moved == other
                self.names[moved] = _day_after(start if later else end, count, call, back=not later)
                self.pinned.update((one, other))
                return True
        return self._same_day(edge)

    def _same_day(self, edge: Edge) -> bool:
        match edge:
            case Edge(Name(one), Name(other)):
                start = self.names.get(one)
                if isinstance(start, date) and self._is_movable(other):
                    beside = timedelta(days=self.random.choice((0, 1, -1)))
                    self.names[other] = start + beside
                    self.pinned.update((one, other))
                    return True
        return False

    def _is_movable(self, name: str) -> bool:
        rule = self.methodology.facts.get(name)
        return (
            rule is not None
            and not rule.from_parameters
            and rule.kind == "date"
            and name not in self.pinned
            and isinstance(self.names.get(name), date)
        )


def _with_name_for(tree: Node, call: Call) -> Node:
    """The tree with a name for the days or months between two days, to be solved for it."""
    return walk.rebuilt(tree, lambda node: Name(_STANDS_FOR_DAYS) if node == call else node)


def _round_number(scale: Scale) -> Fraction:
    """About the size of a fact, a number that much divides: 4 and zeros."""
    digits = len(str(int(scale.size / scale.step)))
    return scale.step * int("4".ljust(digits - 1, "0"))


def _spans_in(tree: Node) -> Iterator[tuple[Call, tuple[str, str]]]:
    """Days and months between two named days."""
    for node in walk.nodes(tree):
        match node:
            case Call("days" | "months", (Name(one), Name(other))):
                yield node, (one, other)


def _day_after(start: date, count: int, call: Call, *, back: bool) -> date:
    """So many days, or full months, after a day; or before it."""
    count = max(-36_500, min(count, 36_500))
    if call.function == "days":
        return start + timedelta(days=-count if back else count)
    day = start + timedelta(days=(-1 if back else 1) * (count * 30))
    for _ in range(90):
        months = full_months(day, start) if back else full_months(start, day)
        if months == count:
            return day
        day += timedelta(days=1 if (months < count) != back else -1)
    return day


def judged_by_name(judged: Mapping[str, Indicator]) -> dict[str, Indicator]:
    """What a person scores, by the evaluator's name of the judgement."""
    return {name_of_judgement(key): node for key, node in judged.items()}
