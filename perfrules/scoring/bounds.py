"""What every measure and score of a methodology may come to, from the ranges that it declares."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from attrs import Factory, frozen

from perfrules.formula.tree import Node, Property
from perfrules.model.declared import Indicator
from perfrules.model.methodology import Methodology
from perfrules.model.read_above import WHOLE
from perfrules.model.reckoned import line_of
from perfrules.model.stretches import Stretch
from perfrules.model.ways import Rank
from perfrules.readings import ranges
from perfrules.readings.assuming import assume
from perfrules.readings.extents import NOWHERE, Extent, hull, number_in, point, truth_in, within
from perfrules.readings.interval import NOTHING_KNOWN, Reading
from perfrules.readings.learned import Learned
from perfrules.readings.seen import Seen
from perfrules.readings.values import name_of_property
from perfrules.scoring.bounds_of_sums import added, at_the_top, below, cut
from perfrules.scoring.declared_extents import columns_of, given, highest_of, meanings

ZERO = Fraction(0)


@frozen(eq=False, repr=False)
class Bounds:
    """What was found; addresses are those of `Methodology.order` and of what stands above it."""

    reading: Reading
    """With the extents of all names, as the last formula finds them."""
    seen: Mapping[str, Seen]
    """Every formula by address (`measure.NAME`, `value.KEY`, `indicator.KEY`, `bonus.KEY`, …);
    that of a leaf's score is not limited yet."""
    scores: Mapping[str, Stretch]
    """The exact score of every node by address, within its limits: what others read."""
    total: Stretch
    """The exact total, after bonuses, penalties, limits and vetoes."""

    def of(self, address: str) -> Stretch:
        """What the formula of a number comes to."""
        return self.seen[address].stretch


def bounds_of(methodology: Methodology) -> Bounds:
    """The bounds of a methodology, each formula read once, in the order of reckoning.

    Sound for every fact set that breaks no declared range, no `must` of a table, and gives no
    row negative points; a score that would be refused for leaving its limits counts as none.
    """
    tables = methodology.tables.items()
    names = dict(given(methodology))
    reading = Reading(
        names,
        tables={name: columns_of(table) for name, table in tables},
        meanings=dict(meanings(methodology)),
        musts={name: table.must.tree for name, table in tables if table.must is not None},
    )
    return _Reckoning(methodology, names, reading).run()


@frozen(eq=False, repr=False)
class _Reckoning:
    rules: Methodology
    names: dict[str, Extent]
    """Grows while the formulas are read; the reading looks into it."""
    reading: Reading
    seen: dict[str, Seen] = Factory(dict)
    scores: dict[str, Stretch] = Factory(dict)

    def run(self) -> Bounds:
        for address in self.rules.order:
            kind, _, name = address.partition(".")
            if kind == "measure":
                self.names[name] = self._see(address, self.rules.measures[name].tree)
                continue
            indicator = self.rules.indicators[name]
            if kind == "indicator":
                self._score(indicator)
                continue
            tree = _tree(indicator, kind)
            extent = self._see(address, tree)
            if kind == "value":
                self.names[name_of_property("value", name)] = extent
        return Bounds(self.reading, self.seen, self.scores, self._above())

    def _see(self, address: str, tree: Node, known: Learned | None = NOTHING_KNOWN) -> Extent:
        seen = Seen(NOWHERE, (), ()) if known is None else self.reading.see(tree, known)
        self.seen[address] = seen
        return seen.extent

    def _score(self, indicator: Indicator) -> None:
        """The score that other formulas find, and the rate."""
        line = line_of(indicator, self.rules.indicators)
        if indicator.tree is not None and self.rules.weighted:
            known = where_it_applies(self.reading, line)
            self._see(indicator.address, indicator.tree, known)
        score = self._within_limits(indicator)
        if any(node.applies or node.choose for node in line):
            score = hull(score, Stretch(ZERO, indicator.points, True, True))
        self._tell(indicator.key, score, indicator.points)
        self.scores[indicator.address] = score

    def _tell(self, key: str, score: Stretch, points: Fraction) -> None:
        self.names[name_of_property("score", key)] = score
        own = number_in(self.names.get(name_of_property("points", key), point(points)))
        rate = ranges.over(score, own)
        self.names[name_of_property("rate", key)] = rate

    def _within_limits(self, node: Indicator) -> Stretch:
        limits = Stretch(node.lowest, highest_of(node, self.rules), True, True)
        if not self.rules.weighted:
            return point(ZERO)
        if node.children:
            return below(node, self.scores, self.rules)
        if node.tree is None:
            return limits
        found = cut(self.seen[node.address].stretch, node.floor, node.cap)
        return within(found, limits)

    def _above(self) -> Stretch:
        """The total on its way up; each stage finds the total so far."""
        rules, above = self.rules, self.rules.above
        total = at_the_top(self.scores, rules)
        self._tell(WHOLE, total, rules.points)
        total = ranges.plus(total, added(self._extras(above.bonuses)))
        self._tell(WHOLE, total, rules.points)
        total = ranges.minus(total, added(self._extras(above.penalties)))
        total = cut(total, rules.total_floor, rules.total_at_most)
        self._tell(WHOLE, total, rules.points)
        for touches in (True, False):
            for name, veto in above.vetoes.items():
                if veto.touches_score == touches:
                    self._see(f"veto.{name}", veto.when.tree)
            if touches:
                total = self._after_vetoes(total)
                self._tell(WHOLE, total, rules.points)
        for name, tie in above.ties.items():
            self._see(f"tie.left.{name}", tie.left)
            self._see(f"tie.right.{name}", tie.right)
        for name, finding in above.findings.items():
            self._see(f"finding.{name}", finding.when.tree)
        return total

    def _extras(self, extras: Mapping[str, Indicator]) -> Iterator[Stretch]:
        for key, extra in extras.items():
            if extra.value_tree is not None:
                extent = self._see(f"value.{key}", extra.value_tree)
                self.names[name_of_property("value", key)] = extent
            assert extra.tree is not None, "a bonus or penalty says how it is scored"
            self._see(extra.address, extra.tree)
            score = self.scores[extra.address] = self._within_limits(extra)
            self._tell(key, score, extra.points)
            yield score

    def _after_vetoes(self, total: Stretch) -> Stretch:
        found = total
        for name, veto in self.rules.above.vetoes.items():
            if not veto.touches_score or True not in truth_in(self.seen[f"veto.{name}"].extent):
                continue
            if veto.score is not None:
                found = hull(found, point(veto.score))
            if veto.cap is not None:
                found = hull(found, ranges.least([total, point(veto.cap)]))
        return found


def where_it_applies(reading: Reading, line: Iterable[Indicator]) -> Learned | None:
    """What is known where an indicator is scored; None where it never is."""
    known: Learned | None = NOTHING_KNOWN
    for node in line:
        if node.applies is not None and known is not None:
            known = assume(reading, node.applies.when.tree, True, known)
        if isinstance(node.way, Rank) and known is not None:
            rank, count = Property("rank", node.key), Property("count", node.key)
            known = known.with_orders((rank, "<=", count))
    return known


def _tree(indicator: Indicator, kind: str) -> Node:
    match kind:
        case "value":
            assert indicator.value_tree is not None
            return indicator.value_tree
        case "applies":
            assert indicator.applies is not None
            return indicator.applies.when.tree
        case _:
            assert isinstance(indicator.way, Rank)
            return indicator.way.of.tree
