"""The mistakes of published reports that are known by name, each a function that looks for it."""

from collections.abc import Iterator
from fractions import Fraction

from perfrules.formula import walk
from perfrules.formula.tree import Fold, Name, Node, Operate
from perfrules.formula.units import Unit
from perfrules.model.facts import TableRow
from perfrules.model.published import Published, Stated, StatedScore
from perfrules.model.rounding import rounded
from perfrules.model.terms import Rounding
from perfrules.model.ways import Judged, Ratio, Rows
from perfrules.readings.figures import exact_text, figure
from perfrules.scoring.conclusion import TieOutcome
from perfrules.scoring.tree import Scored
from perfrules.studies.audited import Base, Check, Mistake
from perfrules.studies.known import Known
from perfrules.studies.other_bases import follows

MOST_SHARE = Fraction(3, 4)
"""A leaf with a larger share of the points decides alone; forms give parts of 10 to 60 of 100."""

_OF_WHICH = ("其中", "of which")
_QUANTITIES = ("数量指标", "产出数量", "数量")
_WHY = ("原因", "理由")


def of_figure(check: Check, stated: Stated, unit: Unit, tree: Node | None) -> Iterator[Mistake]:
    """What is known of a printed fact, measure or measured value; `tree` is its formula."""
    yield from _of_words(stated)
    if stated.unit.text == "%" and unit.text == "百分点":
        yield Mistake("percent for points", {"printed": stated.text})
    if unit.is_percent and not stated.unit.is_percent:
        yield Mistake("sign left out", {"printed": stated.text})
    if unit.text == "%" and max(stated.value or 0, check.computed or 0) > 1:
        yield Mistake("over 100%", {"printed": stated.text})
    if any(problem.code == "E250" for problem in check.problems):
        yield Mistake("zero base")
    if tree is None:
        return
    if check.basis is not None and check.basis.kind == "printed inputs" and _is_difference(tree):
        yield Mistake("rounded rates")
    if check.verdict == "differs":
        nodes = list(walk.nodes(tree))
        if any(isinstance(node, Fold) and node.function == "count" for node in nodes):
            yield Mistake("list count")
        elif any(isinstance(node, Operate) and node.op == "/" for node in nodes):
            yield Mistake("rate not from amounts")


def of_score(check: Check, said: StatedScore, stated: Stated, node: Scored) -> Iterator[Mistake]:
    """What is known of the printed score of a leaf or parent."""
    yield from _of_words(stated)
    indicator, value = node.indicator, stated.value
    if any(problem.code == "E250" for problem in check.problems):
        yield Mistake("zero base")
    if node.children:
        if check.verdict == "differs":
            yield Mistake("total not from leaves")
        return
    if node.state == "open" and node.missing:
        yield Mistake("no facts")
    if node.judgement is not None and node.judgement.origin == "published":
        yield Mistake("not recomputed")
    if check.verdict != "differs" or value is None or node.exact is None:
        return
    if _weighted_twice(stated, node):
        points = exact_text(indicator.points)
        fields = {"points": points, "printed": stated.text, "score": exact_text(node.exact)}
        yield Mistake("weights twice", fields)
        return
    if isinstance(indicator.way, Ratio):
        full = value == indicator.points > node.exact
        yield Mistake("target missed" if full else "score not from target")
    if value < node.exact and not isinstance(indicator.way, Judged) and not _reason(said, node):
        yield Mistake("no reason")


def of_rate(check: Check, said: StatedScore, stated: Stated, node: Scored) -> Iterator[Mistake]:
    """What is known of a printed 得分率."""
    yield from _of_words(stated)
    if stated.unit.is_percent and (stated.value or 0) > 1:
        yield Mistake("over 100%", {"printed": stated.text})
    if check.basis is not None and check.basis.kind == "printed score":
        yield Mistake("rate from printed score")
    score = None if said.score is None else said.score.value
    if check.verdict == "ties" and score is not None and node.indicator.points:
        pair = score / node.indicator.points
        if not follows(stated, pair):
            shown = figure(_at_digits(pair, stated), stated.unit).text
            yield Mistake("unrounded score", {"other": shown})


