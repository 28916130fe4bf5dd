"""From the sum of the tree to total and grade: bonus, penalty, limits, vetoes, in this order."""

from collections.abc import Mapping
from fractions import Fraction

from perfrules.model.above import Veto
from perfrules.model.declared import Indicator
from perfrules.model.methodology import Grade, Methodology
from perfrules.model.terms import Rounding
from perfrules.readings.number import name_of_property
from perfrules.scoring.conclusion import Conclusion, Ends, Total, VetoOutcome
from perfrules.scoring.findings import findings_of
from perfrules.scoring.ground import Ground
from perfrules.scoring.nodes import (
    each_once,
    leaf_of,
    worst,
)
from perfrules.scoring.outcome import passed_on
from perfrules.scoring.ties import ties_of
from perfrules.scoring.totals import (
    as_printed,
    checked,
    grades_of,
    lowered,
    of_tree,
    raised,
    within_limits,
)
from perfrules.scoring.tree import Outcome, Scored
from perfrules.scoring.vetoes import by_height, lowest, on_grade, on_total, possible


def conclude(roots: tuple[Scored, ...], ground: Ground) -> Conclusion:
    """Everything above the tree; each stage is told the total so far, exact."""
    methodology, above = ground.methodology, ground.methodology.above
    tree = of_tree(roots, methodology)
    ground.tell_total(tree)
    bonuses = _extras(above.bonuses, ground)
    higher = checked(raised(tree, bonuses), methodology)
    ground.tell_total(higher)
    penalties = _extras(above.penalties, ground)
    added = checked(lowered(higher, penalties), methodology)
    limited = within_limits(added, methodology)
    whole = as_printed(limited, methodology)
    ground.tell_total(whole)
    vetoes = list(above.vetoes.values())
    decided = _decided([veto for veto in vetoes if veto.touches_score], ground)
    total = _after(decided, whole, methodology)
    ground.tell_total(total)
    decided |= _decided([veto for veto in vetoes if not veto.touches_score], ground)
    total = _after(decided, whole, methodology)
    before = grades_of(whole, methodology)
    grades = _graded(decided, total, methodology)
    return Conclusion(
        tree=tree,
        bonuses=bonuses,
        penalties=penalties,
        added=added,
        limited=limited,
        whole=whole,
        vetoes=tuple(_outcome(veto, decided, whole, total, methodology) for veto in vetoes),
        total=total,
        grades_before=before,
        grades=grades,
        ties=ties_of(ground),
        findings=findings_of(ground),
    )


def _extras(extras: Mapping[str, Indicator], ground: Ground) -> tuple[Scored, ...]:
    return tuple(_extra(extra, ground) for extra in extras.values())


def _extra(extra: Indicator, ground: Ground) -> Scored:
    """A bonus or penalty, scored like a leaf."""
    value = None
    if extra.value_tree is not None:
        value = ground.outcome(f"value.{extra.key}", extra.place)
        ground.names[name_of_property("value", extra.key)] = passed_on(value)
    outcome = ground.outcome(extra.address, extra.place)
    scored = leaf_of(extra, outcome, value, ground.judgements.get(extra.key))
    ground.tell_score(scored)
    return scored


Decided = dict[Veto, Outcome]


def _decided(vetoes: list[Veto], ground: Ground) -> Decided:
    return {veto: ground.outcome(f"veto.{veto.name}", veto.place) for veto in vetoes}


def _holding(decided: Decided) -> tuple[list[Veto], list[Veto]]:
    """The vetoes that hold, and those that may."""
    return (
        [veto for veto, outcome in decided.items() if outcome.value is True],
        [veto for veto, outcome in decided.items() if outcome.value is None],
    )


def _after(decided: Decided, whole: Total, methodology: Methodology) -> Total:
    """The total after the vetoes; not known while one of them is not decided."""
    if not decided:
        return whole
    held, undecided = _holding(decided)

    def ends(both: Ends, rounding: Rounding | None) -> Ends:
        effect = on_total(rounding)
        low, high = (possible(end, held, undecided, effect, Fraction) for end in both)
        return min(low), max(high)

    return Total(
        state=worst((whole, *decided.values())),
        exact=ends(whole.exact, None),
        printed=ends(whole.printed, methodology.rounding),
        missing=whole.missing.union(*(each.missing for each in decided.values())),
        problems=each_once(
            (*whole.problems, *(p for each in decided.values() for p in each.problems))
        ),
    )


def _graded(decided: Decided, total: Total, methodology: Methodology) -> tuple[Grade, ...]:
    """The grades that are possible after the vetoes, in the order of the file."""
    held, undecided = _holding(decided)
    effect = on_grade(methodology)
    found = {
        after
        for grade in grades_of(total, methodology)
        for after in possible(grade, held, undecided, effect, by_height)
    }
    return tuple(grade for grade in methodology.grades if grade in found)


def _outcome(
    veto: Veto, decided: Decided, whole: Total, total: Total, methodology: Methodology
) -> VetoOutcome:
    outcome, cost, decisive = decided[veto], None, False
    if outcome.value is True and total.state == "done":
        if veto.touches_score:
            (before, _), effect = whole.printed, on_total(methodology.rounding)
            cost = before - lowest(before, [veto], effect, Fraction)
        others = {each: told for each, told in decided.items() if each is not veto}
        without = _after(others, whole, methodology)
        decisive = total.exact != without.exact or (
            _graded(decided, total, methodology) != _graded(others, without, methodology)
        )
    return VetoOutcome(veto, outcome, cost, decisive)
