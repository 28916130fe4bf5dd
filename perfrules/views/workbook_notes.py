"""The sheets of bases and of notes: what each rule rests on, and how the workbook is to be read."""

from collections.abc import Iterator

from perfrules.messages import labels
from perfrules.messages import workbook as say
from perfrules.model.declared import Indicator
from perfrules.model.methodology import Methodology
from perfrules.model.ways import Band, Bands, Cases, Judged, Ratio, Score
from perfrules.problem import printable
from perfrules.readings.prose import written
from perfrules.views.workbook_book import Page, Style
from perfrules.views.workbook_facts import put_heads
from perfrules.views.workbook_workings import Workings

NOTE = Style("note")
_SIGNS = {">=": "≥", "<=": "≤", "=": "="}


def bases_page(work: Workings, page: Page) -> None:
    """Every rule with its standing, what it rests on, and its formula as the author wrote it."""
    page.put(0, 0, work.text(say.BASES_TITLE), Style("title"))
    heads = (say.NAME, say.POINTS, say.STANDING, say.BASIS, say.FORMULA, say.ABOUT)
    put_heads(page, 1, [work.text(head) for head in heads])
    for row, (cells, warns) in enumerate(_rules(work), 2):
        for column, text in enumerate(cells):
            look = "warning" if column == 2 and warns else "note"
            align = "center" if column == 2 else "left"
            page.put(row, column, shown(text), Style(look, align=align))  # type: ignore[arg-type]


def _rules(work: Workings) -> Iterator[tuple[list[str], bool]]:
    rules = work.result.methodology
    for node in rules.scored():
        standing = work.text(labels.STANDINGS[node.status])
        points = str(node.points) if node.points.denominator != 1 else str(node.points.numerator)
        cells = [
            node.label,
            points,
            standing,
            node.basis or rules.basis,
            rule_text(node, rules),
            node.about,
        ]
        yield cells, node.status != "official"
    for measure in rules.measures.values():
        yield [measure.name, "", "", "", measure.formula.text, measure.about], False
    for veto in rules.above.vetoes.values():
        standing = work.text(labels.STANDINGS[veto.status])
        yield (
            [veto.name, "", standing, veto.basis, veto.when.text, veto.says],
            veto.status != "official",
        )
    for finding in rules.above.findings.values():
        standing = work.text(labels.STANDINGS[finding.status])
        warns = finding.status != "official"
        yield [finding.name, "", standing, finding.basis, finding.when.text, ""], warns
    standing = work.text(labels.STANDINGS[rules.grades_status])
    for grade in rules.grades:
        name = work.text(say.OF_GRADE, name=grade.name)
        yield (
            [name, "", standing, rules.grades_basis, grade.text, ""],
            rules.grades_status != "official",
        )


def rule_text(node: Indicator, rules: Methodology) -> str:
    """A way of scoring in the author's formulas; spelled out where it has many parts."""
    then = " → "
    match node.way:
        case None:
            return ""
        case Score(formula):
            return formula.text
        case Judged(tiers):
            return "\n".join(f"{tier.name} {tier.within.at.text}" for tier in tiers)
        case Ratio(actual, target, sign):
            return f"{actual.text} {_SIGNS[sign]} {target.text}"
        case Bands(of, rows):
            bands = [f"{band.inside.at.text}{then}{_band(band)}" for band in rows]
            return "\n".join([of.text, *bands])
        case Cases(rows):
            return "\n".join(
                f"{'' if case.when is None else case.when.text}{then}{case.score.text}"
                for case in rows
            )
        case _:
            return "" if node.tree is None else written(node.tree, rules.lang)


def _band(band: Band) -> str:
    if band.start is not None and band.end is not None:
        return f"{band.start.text} … {band.end.text}"
    formula = band.share or band.score
    return band.open if formula is None else formula.text


def notes_page(work: Workings, page: Page) -> None:
    """How to read it; what does not move, and what is not proved exact."""
    page.put(0, 0, work.text(say.NOTES_TITLE), Style("title"))
    row = 1
    for text in say.NOTES_ABOUT:
        page.put(row, 0, work.text(text), NOTE)
        page.join(row, 0, 1)
        row += 1
    row += 1
    page.put(row, 0, work.text(say.NOT_LIVE_TITLE), Style("title"))
    row += 1
    if not work.not_live:
        page.put(row, 0, work.text(say.NOT_LIVE_NONE), NOTE)
    for where, reason in dict.fromkeys(work.not_live):
        page.put(row, 0, printable(where), NOTE)
        page.put(row, 1, work.text(reason), NOTE)
        row += 1
    row += 1
    page.put(row, 0, work.text(say.ROUGH_TITLE), Style("title"))
    row += 1
    if not work.rough:
        page.put(row, 0, work.text(say.ROUGH_NONE), NOTE)
    for name in dict.fromkeys(work.rough):
        page.put(row, 0, printable(name), NOTE)
        page.put(row, 1, work.text(say.ROUGH_REASON), NOTE)
        row += 1


def shown(text: str) -> str:
    """Printable line by line."""
    return "\n".join(map(printable, text.split("\n")))
