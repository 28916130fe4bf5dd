"""Ties (勾稽): both sides reckoned, and what is wrong where they lie too far apart."""

from collections.abc import Mapping
from fractions import Fraction

from perfrules.messages import Text
from perfrules.model.facts import Fact
from perfrules.model.methodology import Methodology
from perfrules.problem import Problem
from perfrules.readings.figures import figure
from perfrules.scoring.conclusion import TieOutcome
from perfrules.scoring.ground import Ground
from perfrules.scoring.shown import Printed, printed_within


def ties_of(ground: Ground) -> tuple[TieOutcome, ...]:
    """Every tie with both sides; one that rests on a missing fact is not checked."""
    return tuple(
        TieOutcome(
            tie,
            ground.outcome(f"tie.left.{name}", tie.place),
            ground.outcome(f"tie.right.{name}", tie.place),
        )
        for name, tie in ground.methodology.above.ties.items()
    )


def faults_of_ties(
    ties: tuple[TieOutcome, ...], methodology: Methodology, used: Mapping[str, Fact]
) -> list[Problem]:
    """What is wrong where a tie does not hold: E530, or W530 when it only warns."""
    failed = (told for told in ties if told.holds is False)
    return [_fault(told, printed_within(told.tie.that.tree, methodology, used)) for told in failed]


def _fault(told: TieOutcome, unit: Printed) -> Problem:
    tie, apart = told.tie, told.difference
    assert apart is not None, "both sides are known"
    fields: dict[str, str | Text] = {
        "name": tie.name,
        "that": tie.that.text,
        "left": _shown(told.left.value, unit),
        "right": _shown(told.right.value, unit),
        "difference": _shown(abs(apart), unit),
        "allowed": Text("", ""),
        "says": Text("", ""),
    }
    if tie.within is not None:
        within = tie.within.text
        fields["allowed"] = Text(f"（允许 {within}）", f" ({within} is allowed)")
    if tie.says:
        fields["says"] = Text(f"；{tie.says}", f"; {tie.says}")
    return Problem("E530" if tie.severity == "error" else "W530", tie.place, fields)


def _shown(value: object, unit: Printed) -> str:
    assert isinstance(value, Fraction)
    return str(figure(value, *unit))
