"""A result as a report: the chapters of its methodology, filled with figures, texts and blanks."""

from collections.abc import Iterator

from attrs import evolve, field, frozen

from perfrules.messages import Lang, labels
from perfrules.messages import report as say
from perfrules.model.above import Sentence
from perfrules.model.chapters import Chapter, chapters_in_order
from perfrules.problem import width_of
from perfrules.readings.figures import figure
from perfrules.readings.number import Result as Reading
from perfrules.scoring.findings import filled
from perfrules.scoring.names import names_of
from perfrules.scoring.result import Result
from perfrules.views.evidence_lines import printed_text
from perfrules.views.outline import Outline, outline
from perfrules.views.report_annex import annex
from perfrules.views.report_findings import Problem, advice, problems_of, shown_problems
from perfrules.views.report_parts import (
    Block,
    Grid,
    Heading,
    Paragraph,
    Report,
    Run,
    Words,
    blank,
    numbered,
    paragraphs,
    plain,
)
from perfrules.views.report_scores import indicator_blocks, scores, year_of
from perfrules.views.report_tables import facts_grid, whole_table
from perfrules.views.steps import Reader
from perfrules.views.summaries import total_text

_LINE = 40
"""Columns of a title that fit into a line of a page."""


def report_of(result: Result, lang: Lang | None = None) -> Report:
    """The report of a result, in the language of its rule file unless another is asked for."""
    return _Writer.of(result, lang or result.methodology.lang).report()


