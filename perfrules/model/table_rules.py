"""What a rule file says of a table: its columns, its checks, how a row is scored, its links."""

from collections.abc import Iterator, Mapping
from typing import Literal

from attrs import frozen

from perfrules.files.spots import Path
from perfrules.formula.functions import KindName
from perfrules.formula.tree import Formula, Logic, Node
from perfrules.formula.units import Unit, unit_of_rows
from perfrules.model.ways import Way
from perfrules.problem import Place

Severity = Literal["error", "warning"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning")


def row_key(table: str) -> str:
    """What formulas call the indicator of "this row": its points and its judgement."""
    return f"{table}\nrow"  # no author's name has a line break


def is_row_key(of: str) -> bool:
    """Whether formulas mean the indicator of "this row" by it."""
    return of.endswith("\nrow")


@frozen(eq=False, repr=False)
class Column:
    """A declared column."""

    name: str
    kind: KindName
    unit: Unit
    in_row_unit: bool
    """Its numbers are read in the unit that the row itself gives."""
    is_unit: bool
    """It holds that unit."""
    choice: tuple[str, ...]
    optional: bool
    only_when: Formula | None
    """The column is there exactly when this holds."""
    refers: str | None
    """The table whose rows it names."""
    many: bool
    """It names any number of them, and is no name in formulas."""
    about: str
    place: Place


@frozen(eq=False, repr=False)
class Variant:
    """One way to score a row, and when it is taken."""

    when: Formula | None
    sign: Node | None
    """That a column holds the sign of this ratio, where the signs stand in a column."""
    way: Way
    tree: Node
    """The way spelled out, in points of this row."""
    needs_reason: bool
    place: Place
    path: Path
    """Its entry in the rule file."""

    @property
    def condition(self) -> Node | None:
        """What must hold of a row; None holds of every row."""
        if self.when is None or self.sign is None:
            return self.sign if self.when is None else self.when.tree
        return Logic("and", (self.when.tree, self.sign))


@frozen(eq=False, repr=False)
class TableRule:
    """A table that each department fills with rows of its own."""

    name: str
    key: str
    """The column that names a row."""
    points: str | None
    unit: str | None
    group: tuple[str, ...]
    columns: Mapping[str, Column]
    must: Formula | None
    """Holds for every row."""
    total: Formula | None
    """Holds for the table."""
    variants: tuple[Variant, ...]
    """The first whose condition holds scores the row."""
    about: str
    place: Place

    def row_trees(self) -> Iterator[Node]:
        """The formulas that choose the way of scoring of a row, and that score it."""
        for variant in self.variants:
            yield variant.tree
            if variant.condition is not None:
                yield variant.condition

    def in_formulas(self) -> dict[str, Column]:
        """The columns that a formula may name."""
        return {name: column for name, column in self.columns.items() if not column.many}

    def units(self) -> dict[str, Unit]:
        """The unit of each column that a formula may name."""
        return {
            name: unit_of_rows(self.name) if column.in_row_unit else column.unit
            for name, column in self.in_formulas().items()
        }


@frozen(eq=False, repr=False)
class Coverage:
    """A question of links: each row of one table is named by a row of another."""

    name: str
    each: str
    where: Formula | None
    """Which rows of it are asked for; all when there is none."""
    table: str
    path: tuple[str, ...]
    """Columns of links, from a row of `table` on: the last one leads to rows of `each`."""
    severity: Severity
    problem: str
    advice: str
    place: Place

    @property
    def needs(self) -> str:
        """As written: `绩效目标.职责`."""
        return ".".join((self.table, *self.path))
