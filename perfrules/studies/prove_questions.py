"""The questions of one formula: its score, what cannot be computed, gaps, overlaps, dead rows."""

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction

from perfrules.formula.tree import Node
from perfrules.messages import Text
from perfrules.messages import proofs as say
from perfrules.model.declared import Indicator
from perfrules.model.stretches import Stretch
from perfrules.model.table_rules import TableRule
from perfrules.model.ways import Judged
from perfrules.problem import Problem
from perfrules.readings.extents import holds_all
from perfrules.readings.proof import Fault
from perfrules.readings.proof_terms import Expr, both, compared, either
from perfrules.readings.proof_world import World
from perfrules.readings.seen import Seen
from perfrules.studies import prove_shown as engine
from perfrules.studies.prove_asked import NOTHING, Asked
from perfrules.studies.prove_rows import holding, reached
from perfrules.studies.proved import Kind, Question, Shown, Witness

OUTSIDE = frozenset({"E502"})
COMPUTED = frozenset({"E250", "E252", "E253", "E254", "E255", "E256"})
"""Codes of what cannot be computed."""
_CODES: dict[Kind, frozenset[str]] = {
    "denominator": COMPUTED,
    "target": frozenset({"E260"}),
    "gap": frozenset({"E257"}),
    "overlap": frozenset({"E259"}),
}


def score(
    asked: Asked, node: Indicator | None, highest: Node, least: Fraction | None = None
) -> Question:
    """Whether the score keeps within its limits; those of a row (no node) are 0 and its points.

    `highest` may depend on what is picked; `least` is the least that it can be.
    """
    low = Fraction(0) if node is None else node.lowest
    capped = node is not None and node.cap is not None
    floored = node is not None and node.floor is not None

    def outside() -> Expr:
        term = asked.term()
        above = compared(">", term.value, asked.world.reading(highest).value)
        below = compared("<", term.value, low)
        wrong = either(not capped and above, not floored and below)
        return both(term.ok, wrong)

    def problem(witness: Witness | None) -> Problem:
        assert witness is not None, "that something can be is shown by facts"
        found = (
            engine.problem_shown(witness, asked.address, OUTSIDE, frozenset())
            if asked.row is None
            else engine.row_problem(witness, asked.row, OUTSIDE)
        )
        assert found is not None, "the engine has refused the score"
        fields = {key: found.fields[key] for key in ("low", "high", "score")}
        return Problem("E640", asked.at, {"name": asked.named, **fields})

    shown = (
        engine.refused_score(asked.key)
        if asked.row is None
        else engine.refused_score_of_row(asked.row)
    )
    return asked.question(
        "score",
        outside,
        shown,
        problem,
        by_bounds=node is not None and _is_within(node, asked.seen, least),
        settled=_settled(node),
    )


def _settled(node: Indicator | None) -> Text | None:
    if node is not None and isinstance(node.way, Judged):
        return say.BY_JUDGEMENT
    limited = node is not None and node.cap is not None and node.floor is not None
    return say.BY_LIMITS if limited else None


def _is_within(node: Indicator, seen: Seen | None, least: Fraction | None) -> bool:
    """Whether intervals know that the score keeps within its limits, those that it states cut."""
    if seen is None:
        return False
    low = None if node.floor is not None else node.lowest
    high = None if node.cap is not None else least
    limits = Stretch(low, high, low_closed=low is not None, high_closed=high is not None)
    return holds_all(limits, seen.stretch)


def faults(asked: Asked) -> Iterator[Question]:
    """What may have no value: each kind of it that the formula has."""
    found = asked.term().faults
    for kind, codes in _CODES.items():
        of_kind = [fault for fault in found if fault.code in codes]
        if of_kind:
            yield asked.question(
                kind,
                _any(of_kind),
                _fault_shown(asked, of_kind),
                _fault_problem(asked, kind, of_kind),
                by_bounds=_bounded(asked.seen, of_kind),
            )


def unscored(rule: TableRule, world: World) -> Question:
    """Whether a row fits no way of scoring; in the world none of them does."""

    def problem(witness: Witness | None) -> Problem:
        assert witness is not None, "that something can be is shown by facts"
        return Problem("E643", rule.place, {"name": rule.name, "what": say.NO_WAY})

    return Question(
        kind="gap",
        subject=rule.name,
        about=NOTHING,
        place=rule.place,
        possible=False,
        condition=lambda: both(*(world.reading(node).holds for node in world.assumed[-1:])),
        worlds=(world,),
        shown=engine.row_unscored(rule.name),
        problem=problem,
        row_of=rule.name,
    )


def _any(found: Iterable[Fault]) -> Callable[[], Expr]:
    return lambda: either(*(fault.when for fault in found))


def _bounded(seen: Seen | None, found: list[Fault]) -> bool:
    """Whether intervals know that none of them is reached."""
    if seen is None:
        return False
    unreached = {id(branch.node) for branch in seen.branches if branch.extent is None}
    zero = {id(division) for division in seen.zero}
    return all(
        id(fault.node) in unreached or (fault.code == "E250" and id(fault.node) not in zero)
        for fault in found
    )


def _fault_shown(asked: Asked, found: list[Fault]) -> Shown:
    codes = frozenset(fault.code for fault in found)
    if asked.row is not None:
        return engine.fault_in_row(asked.row, codes)
    return engine.fault_at(asked.address, codes, _places(asked, found))


def _places(asked: Asked, found: Iterable[Fault]) -> frozenset[str]:
    return frozenset(engine.place_text(fault.node, asked.place) for fault in found)


def _fault_problem(
    asked: Asked, kind: Kind, found: list[Fault]
) -> Callable[[Witness | None], Problem]:
    codes, places = _CODES[kind], _places(asked, found)

    def problem(witness: Witness | None) -> Problem:
        assert witness is not None, "that something can be is shown by facts"
        if asked.row is None:
            told = engine.problem_shown(witness, asked.address, codes, places)
        else:
            told = engine.row_problem(witness, asked.row, codes)
        assert told is not None, "the engine has met it"
        at = asked.at if kind != "denominator" or asked.row is not None else told.place
        said = Text(told.message("zh"), told.message("en"))
        fields: dict[str, str | Text] = {"name": asked.named}
        match kind:
            case "denominator":
                return Problem("E641", at, {**fields, "said": said})
            case "target":
                return Problem("E642", at, fields)
            case "gap":
                return Problem("E643", at, {**fields, "what": reached(asked.way, witness, said)})
            case _:
                return Problem("E644", at, {**fields, "rows": holding(asked, witness)})

    return problem
