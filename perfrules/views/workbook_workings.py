"""What formulas of a workbook find by name: where it stands, what it may be, its value."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from attrs import Factory, frozen

from perfrules.formula import walk
from perfrules.formula.functions import KindName
from perfrules.formula.tree import Fold, Node
from perfrules.messages import Lang, Text
from perfrules.messages import workbook as say
from perfrules.model.stretches import Stretch
from perfrules.readings.doubles import EXACT, Doubled
from perfrules.readings.extents import MAYBE, Extent
from perfrules.readings.interval import Columns, Reading
from perfrules.readings.learned import Learned
from perfrules.readings.number import Missing, Row, compile_number, evaluate
from perfrules.readings.number import Result as Came
from perfrules.readings.sheet_said import Said
from perfrules.readings.spreadsheet import Here, spreadsheet
from perfrules.scoring.result import Result
from perfrules.views.workbook_book import Book, Page
from perfrules.views.workbook_names import Names

LONGEST, DEEPEST = 8000, 60
"""Of a formula: Excel takes 8192 characters and 64 levels."""


class NotLiveError(Exception):
    """A formula that no sheet can say, with the reason."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason)
        self.reason = reason


class Folds(Protocol):
    """The sheet of a table."""

    def fold(self, fold: Fold) -> Said:
        """The cell of a function over its rows."""


@frozen(eq=False, repr=False)
class Workings:
    """The workbook while it is put together; grows name by name, in the order of reckoning."""

    result: Result
    lang: Lang
    free: Names
    fails: str
    """The name of the error that stands where nothing can be scored."""
    book: Book = Factory(Book)
    said: dict[str, Said] = Factory(dict)
    """By the evaluator's keys of names."""
    extents: dict[str, Extent] = Factory(dict)
    columns: dict[str, Columns] = Factory(dict)
    meanings: dict[str, Node] = Factory(dict)
    musts: dict[str, Node] = Factory(dict)
    folds: dict[Node, Extent] = Factory(dict)
    values: dict[str, Came] = Factory(dict)
    """What the engine found at the export."""
    rows: dict[str, Sequence[Row] | Missing] = Factory(dict)
    tables: dict[str, Folds] = Factory(dict)
    not_live: list[tuple[str, Text]] = Factory(list)
    rough: list[str] = Factory(list)
    """Names of the cells that are not proved exact."""

    @property
    def reading(self) -> Reading:
        """Between what the names found so far lie."""
        return Reading(self.extents, self.columns, self.meanings, self.musts)

    @property
    def known(self) -> Learned:
        """What is known of functions over rows, whose number is known."""
        return Learned(self.folds, kinds=frozenset({Fold}) if self.folds else frozenset())

    def name(self, key: str) -> Said:
        """The defined name for the evaluator's key."""
        return self.said[key]

    def fold(self, fold: Fold) -> Said:
        """The cell of a function over the rows of a table."""
        return self.tables[fold.table].fold(fold)

    def say(self, tree: Node) -> Said:
        """A formula in the names of the workbook.

        Raises NotLiveError for what no sheet can say.
        """
        for part in walk.nodes(tree):
            if isinstance(part, Fold):
                self.fold(part)
        return in_bounds(spreadsheet(tree, Here(self, self.known)))

    def stretch(self, tree: Node) -> Stretch:
        """Between what a formula of a number lies."""
        return self.reading.number(tree, self.known)

    def extent(self, tree: Node) -> Extent:
        """What a formula may come to."""
        return self.reading.read(tree, self.known)

    def value(self, tree: Node, more: Mapping[str, Came] | None = None) -> Came:
        """What the engine makes of a formula, with the columns of a row before other names."""
        names = {**self.values, **more} if more else self.values
        return evaluate(compile_number(tree), names, self.rows).value

    def define(self, wanted: str, page: Page, row: int, column: int) -> str:
        """A defined name for a cell."""
        name = self.free.free(wanted)
        self.book.names[name] = f"={page.place(row, column)}"
        return name

    def register(  # noqa: PLR0913, PLR0917  # all that is known of a name
        self,
        key: str,
        name: str,
        value: Came,
        extent: Extent = MAYBE,
        near: Doubled = EXACT,
        kind: KindName = "number",
    ) -> None:
        """Tell later formulas what stands behind a key."""
        self.said[key] = Said(name, near=near, kind=kind)
        self.extents[key] = extent
        self.values[key] = value

    def text(self, text: Text, /, **fields: str) -> str:
        """In the language of the workbook."""
        return text.in_(self.lang).format(**fields)

    def judge_sure(self, name: str, near: Doubled, *, own: bool = True) -> str:
        """The word for the exactness of a cell; one that is not proved by itself is listed."""
        if near.sure:
            return self.text(say.IS_SURE)
        if own:
            self.rough.append(name)
        return self.text(say.IS_ROUGH)


def in_bounds(said: Said) -> Said:
    """The formula, short and flat enough.

    Raises NotLiveError.
    """
    depth = deepest = 0
    for character in said.text:
        depth += (character == "(") - (character == ")")
        deepest = max(deepest, depth)
    if len(said.text) > LONGEST or deepest > DEEPEST:
        raise NotLiveError(say.LONG_REASON)
    return said
