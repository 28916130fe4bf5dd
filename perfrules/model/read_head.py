"""The head of a rule file: what [methodology] says."""

import re
from fractions import Fraction

from attrs import frozen

from perfrules.files.tables import Table
from perfrules.formula.digits import exact_text
from perfrules.messages import Lang
from perfrules.model.read_formula import (
    one_of,
    positive,
    refuse_twice,
)
from perfrules.model.terms import (
    GRADE_ONS,
    MODES,
    STATUSES,
    GradeOn,
    Rounding,
    Span,
    Status,
)

_ID = re.compile(r"[\w-]+(/[\w-]+)*")
LANGS: tuple[Lang, ...] = ("zh", "en")


@frozen(eq=False, repr=False)
class Head:
    """What [methodology] says."""

    id: str
    version: str
    title: str
    points: Fraction
    in_force: Span
    rounding: Rounding
    grade_on: GradeOn
    grades_status: Status
    grades_basis: str
    basis: str
    status: Status
    lang: Lang
    total_at_most: Fraction | None
    total_floor: Fraction | None
    stages: tuple[str, ...]
    counts: str
    weighted: bool

    @property
    def limits(self) -> tuple[Fraction, Fraction]:
        """Between what the total lies."""
        high = self.points if self.total_at_most is None else self.total_at_most
        return self.total_floor or Fraction(0), high


def head_of(table: Table, *, has_grades: bool) -> Head:
    """The head of a methodology; every key that it needs is asked for."""
    table.only(
        "id", "version", "title", "points", "in_force", "rounding", "grade_on",
        "grades_status", "grades_basis", "basis", "status", "lang",
        "total_at_most", "total_floor", "stages", "counts", "weights",
    )  # fmt: skip
    identifier = table.text("id")
    if not _ID.fullmatch(identifier):
        raise table.refuse("E303", "id", id=identifier)
    if has_grades and "grade_on" not in table:
        raise table.refuse("E317")
    status = one_of(table, "status", STATUSES)
    stages, weighted = _stages(table), _weighted(table, has_grades=has_grades)
    most = table.number("total_at_most") if "total_at_most" in table else None
    floor = table.number("total_floor") if "total_floor" in table else None
    if most is not None and floor is not None and floor > most:
        raise table.refuse("E345", "total_floor", floor=exact_text(floor), cap=exact_text(most))
    return Head(
        id=identifier,
        version=table.text("version"),
        title=table.text("title"),
        points=positive(table, "points") if weighted else Fraction(0),
        in_force=span_of(table, "in_force"),
        rounding=rounding_of(table, "rounding"),
        grade_on=one_of(table, "grade_on", GRADE_ONS) if has_grades else "printed",
        grades_status=one_of(table, "grades_status", STATUSES, status),
        grades_basis=table.text("grades_basis", table.text("basis")),
        basis=table.text("basis"),
        status=status,
        lang=one_of(table, "lang", LANGS, "zh"),
        total_at_most=most,
        total_floor=floor,
        stages=stages,
        counts=one_of(table, "counts", stages) if stages else "",
        weighted=weighted,
    )


def _stages(table: Table) -> tuple[str, ...]:
    """Who scores one after the other; E340 where one is said to count and none is named."""
    if "counts" in table and "stages" not in table:
        raise table.refuse("E340", "counts", at="key", partner="stages")
    stages = tuple(table.texts("stages", []))
    if "stages" in table and not stages:
        raise table.refuse("E321", "stages")
    refuse_twice(table, "stages", stages)
    return stages


def _weighted(table: Table, *, has_grades: bool) -> bool:
    """False for `weights = "open"`; E368 for what then means nothing."""
    if "weights" not in table:
        return True
    one_of(table, "weights", ("open",))
    if "points" in table:
        raise table.refuse("E368", "points", at="key")
    if has_grades:
        raise table.refuse("E368", "weights", at="key")
    return False


def span_of(table: Table, key: str) -> Span:
    """Days from `from` to `to`, either of which may be left out."""
    days = table.table(key)
    days.only("from", "to")
    span = Span(
        days.day("from") if "from" in days else None,
        days.day("to") if "to" in days else None,
    )
    if span.first and span.last and span.last < span.first:
        raise days.refuse("E304", "to", first=str(span.first), last=str(span.last))
    return span


def rounding_of(table: Table, key: str) -> Rounding:
    """`{ to = 0.01, mode = "half-up" }`."""
    rule = table.table(key)
    rule.only("to", "mode")
    return Rounding(positive(rule, "to"), one_of(rule, "mode", MODES))