def of_relation(told: TieOutcome, known: Known, unit: Unit) -> Iterator[Mistake]:
    """What is known of a relation that does not close."""
    left, right = told.tie.left, told.tie.right
    sides = ((left, right, told.right.value), (right, left, told.left.value))
    for whole, parts, amount in sides:
        if _is_empty(whole, known) and _is_sum(parts) and isinstance(amount, Fraction):
            assert isinstance(whole, Name), "as it is empty"
            shown = known.shown(told.tie.that.tree, amount)
            yield Mistake("empty total", {"whole": whole.name, "parts": f"{_names(parts)} {shown}"})
            return
    if unit.has_money:
        yield Mistake("money open")


def of_report(known: Known, published: Published, bases: tuple[Base, ...]) -> Iterator[Mistake]:
    """What is remarked on the report as a whole."""
    result = known.result
    if result.methodology.weighted and not published.scores and published.total is None:
        yield Mistake("unfilled")
    if len(bases) > 1:
        yield Mistake("several bases", {"count": str(len(bases))})
    yield from _empty_totals(known, bases)
    for node in known.nodes.values():
        if node.children or not node.indicator.points or isinstance(node.indicator.way, Rows):
            continue
        fields = {"name": node.indicator.label, "points": exact_text(node.indicator.points)}
        if node.indicator.label.startswith(_OF_WHICH):
            yield Mistake("of which", fields)
        if node.row is not None and _counts_money(node.row):
            yield Mistake("money as output", fields)
        if node.indicator.points > MOST_SHARE * result.methodology.points:
            yield Mistake("one leaf", fields)


def _is_empty(whole: Node, known: Known) -> bool:
    return isinstance(whole, Name) and known.names.get(whole.name) == 0


def _is_sum(tree: Node) -> bool:
    """Whether it is one name, or names added up."""
    match tree:
        case Name():
            return True
        case Operate("+", left, right):
            return _is_sum(left) and _is_sum(right)
        case _:
            return False


def _names(tree: Node) -> str:
    return " + ".join(walk.names(tree))


def _counts_money(row: TableRow) -> bool:
    """Whether a row that stands under a heading of quantities has an amount of money."""
    cells = row.cells.values()
    return any(cell.text in _QUANTITIES for cell in cells) and any(
        cell.unit.has_money for cell in cells
    )


def _of_words(stated: Stated) -> Iterator[Mistake]:
    if stated.value is None:
        yield Mistake("words", {"printed": stated.text})


def _is_difference(tree: Node) -> bool:
    return isinstance(tree, Operate) and tree.op == "-"


def _weighted_twice(stated: Stated, node: Scored) -> bool:
    """Whether the points, read as a percentage, were taken of the score once more."""
    assert node.exact is not None, "asked of a score that is there"
    again = node.exact * node.indicator.points / 100
    return again != node.exact and follows(stated, again)


def _reason(said: StatedScore, node: Scored) -> bool:
    """Whether anybody says why points were taken off."""
    told = [said.reason, node.judgement.reason if node.judgement else ""]
    if node.row is not None:
        told.append(node.row.reason)
        told += [cell.text for name, cell in node.row.cells.items() if name.endswith(_WHY)]
    return any(told)


def _at_digits(value: Fraction, stated: Stated) -> Fraction:
    return rounded(value, Rounding(stated.step, "half-up"))


def _empty_totals(known: Known, bases: tuple[Base, ...]) -> Iterator[Mistake]:
    """A base of 0 beside an amount whose name ends in the same words: the row of its part."""
    used = known.result.used
    for whole in (base.fact for base in bases if used[base.fact].value == 0):
        for name, fact in used.items():
            is_part = name.endswith(whole) and name != whole and not name.startswith("上年")
            if is_part and isinstance(fact.value, Fraction) and fact.value > 0:
                parts = f"{name} {known.shown(Name(name), fact.value)}"
                yield Mistake("empty total", {"whole": whole, "parts": parts})
