"""The workbook in a real office: reckoned again it says what the engine says, cell by cell."""

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
from attrs import evolve

from perfrules.model.facts import FactSet
from perfrules.model.methodology import Methodology
from perfrules.problem import Refused
from perfrules.readings.number import Failed, Missing
from perfrules.scoring.loading import load_facts, load_methodology
from perfrules.scoring.result import Result
from perfrules.scoring.score import score
from perfrules.studies.sample import sampled, seeded
from perfrules.views.to_xlsx import written
from perfrules.views.workbook import workbook
from perfrules.views.workbook_book import Book, Cell, letters
from tests.office import recalculated

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.toml"))
RULES = [p for p in sorted((ROOT / "rules").rglob("*.toml")) if "parameters" not in p.parts]
RULES += sorted((ROOT / "tests/views/pack/rules/demo").glob("*.toml"))
MAIN = ("beijing",)
"""Of the methodologies of this authority 50 fact sets are tried, of each other a few."""
SETS, FEW = 50, int(os.environ.get("PERFRULES_WORKBOOKS", "2"))
"""`PERFRULES_WORKBOOKS=50` tries 50 of every methodology, which takes a quarter of an hour."""
OF_FRAMEWORKS = 6
"""Without points, and small: what cannot be reckoned comes up in one of several sets."""
NO_NUMBER = {"#N/A", "#DIV/0!"}

Cells = dict[tuple[str, str], Any]


def told(book: Book) -> Cells:
    """What the engine says of every formula, but of those that compare with the export."""
    return {
        (page.name, f"{letters(column)}{row + 1}"): _plain(cell)
        for page, row, column, cell in book.formulas()
        if cell.style.look not in ("control", "label")
    }


def _plain(cell: Cell) -> Any:
    match cell.value:
        case Fraction() as number:
            return float(number)
        case Missing():
            return "#N/A"
        case Failed():
            return "#DIV/0!"
        case value:
            return value


def said(file: Path) -> Cells:
    """What the office says of every cell."""
    book = openpyxl.load_workbook(file, data_only=True, read_only=True)
    found: Cells = {}
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    found[sheet.title, f"{letters(cell.column - 1)}{cell.row}"] = cell.value
    book.close()
    return found


def differences(engine: Mapping[tuple[str, str], Any], office: Cells) -> list[str]:
    """The cells in which the office came to something else."""
    return [
        f"{cell[0]}!{cell[1]}: {value!r}, in the office {office.get(cell, '')!r}"
        for cell, value in engine.items()
        if not _same(value, office.get(cell, ""))
    ]


def _same(engine: Any, office: Any) -> bool:
    if isinstance(office, datetime):
        office = office.date()
    if isinstance(engine, date | bool) or isinstance(office, bool):
        return bool(engine == office)
    if isinstance(engine, int | float) and isinstance(office, int | float):
        return abs(engine - office) <= 1e-9 * max(1, abs(engine))
    return engine == office or {engine, office} <= NO_NUMBER


def result_of(path: Path) -> Result:
    facts = load_facts(path)
    return score(facts.rules, facts)


def test_every_formula_of_every_example_is_what_the_engine_says(tmp_path: Path) -> None:
    books = {e.stem: workbook(r := result_of(e), r.methodology.lang) for e in EXAMPLES}
    files = [tmp_path / f"{name}.xlsx" for name in books]
    for file, book in zip(files, books.values(), strict=True):
        file.write_bytes(written(book, file.stem))
    for file, again in zip(files, recalculated(files, tmp_path), strict=True):
        assert differences(told(books[file.stem]), said(again)) == [], file.stem


# ── facts that are changed: the formulas of one fact set, over the cells of another ──


def marked(book: Book) -> set[tuple[str, str]]:
    """The rows, and the columns of tables, that say of themselves that they are not proved."""
    return {
        (page.name, part)
        for page in book.pages
        for (row, column), cell in page.cells.items()
        if cell.style.look == "rough"
        for part in (str(row + 1), letters(column))
    }


def inputs(book: Book) -> dict[tuple[str, int, int], Cell]:
    """The cells that a reader may change."""
    return {
        (page.name, row, column): cell
        for page in book.pages
        for (row, column), cell in page.cells.items()
        if cell.style.look in ("input", "gap")
    }


def shape(book: Book) -> list[Any]:
    """Where a book has formulas and inputs, and in which units facts are written."""
    places = sorted((page.name, row, column) for page, row, column, _ in book.formulas())
    units = [cell.value for (_, column), cell in book.pages[1].cells.items() if column == 2]
    return [places, sorted(inputs(book)), units]


def put_inputs(before: Book, after: Book) -> bool:
    """Bring the inputs of one book into another; whether both have the same cells."""
    if shape(before) != shape(after):
        return False
    pages = {page.name: page for page in before.pages}
    for (name, row, column), cell in inputs(after).items():
        pages[name].cells[row, column] = cell
    return True


def fact_sets(rules: Methodology, count: int) -> Iterator[FactSet]:
    for number in range(count):
        try:
            yield sampled(rules, seeded(11, number))
        except Refused:
            return


def over_rows_of(first: FactSet, facts: FactSet) -> FactSet:
    """The facts and judgements of one, over the rows and what is picked of another."""
    judged = {key: told for key, told in facts.judgements.items() if "/" not in key}
    of_rows = {key: told for key, told in first.judgements.items() if "/" in key}
    tables, picked = first.tables, first.picked
    return evolve(facts, tables=tables, picked=picked, judgements={**judged, **of_rows})


def copied(book: Book) -> Book:
    """The same cells, to be changed."""
    return Book([evolve(page, cells=dict(page.cells)) for page in book.pages], book.names)


def changed(path: Path) -> Iterator[tuple[Book, Cells, bool]]:
    """Books over sampled facts, what the engine says, and whether the formulas are others'."""
    rules = load_methodology(path)
    main = set(MAIN) & set(path.parts[-3:])
    first: Book | None = None
    given: FactSet | None = None
    few = FEW if rules.weighted else max(FEW, OF_FRAMEWORKS)
    for found in fact_sets(rules, SETS if main else few):
        facts = found if given is None else over_rows_of(given, found)
        given = given or facts
        own = workbook(score(rules, facts), rules.lang)
        other = copied(first or own)
        same = first is not None and put_inputs(other, own)
        first = first or own
        yield (other if same else own), told(own), same


def is_marked(cell: tuple[str, str], rough: set[tuple[str, str]]) -> bool:
    sheet, at = cell
    return bool(
        {(sheet, at.strip("0123456789")), (sheet, at.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))} & rough
    )


def tried(paths: Iterable[Path], folder: Path) -> tuple[dict[Path, Cells], int]:
    files: dict[Path, Cells] = {}
    count = 0
    for path in paths:
        for number, (book, engine, same) in enumerate(changed(path)):
            name = "-".join(path.relative_to(ROOT).parts[1:])
            file = folder / f"{name}-{number}.xlsx"
            file.write_bytes(written(book, name))
            rough = marked(book)
            files[file] = {cell: v for cell, v in engine.items() if not is_marked(cell, rough)}
            count += same
    return files, count


def test_a_changed_fact_gives_the_digits_of_the_engine(tmp_path: Path) -> None:
    files, count = tried(RULES, tmp_path)
    assert count >= len(files) - 2 * len(RULES), "most have the formulas of other facts"
    for (file, engine), again in zip(files.items(), recalculated(files, tmp_path), strict=True):
        assert differences(engine, said(again)) == [], file.name
