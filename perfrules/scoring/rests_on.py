"""Where a formula stands that an author wrote, and on which facts it rests."""

from collections.abc import Iterator, Mapping

from attrs import frozen

from perfrules.formula import walk
from perfrules.formula.digits import exact_text
from perfrules.formula.tree import Fold, Name, Node, Property
from perfrules.messages import Text
from perfrules.model.declared import Indicator
from perfrules.model.methodology import Methodology
from perfrules.model.stretches import Stretch
from perfrules.problem import Place
from perfrules.readings.figures import figure
from perfrules.readings.interval import NOTHING_KNOWN, Reading

MOST_LISTED = 6
"""So many facts are named in one message."""


def place_in(node: Node, otherwise: Place | None) -> Place | None:
    """Where the part stands, or the first of its parts that its author wrote."""
    written = (part.at for part in walk.nodes(node) if part.at is not None)
    first = next(written, None)
    return otherwise if first is None else first.place()


def told(stretch: Stretch) -> str:
    """An interval for a message."""
    low = "−∞" if stretch.low is None else str(figure(stretch.low))
    high = "∞" if stretch.high is None else str(figure(stretch.high))
    if stretch.low is not None and stretch.low == stretch.high:
        return low
    return f"{'[' if stretch.low_closed else '('}{low}, {high}{']' if stretch.high_closed else ')'}"


def limits_of(leaf: Indicator) -> Text:
    """The scores that a leaf may have."""
    low, high = exact_text(leaf.lowest), exact_text(leaf.highest)
    return Text(f"{low} 至 {high} 分", f"{low} to {high} points")


@frozen(eq=False, repr=False)
class Grounds:
    """Finds the facts below formulas."""

    rules: Methodology
    reading: Reading

    def facts_of(self, *formulas: Node) -> Text:
        """The facts without a full range that they rest on, each with its range; else all."""
        found = {name: open_end for tree in formulas for name, open_end in self._told(tree)}
        names = [name for name, open_end in found.items() if open_end] or list(found)
        if not names:
            return Text("无", "none")
        listed = [self._with_range(name) for name in names[:MOST_LISTED]]
        more = Text("等", ", …") if len(names) > MOST_LISTED else Text("", "")
        return Text(
            f"{'、'.join(each.zh for each in listed)}{more.zh}",
            f"{', '.join(each.en for each in listed)}{more.en}",
        )

    def names_of(self, tree: Node) -> tuple[str, ...]:
        """The facts and columns (`table.column`) below a formula, each as often as it is read."""
        return tuple(name for name, _ in self._read(tree, {}))

    def _told(self, tree: Node) -> Iterator[tuple[str, bool]]:
        for name, node in self._read(tree, {}):
            rule = self.rules.facts.get(name)
            if rule is None:
                yield name, True
            elif rule.kind == "number":
                extent = self.reading.number(node, NOTHING_KNOWN)
                yield name, extent.low is None or extent.high is None

    def _with_range(self, name: str) -> Text:
        rule = self.rules.facts.get(name)
        if rule is None:
            return Text(f"{name}（表的列）", f"{name} (a column)")
        if rule.range is None:
            return Text(f"{name}（没有 range）", f"{name} (no range)")
        text = rule.range.at.text.strip()
        return Text(f"{name}（{text}）", f"{name} ({text})")

    def _read(self, tree: Node, columns: Mapping[str, str]) -> Iterator[tuple[str, Node]]:
        """The facts, and the columns with the table before them, through measures and values."""
        match tree:
            case Name(name) if name in columns:
                yield f"{columns[name]}.{name}", tree
                return
            case Name(name) if name in self.rules.facts:
                yield name, tree
                return
            case Fold(table=table) if table in self.rules.tables:
                mine = dict.fromkeys(self.rules.tables[table].columns, table)
                columns = {**columns, **mine}
            case Name() | Property():
                meaning = self.reading.meaning(tree)
                if meaning is not None:
                    yield from self._read(meaning, {})
        for part in walk.children(tree):
            yield from self._read(part, columns)

    def in_rows(self, table: str, *formulas: Node) -> Text:
        """The same of formulas that are read for each row of a table."""
        return self.facts_of(*(Fold("only", table, tree, None, None) for tree in formulas))
