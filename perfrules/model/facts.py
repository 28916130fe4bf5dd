"""What is known about one department: facts, judgements, and what its report printed."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Literal

from attrs import Factory, frozen

from perfrules.files.tables import Document, Table
from perfrules.formula.units import Unit
from perfrules.model.chapters import Narrative
from perfrules.model.methodology import Methodology
from perfrules.model.picked import Picked
from perfrules.model.terms import Span
from perfrules.problem import Place, Problem

Origin = Literal["published", "reviewer", "reconstructed"]
"""Where a judgement comes from: a printed report, a person who scored, or our reconstruction."""

ORIGINS: tuple[Origin, ...] = ("published", "reviewer", "reconstructed")

Value = Fraction | bool | str | date
"""A fact's value; numbers are exact and in base units (元, a plain number for a percentage)."""


@frozen(eq=False, repr=False)
class Fact:
    """One given value, with its evidence."""

    name: str
    value: Value
    text: str
    """As it was written."""
    decimals: int
    """Digits after the point as written, of a number."""
    unit: Unit
    """In which it was written or declared."""
    source: str
    page: str
    checked: str
    """Who or which stage checked it."""
    note: str
    place: Place | None
    parameter: bool = False
    """Given by a parameter file, not by the department."""


@frozen(eq=False, repr=False)
class Judged:
    """One score that a person gave."""

    indicator: str
    score: Fraction
    text: str
    tier: str
    origin: Origin
    reason: str
    evidence: str
    by: str
    place: Place | None
    raters: Mapping[str, Fraction] = Factory(dict)
    """The score of each of several who scored; `score` is their weighted sum."""


@frozen(eq=False, repr=False)
class TableRow:
    """One row of a table, with the evidence of the whole row."""

    table: str
    name: str
    cells: Mapping[str, Fact]
    """The columns that are there, by name."""
    links: Mapping[str, tuple[str, ...]]
    """The rows of other tables that it names, by column."""
    source: str
    page: str
    reason: str
    place: Place

    @property
    def key(self) -> str:
        """What its judgement, its leaf and its missing values are called by."""
        return f"{self.table}/{self.name}"


@frozen(eq=False, repr=False)
class FactSet:
    """The facts, judgements and published figures of one subject for one period."""

    subject: str
    period: Span
    period_text: str
    methodology: str
    """The id, as the file says it."""
    rules: Methodology
    """What it was held against."""
    facts: Mapping[str, Fact]
    judgements: Mapping[str, Judged]
    published: Table | None
    documents: tuple[Document, ...]
    warnings: tuple[Problem, ...]
    tables: Mapping[str, tuple[TableRow, ...]] = Factory(dict)
    """The tables that are given, also those given without rows."""
    picked: Picked = Factory(dict)
    """Which of the children count, by the key of the parent that lets choose."""
    stages: Mapping[str, Mapping[str, Judged]] = Factory(dict)
    """Judgements of every stage, by indicator and stage; those that count are `judgements`."""
    texts: Mapping[str, Narrative] = Factory(dict)
    """What a person wrote for the chapters of the report, by chapter."""

    def _repr_pretty_(self, printer: Any, _cycle: object) -> None:
        """In one line: what prints attrs classes field by field would print the whole rule file."""
        counts = f"{len(self.facts)} facts, {len(self.judgements)} judgements"
        printer.text(f"<FactSet of {self.methodology}: {counts}, {len(self.tables)} tables>")
