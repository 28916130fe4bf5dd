"""Mutants of intervals side by side: an edge moved, a bracket flipped, a row left out."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from attrs import evolve, frozen

from perfrules.files.spots import Path
from perfrules.files.tables import Table
from perfrules.formula.tree import Formula
from perfrules.model.read_formula import interval_of
from perfrules.model.stretches import constant
from perfrules.studies.mutant import Desk, Edit, Kind, Mutant, moved


@frozen
class Side:
    """One end of an interval."""

    text: str
    closed: bool
    value: Fraction | None
    """None where it rests on facts."""


@frozen(eq=False, repr=False)
class Stretch:
    """An interval as it stands in the file; a single value has two equal sides."""

    path: Path
    text: str
    low: Side | None
    high: Side | None
    single: bool

    @property
    def sides(self) -> list[Side]:
        """Those that are there."""
        return [side for side in (self.low, self.high) if side is not None]

    def written(self) -> str:
        """The interval, in the hand of the author."""
        low, high = self.low, self.high
        if self.single and low is not None:
            return low.text
        if low is not None and high is not None:
            opening, closing = "[" if low.closed else "(", "]" if high.closed else ")"
            return f"{opening}{low.text}, {high.text}{closing}"
        policy = "≥" in self.text or "≤" in self.text
        if low is not None:
            return f"{('≥' if policy else '>=') if low.closed else '>'} {low.text}"
        assert high is not None, "an interval has an end"
        return f"{('≤' if policy else '<=') if high.closed else '<'} {high.text}"


def stretch_of(row: Table, key: str) -> Stretch:
    """The interval under a key of a row."""
    found = interval_of(row, key)

    def side(end: Formula | None, *, closed: bool) -> Side | None:
        return None if end is None else Side(end.text.strip(), closed, constant(end.tree))

    return Stretch(
        path=(*row.path, key),
        text=found.at.text,
        low=side(found.low, closed=found.low_closed),
        high=side(found.high, closed=found.high_closed),
        single=found.single,
    )


@frozen(eq=False, repr=False)
class Row:
    """One row of a list, with its interval."""

    path: Path
    stretch: Stretch
    outcome: Mapping[str, Any]
    """What the row says besides its interval: of two that say the same, it matters not which."""


@frozen(eq=False, repr=False)
class Ladder:
    """The rows of one list."""

    desk: Desk
    where: Path
    """What the mutants are called by."""
    rows: tuple[Row, ...]
    outer: frozenset[Fraction]
    """Where all that can be given ends: an edge there bounds nothing."""
    step: Fraction | None = None
    """Only multiples of it are given: an end and the next multiple are one edge."""
    kinds: tuple[Kind, Kind, Kind] = ("edge", "bracket", "row")

    def mutants(self) -> Iterator[Mutant]:
        """Each edge moved both ways and given to the other row; each row left to a neighbour."""
        if not all(self.desk.owns(row.stretch.path) for row in self.rows):
            return
        ends = {side.text: side for row in self.rows for side in row.stretch.sides}
        values = {end.value for end in ends.values()}
        for end in ends.values():
            if (end.value is not None and end.value in self.outer) or self._parts_nothing(end):
                continue
            if self.step is None:
                yield from self._moved([end])
                yield from self._flipped(end.text)
            elif end.value is None or end.value - self.step not in values:
                beyond = None if end.value is None else end.value + self.step
                yield from self._moved([end, *(e for e in ends.values() if e.value == beyond)])
        for position in range(len(self.rows)) if len(self.rows) > 1 else ():
            yield from self._taken_over(position)

    def _parts_nothing(self, end: Side) -> bool:
        """Whether all rows that it bounds, more than one, say the same."""
        first, *others = [row for row in self.rows if end.text in _texts(row.stretch)]
        return bool(others) and all(row.outcome == first.outcome for row in others)

    def _moved(self, ends: list[Side]) -> Iterator[Mutant]:
        """All these ends moved alike, in every row that they bound."""
        for by in (1, -1):
            new = {end.text: text for end in ends if (text := moved(end.text, by)) is not None}
            if len(new) < len(ends):
                continue
            touched = [row.stretch for row in self.rows if new.keys() & _texts(row.stretch)]
            edits = [_put(self.desk, each, _renamed(each, new)) for each in touched]
            old, now = ", ".join(new), ", ".join(new.values())
            yield self.desk.mutant(self.kinds[0], self.where, old, edits, now)

    def _flipped(self, end: str) -> Iterator[Mutant]:
        touched = [row.stretch for row in self.rows if end in _texts(row.stretch)]
        if any(each.single for each in touched):
            return
        flipped = [_turned(each, end) for each in touched]
        edits = [_put(self.desk, each, new) for each, new in zip(touched, flipped, strict=True)]
        old, new = (", ".join(each.written() for each in some) for some in (touched, flipped))
        yield self.desk.mutant(self.kinds[1], self.where, old, edits, new)

    def _taken_over(self, position: int) -> Iterator[Mutant]:
        row = self.rows[position]
        for beside in (position + 1, position - 1):
            other = self.rows[beside] if 0 <= beside < len(self.rows) else None
            if other is not None and other.outcome == row.outcome:
                return
            joined = None if other is None else _joined(row.stretch, other.stretch, self.step)
            if other is not None and joined is not None:
                dropped = self.desk.row_dropped(row.path, len(self.rows))
                edits = (dropped, _put(self.desk, other.stretch, joined))
                yield self.desk.gone(self.kinds[2], row.path, edits)
                return


def ladder(
    desk: Desk,
    where: Path,
    rows: Iterable[tuple[Table, str]],
    outer: Iterable[Fraction | None],
    step: Fraction | None = None,
) -> Ladder:
    """The ladder of rows, each with the key of its interval."""
    made = tuple(Row(row.path, stretch_of(row, key), _outcome(row, key)) for row, key in rows)
    return Ladder(desk, where, made, frozenset(end for end in outer if end is not None), step)


def _outcome(row: Table, key: str) -> dict[str, Any]:
    """All keys but the interval and the remark; a line from one point to another runs across it."""
    said = {name: value for name, value in row.values.items() if name not in (key, "says")}
    return said | ({key: row.raw(key)} if "from" in said else {})


def _texts(stretch: Stretch) -> list[str]:
    return [side.text for side in stretch.sides]


def _renamed(stretch: Stretch, new: Mapping[str, str]) -> Stretch:
    """With other numbers at the ends of some texts, open or closed as they were."""
    low, high = (
        evolve(side, text=new.get(side.text, side.text)) if side is not None else None
        for side in (stretch.low, stretch.high)
    )
    return evolve(stretch, low=low, high=high)


def _turned(stretch: Stretch, end: str) -> Stretch:
    """With the ends of a text open where they were closed, and closed where they were open."""
    low, high = (
        evolve(side, closed=not side.closed) if side is not None and side.text == end else side
        for side in (stretch.low, stretch.high)
    )
    return evolve(stretch, low=low, high=high)


def _put(desk: Desk, old: Stretch, new: Stretch) -> Edit:
    start, end = desk.span(old.path)
    quoted = desk.written((start, start + 1)) in "\"'"
    return Edit(start + 1, end - 1, new.written()) if quoted else Edit(start, end, new.written())


def _joined(row: Stretch, other: Stretch, step: Fraction | None) -> Stretch | None:
    """The other with the stretch of the row too, where they meet."""
    for first, second in ((row, other), (other, row)):
        if first.high is not None and second.low is not None:
            if step is None:
                meet = first.high.text == second.low.text
            else:
                meet = first.high.value is not None and first.high.value + step == second.low.value
            if meet and (first.low or second.high):
                return evolve(other, low=first.low, high=second.high, single=False)
    return None
