"""The facts and judgements of a page, each a row with its evidence and a field to try another."""

from collections.abc import Iterator

from attrs import frozen

from perfrules.messages import Lang, labels
from perfrules.messages import page as say
from perfrules.model.facts import TableRow
from perfrules.model.ways import Judged as JudgedWay
from perfrules.scoring.result import Result
from perfrules.views.evidence_lines import fact_text, judged_text, source_of
from perfrules.views.page_formulas import Data
from perfrules.views.steps import Reader


@frozen
class Evidence:
    """One given value."""

    id: str
    name: str
    about: str
    value: str
    source: str
    """Or that none is named; of a judgement its reason and evidence."""
    remark: str
    """That it is a parameter; whose judgement it is."""
    warns: bool
    """It is missing, or names no source, or is reconstructed."""
    trial: str
    """Where its trial field stands among all; empty when it cannot be tried."""


@frozen
class Cell:
    """What stands in one column of a row."""

    text: str
    figure: bool
    trial: str


@frozen
class Sheet:
    """A table as the department gave it."""

    name: str
    about: str
    heads: tuple[Cell, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    """Each with its source."""


def sheets_of(result: Result, program: Data, lang: Lang) -> Iterator[Sheet]:
    """The tables that were given, with the columns that any row has, or that a formula reads."""
    trials = {
        (told["table"], told["row"], told["column"]): f"cells.{place}"
        for place, told in enumerate(program["cells"])
    }
    for number, rule in enumerate(result.methodology.tables.values()):
        rows = result.facts.tables.get(rule.name, ())
        read = {column for table, _, column in trials if table == number}
        given = {name for row in rows for name in (*row.cells, *row.links)}
        columns = [name for name in rule.columns if name in given | read]
        figures = {name: rule.columns[name].kind == "number" for name in columns}
        if rows:
            yield Sheet(
                rule.name,
                rule.about,
                tuple(Cell(name, figures[name], "") for name in columns),
                tuple(
                    (
                        _source_of_row(row, lang),
                        tuple(
                            Cell(
                                _cell_text(row, name, lang),
                                figures[name],
                                trials.get((number, place, name), ""),
                            )
                            for name in columns
                        ),
                    )
                    for place, row in enumerate(rows)
                ),
            )


def _cell_text(row: TableRow, column: str, lang: Lang) -> str:
    if column in row.links:
        return labels.LIST.in_(lang).join(row.links[column])
    return fact_text(row.cells[column], lang) if column in row.cells else ""


def _source_of_row(row: TableRow, lang: Lang) -> str:
    page = labels.PAGE.in_(lang).format(page=row.page) if row.page else ""
    return labels.COMMA.in_(lang).join(filter(None, (row.source, page)))


def facts_of(result: Result, program: Data, lang: Lang, *, asked: bool) -> Iterator[Evidence]:
    """The facts that a formula reads, or the others that were given."""
    for place, told in enumerate(program["facts"]):
        name = told["missing"]
        rule, fact = result.methodology.facts[name], result.used.get(name)
        if told["asked"] is not asked or (fact is None and not asked):
            continue
        source = "" if fact is None else source_of(fact, lang)
        optional = fact is None and (rule.optional or rule.for_report)
        yield Evidence(
            id=f"fact.{name}",
            name=name,
            about=rule.about,
            value=say.MISSING_WORD.in_(lang) if fact is None else fact_text(fact, lang),
            source=source or ("" if fact is None else labels.SOURCE_MISSING.in_(lang)),
            remark=say.PARAMETER.in_(lang) if rule.from_parameters else "",
            warns=not source and not optional,
            trial=f"facts.{place}" if asked else "",
        )


def judgements_of(result: Result, program: Data, lang: Lang) -> Iterator[Evidence]:
    """The judgements that are there, or waited for."""
    nodes = Reader.of(result, lang).nodes
    for place, told in enumerate(program["judgements"]):
        node = nodes[told["key"]]
        judged = result.facts.judgements.get(told["key"])
        if not isinstance(node.indicator.way, JudgedWay):
            continue
        by = labels.BY.in_(lang).format(by=judged.by) if judged and judged.by else ""
        yield Evidence(
            id=f"judgement.{told['key']}",
            name=node.indicator.label,
            about="",
            value=labels.NOT_JUDGED.in_(lang)
            if judged is None
            else judged_text(node, judged.score),
            source=""
            if judged is None
            else labels.SEMICOLON.in_(lang).join(filter(None, (judged.reason, judged.evidence))),
            remark="" if judged is None else labels.ORIGINS[judged.origin].in_(lang) + by,
            warns=judged is None or judged.origin == "reconstructed",
            trial=f"judgements.{place}" if told["asked"] else "",
        )
