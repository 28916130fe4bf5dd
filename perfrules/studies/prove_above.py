"""Questions above single formulas: vetoes, indicators that never matter, totals and grades."""

from collections.abc import Iterator
from fractions import Fraction

from perfrules.formula.digits import exact_text
from perfrules.formula.tree import Name, Property
from perfrules.messages import Text
from perfrules.messages import proofs as say
from perfrules.model.above import Veto
from perfrules.model.declared import Indicator
from perfrules.model.methodology import Methodology
from perfrules.model.read_above import WHOLE
from perfrules.model.stretches import Stretch
from perfrules.problem import Place, Problem
from perfrules.readings.extents import holds_all
from perfrules.readings.proof_terms import Expr, both, compared, either, negated, within
from perfrules.readings.proof_world import World
from perfrules.readings.values import name_of_property
from perfrules.studies import prove_shown as engine
from perfrules.studies.prove_asked import NOTHING
from perfrules.studies.prove_falling import differing
from perfrules.studies.prove_printed import (
    PRINTED,
    is_beyond,
    is_never_done,
    is_printed_exactly,
    prints_within_limits,
    reach,
    with_printed,
)
from perfrules.studies.proved import Question, Witness

EXACT = Property("score", WHOLE)
FINE = Fraction(1, 100)
"""Points are commonly printed with two digits; a coarser step is seen by whoever adds them up."""


def veto(rule: Veto, world: World) -> Question:
    """Whether a veto can fire at all."""
    return Question(
        kind="veto",
        subject=rule.name,
        about=NOTHING,
        place=rule.place,
        possible=True,
        condition=lambda: world.reading(rule.when.tree).holds,
        worlds=(world,),
        shown=engine.veto_holds(rule.name),
        problem=lambda _: Problem("E647", rule.when.source.place(), {"name": rule.name}),
    )


def matters(node: Indicator, world: World) -> Question:
    """Whether an indicator can have two scores at all."""
    name = Name(name_of_property("score", node.key))
    other = world.twin(world.free)

    def two_scores() -> Expr:
        one, two = world.reading(name), other.reading(name)
        return both(one.ok, two.ok, compared("!=", one.value, two.value))

    def problem(_: Witness | None) -> Problem:
        always = exact_text(_only_score(node, world) or node.lowest)
        return Problem("E648", node.place, {"name": node.key, "score": always})

    return Question(
        kind="matters",
        subject=node.key,
        about=NOTHING,
        place=node.place,
        possible=True,
        condition=two_scores,
        worlds=(world, other),
        shown=differing(node.key),
        problem=problem,
    )


def _only_score(node: Indicator, world: World) -> Fraction | None:
    value = world.reading(Name(name_of_property("score", node.key))).value
    return value if isinstance(value, Fraction) else None


def grades(methodology: Methodology, world: World) -> Iterator[Question]:
    """Whether every total has a grade, and whether print and grade agree."""
    if not methodology.grades or not methodology.weighted or is_never_done(methodology):
        return
    printing = with_printed(world, methodology)
    graded = methodology.grade_on
    beyond = is_beyond(methodology)
    yield Question(
        kind="total",
        subject="",
        about=NOTHING,
        place=_head(methodology, "points"),
        possible=False,
        condition=lambda: _ungraded(methodology, printing),
        worlds=(printing,),
        shown=engine.no_grade,
        problem=lambda witness: _no_grade(methodology, witness),
        by_bounds=_all_graded(methodology, world),
        on="printed" if graded == "printed" else "unrounded",
        why_not=beyond,
    )
    if graded == "exact" or _is_coarse(methodology):
        yield Question(
            kind="grade",
            subject="",
            about=NOTHING,
            place=_head(methodology, "grade_on"),
            possible=False,
            condition=lambda: _other_grade(methodology, printing),
            worlds=(printing,),
            shown=engine.other_grade,
            problem=lambda witness: _contradiction(methodology, witness),
            by_bounds=beyond is None and is_printed_exactly(methodology, world),
            on="printed",
            why_not=beyond,
        )


def _head(methodology: Methodology, key: str) -> Place:
    return methodology.documents[0].place(("methodology", key))


def _is_coarse(methodology: Methodology) -> bool:
    """Whether a score or the total is rounded to more than hundredths."""
    steps = (methodology.rounding, *(node.rounding for node in methodology.scored()))
    return any(rounding.to > FINE for rounding in steps)


def _graded(methodology: Methodology) -> Stretch:
    """All totals from the lowest grade to the highest; no file leaves a gap between them."""
    lows = [grade.stretch.low for grade in methodology.grades]
    highs = [grade.stretch.high for grade in methodology.grades]
    low = None if None in lows else min(each for each in lows if each is not None)
    high = None if None in highs else max(each for each in highs if each is not None)
    return Stretch(low, high, low_closed=True, high_closed=True)


def _all_graded(methodology: Methodology, world: World) -> bool:
    """Whether the limits of all scores, each printed as it stands, add up to graded totals."""
    low, high = reach(methodology)
    whole = Stretch(low, high, low_closed=True, high_closed=True)
    return holds_all(_graded(methodology), whole) and prints_within_limits(methodology, world)


def _ungraded(methodology: Methodology, world: World) -> Expr:
    term = world.reading(Name(PRINTED) if methodology.grade_on == "printed" else EXACT)
    held = either(*(within(term.value, grade.stretch) for grade in methodology.grades))
    return both(term.ok, negated(held))


def _other_grade(methodology: Methodology, world: World) -> Expr:
    exact, printed = world.reading(EXACT), world.reading(Name(PRINTED))
    apart = either(
        *(
            both(within(exact.value, g.stretch), negated(within(printed.value, g.stretch)))
            for g in methodology.grades
        )
    )
    return both(exact.ok, printed.ok, apart)


def _no_grade(methodology: Methodology, witness: Witness | None) -> Problem:
    assert witness is not None, "that something can be is shown by facts"
    whole = witness.result.above.whole
    graded = whole.printed if methodology.grade_on == "printed" else whole.exact
    return Problem("E649", _head(methodology, "points"), {"total": exact_text(graded[0])})


def _contradiction(methodology: Methodology, witness: Witness | None) -> Problem:
    assert witness is not None, "that something can be is shown by facts"
    whole = witness.result.above.whole
    names: list[str | Text] = [
        next((grade.name for grade in methodology.grades if grade.holds(total)), say.NO_GRADE)
        for total in (whole.exact[0], whole.printed[0])
    ]
    exact_key = methodology.grade_on == "exact"
    fields: dict[str, str | Text] = {
        "exact": exact_text(whole.exact[0]),
        "printed": exact_text(whole.printed[0]),
        "grade": names[0],
        "other": names[1],
    }
    key = "grade_on" if exact_key else "rounding"
    return Problem("E650" if exact_key else "E651", _head(methodology, key), fields)
