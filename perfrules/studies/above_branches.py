"""The branches above the tree: grades, limits of the total, vetoes, findings, ties."""

from collections.abc import Iterable, Iterator

from perfrules.model.methodology import Methodology
from perfrules.scoring.result import Result
from perfrules.studies.branch import Kind, Reached, Side
from perfrules.studies.grid import has_total, reaches_least, reaches_most
from perfrules.studies.way_branches import Part


def of_total(methodology: Methodology) -> Iterator[Part]:
    """The grades, and the limits of the total where it can come to them."""
    for position, grade in enumerate(methodology.grades if has_total(methodology) else ()):
        yield Part("grade", "reached", ("grade", position), _graded(grade.name))
    most, least = methodology.total_at_most, methodology.total_floor
    if most is not None and reaches_most(methodology, most):
        yield Part("limit", "most", ("methodology", "total_at_most"), _cut_total(up=True))
    if least is not None and reaches_least(methodology, least):
        yield Part("limit", "least", ("methodology", "total_floor"), _cut_total(up=False))


def _graded(name: str) -> Reached:
    return lambda read: any(r.grade is not None and r.grade.name == name for r in read.results)


def _cut_total(*, up: bool) -> Reached:
    return lambda read: any(_cut(result, up=up) for result in read.results)


def _cut(result: Result, *, up: bool) -> bool:
    """Whether the total was lowered, or raised, to its limit."""
    before, after = result.above.added.exact[0], result.above.limited.exact[0]
    return result.above.added.state == "done" and (before > after if up else before < after)


def of_above(methodology: Methodology) -> Iterator[Part]:
    """Both sides of every veto, finding and tie."""
    above = methodology.above
    told: tuple[tuple[Kind, Iterable[str]], ...] = (
        ("veto", above.vetoes), ("finding", above.findings), ("tie", above.ties),
    )  # fmt: skip
    for kind, names in told:
        sides = _HELD if kind != "tie" else _TIED
        for name in names:
            for side, truth in sides:
                yield Part(kind, side, (kind, name), _told(kind, name, truth=truth))


_HELD: tuple[tuple[Side, bool], ...] = (("held", True), ("not_held", False))
_TIED: tuple[tuple[Side, bool], ...] = (("held", True), ("broken", False))


def _told(kind: Kind, name: str, *, truth: bool) -> Reached:
    return lambda read: any(_holds(result, kind, name) is truth for result in read.results)


def _holds(result: Result, kind: Kind, name: str) -> bool | None:
    above = result.above
    told: dict[str, bool | None] = {}
    match kind:
        case "veto":
            told = {each.veto.name: each.holds for each in above.vetoes}
        case "finding":
            told = {each.finding.name: each.holds for each in above.findings}
        case _:
            told = {each.tie.name: each.holds for each in above.ties}
    return told[name]
