"""The way in: fact files, and plain values, each with the methodology that it is held against."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from numbers import Integral
from pathlib import Path
from typing import Any

from attrs import Factory, evolve, frozen

from perfrules.files.from_toml import read_toml
from perfrules.files.tables import Document
from perfrules.files.values import MOST_DIGITS, is_short, rough_text
from perfrules.model import lookup
from perfrules.model.facts import FactSet
from perfrules.model.methodology import Methodology
from perfrules.model.read_facts import facts_from, period_of, subject_of
from perfrules.model.terms import Span
from perfrules.problem import Place, Problem, Problems, Refused
from perfrules.scoring.check import check

Plain = int | float | Decimal | Fraction | str | bool | date
"""What a program may give as a value: a float is read as its shortest decimal text."""


NOWHERE = "<facts>"
"""Where plain values stand that no file holds."""


def load_methodology(
    path_or_id: str | Path, *, rules: Iterable[str | Path] = (), as_of: date | None = None
) -> Methodology:
    """The methodology of an id, of `id@version`, or of a rule file.

    `rules` are folders to look in before the usual ones; `as_of` chooses the version in force on
    that day. Raises Refused with everything that is wrong with the file, or with the candidates
    when none or several fit.

    >>> load_methodology("beijing/department", as_of=date(2022, 6, 30)).title
    '北京市部门整体绩效评价'
    """
    period = None if as_of is None else Span(as_of, as_of)
    return _asked_for(path_or_id, period, _roots(None, rules))


def load_facts(
    path: str | Path,
    *,
    methodology: Methodology | str | Path | None = None,
    rules: Iterable[str | Path] = (),
    as_of: date | None = None,
    encoding: str | None = None,
) -> FactSet:
    """The one fact set of a TOML, JSON, CSV or XLSX file, held against its methodology.

    Without `methodology` it is the one that the file names, in the version whose days in force
    contain the scored period (or `as_of`). Raises Refused with everything that is wrong.

    >>> load_facts("examples/beijing-traffic-2022.toml").facts["财政拨款支出"].value
    Fraction(4621443000, 1)
    """
    return Loader(tuple(rules), as_of, methodology, encoding).only_one(path)


def facts(  # noqa: PLR0913  # all but the first two are asked for by name
    methodology: Methodology,
    values: Mapping[str, Plain | Mapping[str, Plain]],
    *,
    judgements: Mapping[str, Mapping[str, Plain | Mapping[str, Any]]] | None = None,
    picked: Mapping[str, str | list[str]] | None = None,
    tables: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
    subject: str = "",
    period: int | None = None,
) -> FactSet:
    """A fact set of plain values: `"93.77%"`, `"1.5 万元"`, or numbers in the declared units.

    Where a value has a source, it is a mapping with `value`, `source`, and what else a fact file
    may say there; so is a judgement, with `score` and `origin`;
    `picked` names the children that count, by the key of the parent that lets choose; `tables` are
    the rows of tables.
    Raises Refused with everything that is wrong, also for a float that is not a number, and
    for a number longer than a file may have.

    >>> rules = load_methodology("beijing/department@2022")
    >>> facts(rules, {"财政拨款支出": 462144.30}).facts["财政拨款支出"].value
    Fraction(4621443000, 1)
    """
    about: dict[str, Any] = {"name": subject} | ({} if period is None else {"period": period})
    tree = {
        "subject": about,
        "facts": exact("", values),
        "judgement": exact("", judgements or {}),
        "picked": dict(picked or {}),
        "table": {
            name: [exact(f"{name}.", row) for row in rows] for name, rows in (tables or {}).items()
        },
    }
    return _within_effort(facts_from(Document(NOWHERE, "", "", tree, "python"), methodology))


@frozen(eq=False, repr=False)
class Loader:
    """Reads fact files with one set of wishes; a methodology is read once for all of them."""

    rules: tuple[str | Path, ...] = ()
    as_of: date | None = None
    methodology: Methodology | str | Path | None = None
    encoding: str | None = None
    _known: dict[tuple[str, Span | None, Path], Methodology] = Factory(dict)

    def documents(self, path: str | Path) -> tuple[Document, ...]:
        """One document for a TOML or JSON file or a form, one for each row of a table."""
        file = Path(path)
        # Most files are TOML; the other readers are not waited for where they are not needed.
        match file.suffix.lower():
            case ".json":
                from perfrules.files.from_json import read_json  # noqa: PLC0415

                return (read_json(file),)
            case ".csv":
                from perfrules.files.from_csv import read_csv  # noqa: PLC0415

                return read_csv(file, self.encoding)
            case ".xlsx" | ".xlsm" | ".xltx" | ".xls" | ".xlsb" | ".et" | ".ods":
                from perfrules.files.from_xlsx import read_xlsx  # noqa: PLC0415

                return read_xlsx(file)
            case _:
                return (read_toml(file),)

    def only_one(self, path: str | Path) -> FactSet:
        """The fact set of a file that holds one; E420 when it holds none or several."""
        documents = self.documents(path)
        if len(documents) != 1:
            fields = {"count": str(len(documents))}
            raise Refused(Problem("E420", Place(str(path)), fields))
        return self.facts(documents[0])

    def facts(self, document: Document) -> FactSet:
        """The fact set of a document, held against its methodology."""
        read = _within_effort(facts_from(document, self._methodology(document)))
        if self.as_of is None:
            return read
        period_text = read.period_text or str(self.as_of)
        return evolve(read, period=Span(self.as_of, self.as_of), period_text=period_text)

    def _methodology(self, document: Document) -> Methodology:
        asked = self.methodology
        if isinstance(asked, Methodology):
            return asked
        table = document.table
        named = table.text("methodology") if asked is None else str(asked)
        period = period_of(table)[0] if self.as_of is None else Span(self.as_of, self.as_of)
        wanted = None if period == Span(None, None) else period
        key = (named, wanted, Path(document.path).parent)
        if key not in self._known:
            roots = _roots(Path(document.path), self.rules)
            if asked is None:
                place = table.place("methodology")
                found = _sound(lookup.load_methodology(named, wanted, roots, place))
            else:
                found = _asked_for(asked, wanted, roots)
            self._known[key] = found
        return self._known[key]


def _within_effort(facts: FactSet) -> FactSet:
    """The fact set, unless its tables are too much for the rules: then E811."""
    if facts.tables:
        from perfrules.scoring.row_effort import refuse_too_much  # noqa: PLC0415  # most have none

        refuse_too_much(facts)
    return facts


def subject_in(document: Document) -> str:
    """The name of the department as far as a document that may be refused says it."""
    try:
        return subject_of(document.table)
    except Refused:
        return ""


def _asked_for(asked: str | Path, period: Span | None, roots: Sequence[Path]) -> Methodology:
    """What a person asked for: a path ends in .toml; a fact file can name an id only."""
    if str(asked).endswith(".toml"):
        return _sound(lookup.methodology_at(Path(asked), roots))
    return _sound(lookup.load_methodology(str(asked), period, roots))


def _sound(methodology: Methodology) -> Methodology:
    """The methodology, unless its units do not fit."""
    problems = Problems(list(check(methodology)))
    problems.refuse_if_any()
    return methodology


def _roots(fact_path: Path | None, rules: Iterable[str | Path]) -> list[Path]:
    return lookup.rule_roots(fact_path, [Path(folder) for folder in rules])


def exact(name: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values of a program, or tables of them, each without binary digits."""
    return {
        key: exact(f"{name}{key}.", value)
        if isinstance(value, Mapping)
        else _exact(f"{name}{key}", value)
        for key, value in values.items()
    }


def _exact(name: str, value: Any) -> Any:
    """A value without binary digits: a float as the shortest decimal that stands for it."""
    if isinstance(value, float):
        value = Decimal(float.__repr__(value))  # a float of numpy has another text of its own
    elif not isinstance(value, int) and isinstance(value, Integral):
        value = int(value)  # a whole number of numpy or pandas
    if isinstance(value, Decimal) and not value.is_finite():
        raise Refused(Problem("E419", None, {"name": name, "value": str(value)}))
    if isinstance(value, int | Decimal | Fraction) and not is_short(value):
        fields = {"written": rough_text(value), "most": str(MOST_DIGITS)}
        raise Refused(Problem("E126", Place(name), fields))
    return value
