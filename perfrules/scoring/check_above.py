"""Units of what stands above the tree: conditions, both sides of ties, and what sentences show."""

from collections.abc import Callable

from perfrules.formula.tree import Compare, Node
from perfrules.formula.units import Unit
from perfrules.messages import Text
from perfrules.model.above import Above, Blank
from perfrules.problem import Problem, Problems, Refused


def look_above(above: Above, unit_of: Callable[[Node], Unit], problems: Problems) -> None:
    """Collect the places where units do not fit; `unit_of` is that of a formula."""
    conditions = [veto.when for veto in above.vetoes.values()]
    conditions += [finding.when for finding in above.findings.values()]
    for condition in conditions:
        with problems.collecting():
            unit_of(condition.tree)
    for tie in above.ties.values():
        with problems.collecting():
            unit_of(tie.that.tree)
            if tie.within is not None:
                # What may differ is measured like the sides.
                unit_of(Compare(tie.left, (("==", tie.within.tree),), at=tie.within.tree.at))
    for finding in above.findings.values():
        for part in (*finding.problem.parts, *finding.advice.parts):
            with problems.collecting():
                if isinstance(part, Blank):
                    _refuse_other_sign(part, unit_of(part.formula.tree))


def _refuse_other_sign(blank: Blank, unit: Unit) -> None:
    """A percentage is shown with its sign, and only a plain number may be made into one."""
    show = blank.show
    if (
        show is None
        or (show.percent and not unit.dims)
        or (not show.percent and not unit.is_percent)
    ):
        return
    fields: dict[str, str | Text] = {
        "name": blank.formula.text.strip(),
        "show": f".{show.decimals}{'%' if show.percent else 'f'}",
    }
    raise Refused(Problem("E389", blank.at, fields))
