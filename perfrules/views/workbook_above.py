"""The sheet of checks and findings: ties, vetoes, tables, and problems with their advice."""

from fractions import Fraction

from attrs import Factory, frozen

from perfrules.formula.tree import Call, Compare, Node, Number, Operate
from perfrules.formula.units import Unit
from perfrules.messages import Text
from perfrules.messages import workbook as say
from perfrules.model.above import Finding, Tie, Veto
from perfrules.problem import printable
from perfrules.readings.figures import exact_text
from perfrules.readings.number import Result as Came
from perfrules.readings.prose import written
from perfrules.readings.sheet_said import Said
from perfrules.readings.sheet_text import SUM, called, number_text
from perfrules.scoring.conclusion import FindingOutcome
from perfrules.scoring.shown import printed_within
from perfrules.views.workbook_book import Page, Style, digits_of
from perfrules.views.workbook_conditions import HOLDS, At, Words, put_condition, put_said
from perfrules.views.workbook_facts import put_heads
from perfrules.views.workbook_table_checks import Check
from perfrules.views.workbook_workings import Workings

TIES = Words(say.KEPT, say.BROKEN)
NAME, TEXT, MORE, SHOWN, RECKONED, ENGINE, CONTROL, SURE = range(8)


@frozen(eq=False, repr=False)
class AbovePage:
    """The page, its next row, and the checks that a score must pass."""

    work: Workings
    page: Page
    next: list[int] = Factory(lambda: [0])
    checks: list[Check] = Factory(list)

    def section(self, title: Text, text: Text, more: Text) -> None:
        """A part of the page with its heads."""
        row = self._row(1 if self.next[0] else 0)
        self.page.put(row, NAME, self.work.text(title), Style("title"))
        heads = (
            say.NAME, text, more, say.HOLDS, say.RECKONED, say.ENGINE, say.CONTROL, say.SURE,
        )  # fmt: skip
        put_heads(self.page, self._row(), [self.work.text(head) for head in heads])

    def _row(self, skip: int = 0) -> int:
        self.next[0] += 1 + skip
        return self.next[0] - 1

    def _at(self) -> At:
        return At(self._row(), SHOWN, RECKONED, ENGINE, CONTROL, SURE)

    def tie(self, tie: Tie) -> None:
        """Two sums that must be the same."""
        work, at = self.work, self._at()
        said = put_condition(
            work, self.page, at, tie_tree(tie), work.text(say.TIE_NAME, name=tie.name), TIES
        )
        self.page.put(at.row, NAME, printable(tie.name))
        that = written(tie.that.tree, work.lang)
        within = "" if tie.within is None else f"{work.text(say.ALLOWED)} {tie.within.text}"
        text = "；".join(filter(None, (that, within, tie.says)))
        self.page.put(at.row, TEXT, printable(text), Style("note"))
        self._apart(tie, at.row)
        if tie.severity == "error":
            value = work.value(tie_tree(tie))
            text = called("IF", called("ISERROR", said.text), "TRUE", said.text)
            self.checks.append(Check(tie.name, text, value is not False))

    def _apart(self, tie: Tie, row: int) -> None:
        """How far both sides lie apart, in the unit of the first fact."""
        work, tree = self.work, Operate("-", tie.left, tie.right)
        unit, _, least = printed_within(tie.that.tree, work.result.methodology, work.result.used)
        said, value = work.say(tree), work.value(tree)
        shown: Came = value / unit.factor if isinstance(value, Fraction) else ""
        text = _in_unit(said, unit)
        text = called("IF", called("ISNUMBER", said.text), called("ROUND", text, "9"), '""')
        digits = digits_of(None if unit.is_percent else least, percent=False)
        self.page.put(row, MORE, shown, Style("plain", digits, "right"), text)

    def veto(self, veto: Veto) -> Said:
        """A condition and what it does to total or grade."""
        work, at = self.work, self._at()
        wanted = work.text(say.VETO_NAME, name=veto.name)
        said = put_condition(work, self.page, at, veto.when.tree, wanted)
        self.page.put(at.row, NAME, printable(veto.name))
        text = veto.when.text + (f"；{veto.says}" if veto.says else "")
        self.page.put(at.row, TEXT, printable(text), Style("note"))
        effects = [
            work.text(words, points=exact_text(number))
            for words, number in ((say.VETO_SCORE, veto.score), (say.VETO_CAP, veto.cap))
            if number is not None
        ]
        effects += [
            work.text(words, grade=grade)
            for words, grade in ((say.VETO_GRADE, veto.grade), (say.VETO_BEST, veto.best_grade))
            if grade
        ]
        self.page.put(at.row, MORE, printable("；".join(effects)), Style("note"))
        return said

    def finding(self, finding: Finding, told: FindingOutcome) -> None:
        """A problem with its advice; its condition is live, its words are of the export."""
        work, at = self.work, self._at()
        wanted = work.text(say.FINDING_NAME, name=finding.name)
        put_condition(work, self.page, at, finding.when.tree, wanted, HOLDS)
        self.page.put(at.row, NAME, printable(finding.name))
        problem = told.problem or finding.problem.text
        advice = told.advice or finding.advice.text
        if told.problem:
            problem += work.text(say.FILLED_AT_EXPORT)
        self.page.put(at.row, TEXT, printable(problem), Style("note"))
        self.page.put(at.row, MORE, printable(advice), Style("note"))

    def check(self, check: Check) -> None:
        """One thing that must hold before anything is scored."""
        at = self._at()
        self.page.put(at.row, NAME, printable(check.label))
        said = Said(check.text, kind="yes/no")
        put_said(self.work, self.page, at, said, check.holds, f"_{check.label}", TIES)
        for column in (TEXT, MORE, SURE):
            self.page.put(at.row, column, "")

    def all_checks(self) -> str:
        """The name of the cell that tells whether all of them hold; empty when there are none."""
        if not self.checks:
            return ""
        work = self.work
        self.section(say.CHECKS, say.ABOUT, say.NOTE)
        first = self.next[0]
        for check in self.checks:
            self.check(check)
        span = self.page.span(first, self.next[0] - 1, RECKONED)
        at = self._at()
        whole = all(check.holds for check in self.checks)
        wanted = work.text(say.CHECKS_NAME)
        said = Said(called("AND", span), kind="yes/no")
        self.page.put(at.row, NAME, wanted, Style("label"))
        return put_said(work, self.page, at, said, whole, wanted, TIES).text


def tie_tree(tie: Tie) -> Node:
    """The condition that both sides are the same, or near enough."""
    if not tie.allowed:
        return Compare(tie.left, (("==", tie.right),))
    apart = Call("abs", (Operate("-", tie.left, tie.right),))
    return Compare(apart, (("<=", Number(tie.allowed)),))


def _in_unit(said: Said, unit: Unit) -> str:
    if unit.factor == 1 or unit.is_percent:
        return said.text
    return f"{said.within(SUM + 1)}/{number_text(unit.factor, None)}"