@frozen(eq=False, repr=False)
class _Writer:
    """Everything that chapters are filled from."""

    result: Result
    lang: Lang
    page: Outline
    reader: Reader
    names: dict[str, Reading]
    problems: tuple[Problem, ...]
    shown: set[str] = field(factory=set)
    """The rows of tables that stand in a chapter already, by their keys."""

    @classmethod
    def of(cls, result: Result, lang: Lang) -> "_Writer":
        page, reader = outline(result, lang), Reader.of(result, lang)
        return cls(result, lang, page, reader, names_of(result), problems_of(result, lang))

    def report(self) -> Report:
        return Report(
            title=tuple(self.title()),
            keys=tuple(self.keys()),
            head=tuple((line.label, line.cells[0]) for line in self.page.head[:3] if line.cells[0]),
            notices=tuple(line.cells[0] for line in self.page.notices),
            blocks=tuple(numbered(self.blocks(), self.lang)),
            lang=self.lang,
        )

    def title(self) -> Iterator[str]:
        facts, rules = self.result.facts, self.result.methodology
        if facts.subject:
            yield facts.subject
        name = rules.title.partition("（")[0].partition(" (")[0].strip() or rules.title
        year = year_of(facts.period_text, self.lang)
        line = say.TITLE.in_(self.lang).format(year=year, title=name)
        if self.lang == "zh" and year and width_of(line) > _LINE:
            yield year
            line = line.removeprefix(year)
        yield line

    def keys(self) -> Iterator[tuple[str, str, str]]:
        """Total, grade, period; without points there is nothing to see first."""
        result, rules, lang = self.result, self.result.methodology, self.lang
        if not rules.weighted:
            return
        low, high = (printed_text(end, rules.rounding) for end in (result.low, result.high))
        between = labels.BETWEEN.in_(lang).format(low=low, high=high)
        if result.state == "refused":
            between = labels.STATES["refused"].in_(lang)
        points = say.KEY_POINTS.in_(lang).format(points=str(figure(rules.points)))
        yield say.KEY_TOTAL.in_(lang), total_text(result) or between, points
        if rules.grades:
            names = labels.OR.in_(lang).join(grade.name for grade in result.grades)
            names = "" if result.state == "refused" else names
            standing = labels.GRADE_STANDING.in_(lang).format(
                standing=labels.STANDINGS[rules.grades_status].in_(lang)
            )
            grade = result.grade.name if result.grade else names or say.KEY_OPEN.in_(lang)
            yield say.KEY_GRADE.in_(lang), grade, standing

    def blocks(self) -> Iterator[Block]:
        rules = self.result.methodology
        roots = {key: rules.indicators[key] for key in rules.roots}
        # What nobody declared is told in the language of the report.
        told = chapters_in_order(rules.chapters, roots, self.lang)
        pairs = zip(rules.outline, told, strict=True)
        for place, ((level, chapter), (_, shown)) in enumerate(pairs):
            is_annex = level == 1 and shown.title == say.PARTS["evidence"].in_(self.lang)
            yield Heading(level, shown.title, numbered=not is_annex)
            if place == 0:
                yield Paragraph(self.opening())
            yield from self.chapter(evolve(chapter, asks=shown.asks), level)

    def opening(self) -> Words:
        """What the report is about, in one sentence; what nobody said is a blank."""
        facts, rules, lang = self.result.facts, self.result.methodology, self.lang
        sentence = say.OVERVIEW_SAYS.in_(lang)
        before, _, rest = sentence.partition("{subject}")
        between, _, after = rest.partition("{period}")
        told = after.format(title=rules.title, id=rules.id, version=rules.version)
        subject = plain(facts.subject) or blank(say.SOMEBODY.in_(lang), lang)
        year = say.PERIOD.in_(lang) if facts.period_text.isdigit() else "{period}"
        period = plain(year.format(period=facts.period_text)) or blank(
            say.SOME_PERIOD.in_(lang), lang
        )
        return (Run(before), *subject, Run(between), *period, Run(told))

    def chapter(self, chapter: Chapter, level: int) -> Iterator[Block]:
        """What stands below one heading: the text, sentences, tables, and what it holds."""
        yield from self.narrative(chapter)
        for key in chapter.order:
            if key == "says" and chapter.says is not None:
                yield from map(Paragraph, self.sentence(chapter.says))
            elif key == "grid" and chapter.grid:
                yield self.grid(chapter)
            elif key == "shows":
                yield from self.listed(chapter)
        match chapter.holds:
            case "scores":
                yield from scores(self.result, self.page, self.reader)
            case "findings":
                told = chapter.name in self.result.facts.texts
                yield from shown_problems(self.problems, self.reader, level + 1, told=told)
            case "advice":
                told = chapter.name in self.result.facts.texts
                yield from advice(self.problems, self.lang, level + 1, told=told)
            case "evidence":
                yield from annex(self.page, self.reader, level + 1, self.shown)

    def narrative(self, chapter: Chapter) -> Iterator[Block]:
        given = self.result.facts.texts.get(chapter.name)
        if given is not None:
            for text in paragraphs(given.text):
                yield Paragraph(plain(text))
            if given.source:
                text = say.SOURCE.in_(self.lang).format(source=given.source)
                yield Paragraph(plain(text), "note")
        elif chapter.asks:
            yield Paragraph(blank(chapter.asks, self.lang))

    def sentence(self, says: Sentence) -> Iterator[Words]:
        """The sentences of the rule file with their values put in, a paragraph for each line."""
        words: list[Run] = []
        rules, used = self.result.methodology, self.result.used
        for text, missing in filled(says, self.names, rules, used):
            first, *others = [text] if missing else text.split("\n")
            words += [Run(first, mark=missing)] if first else []
            for line in others:
                if words:
                    yield tuple(words)
                words = [Run(line.lstrip())] if line.strip() else []
        if words:
            yield tuple(words)

    def grid(self, chapter: Chapter) -> Grid:
        rules, used = self.result.methodology, self.result.used
        heads, *rows = (
            tuple(
                tuple(Run(text, mark) for text, mark in filled(cell, self.names, rules, used))
                for cell in row
            )
            for row in chapter.grid
        )
        figures = (c for c in range(len(heads)) if all(_is_filled(r[c]) for r in chapter.grid[1:]))
        return Grid(
            "",
            tuple("".join(run.text for run in cell) for cell in heads),
            tuple(rows),
            right=frozenset(figures),
        )

    def listed(self, chapter: Chapter) -> Iterator[Block]:
        """What the chapter shows: neighbouring facts and measures in one table, others alone."""
        rules = self.result.methodology
        figures: list[str] = []
        for name in chapter.shows:
            # An indicator may be called like what it rests on, and says more.
            if name not in rules.indicators and name not in rules.tables:
                figures.append(name)
                continue
            if figures:
                yield facts_grid("", figures, self.reader)
                figures = []
            if name in rules.indicators:
                yield from indicator_blocks(name, self.page, self.reader, self.shown)
            else:
                yield from whole_table(rules.tables[name], self.reader, self.shown)
        if figures:
            yield facts_grid("", figures, self.reader)


def _is_filled(cell: Sentence) -> bool:
    """Whether a cell of a declared table is a value and nothing else."""
    return len(cell.parts) == 1 and not isinstance(cell.parts[0], str)
