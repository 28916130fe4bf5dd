"""Target and actual value of a leaf, where its way of scoring compares one number with another."""

from fractions import Fraction

from attrs import frozen

from perfrules.formula import walk
from perfrules.formula.tree import Name, Node, Property
from perfrules.model.ways import Bands, Ratio, Score
from perfrules.readings.number import Failed, Missing
from perfrules.readings.number import Result as Came
from perfrules.readings.sheet_text import SUM, called, number_text
from perfrules.scoring.shown import printed_within
from perfrules.scoring.tree import Scored
from perfrules.views.workbook_book import digits_of
from perfrules.views.workbook_workings import NotLiveError, Workings


@frozen(eq=False)
class Aim:
    """A number beside the score, live, in the unit of its fact."""

    value: Came
    text: str
    digits: str


def aims_of(work: Workings, node: Scored) -> tuple[Aim | None, Aim | None]:
    """The target and the actual value; None where the rule names none."""
    if node.out or node.row is not None or node.children:
        return None, None
    match node.indicator.way:
        case Ratio(actual, target):
            return _aim(work, target.tree), _aim(work, actual.tree)
        case Bands(of):
            return None, _aim(work, of.tree)
        case _ if node.indicator.value_tree is not None:
            return None, _aim(work, Property("value", node.indicator.key))
        case Score(formula):
            named = dict.fromkeys(p for p in walk.nodes(formula.tree) if isinstance(p, Name))
            known = [name for name in named if name.name in work.said]
            numbers = [name for name in known if work.said[name.name].kind == "number"]
            return None, _aim(work, numbers[0]) if len(numbers) == 1 else None
        case _:
            return None, None


def _aim(work: Workings, tree: Node) -> Aim | None:
    try:
        said = work.say(tree)
    except NotLiveError:
        return None
    value = work.value(tree)
    if said.kind != "number":
        return None
    unit, show, least = printed_within(tree, work.result.methodology, work.result.used)
    percent = unit.is_percent if show is None else show.percent
    decimals = show.decimals if show is not None else max(least, 2)
    text, shown = said.text, value
    if not percent and unit.factor != 1:
        text = f"{said.within(SUM + 1)}/{number_text(unit.factor, None)}"
        shown = value / unit.factor if isinstance(value, Fraction) else value
    digits = digits_of(decimals, percent=percent)
    if show is None and isinstance(shown, Fraction) and shown.denominator == 1 and not percent:
        digits = digits_of(least)
    if isinstance(shown, Missing | Failed):
        shown = ""
    return Aim(shown, called("IF", called("ISNUMBER", said.text), text, '""'), digits)
