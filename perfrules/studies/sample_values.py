"""Values of single facts by chance: plausible ones, ends of ranges, days around the period."""

from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import assert_never

from perfrules.model.declared import FactRule
from perfrules.model.facts import Value
from perfrules.model.methodology import Methodology
from perfrules.studies.aims import aims_of
from perfrules.studies.fact_sets import period_for
from perfrules.studies.plausible import scale_of

_WORDS = ("甲", "乙")
"""Texts that nothing is compared with."""


def values_for(methodology: Methodology, random: Random) -> dict[str, Value]:
    """A value for every fact that a department gives; an optional one may be left out."""
    good = random.choice((3, 1, 0))  # whether most conditions are met, or few
    found: dict[str, Value] = {}
    for name, rule in methodology.facts.items():
        if rule.from_parameters or (rule.optional and random.randint(0, 2) == 0):
            continue
        if rule.kind == "yes/no":
            found[name] = random.randint(0, 3) <= good
        else:
            found[name] = value_for(rule, methodology, random)
    return found


def value_for(rule: FactRule, methodology: Methodology, random: Random) -> Value:
    """A value for one fact."""
    match rule.kind:
        case "number":
            return _number(rule, methodology, random)
        case "yes/no":
            return bool(random.randint(0, 1))
        case "date":
            return _day(methodology, random)
        case "text":
            return random.choice(rule.choice or aims_of(methodology).texts.get(rule.name) or _WORDS)
        case _:
            assert_never(rule.kind)


def _number(rule: FactRule, methodology: Methodology, random: Random) -> Fraction:
    """A number: now and then an end of its range."""
    scale = scale_of(rule, methodology)
    if scale.ends and random.randint(0, 7) == 7:
        return random.choice(scale.ends)
    return scale.drawn(random)


def _day(methodology: Methodology, random: Random) -> date:
    """A day around the scored period."""
    span = period_for(methodology)
    first = date(2022, 1, 1) if span is None or span.first is None else span.first
    last = first + timedelta(days=364) if span is None or span.last is None else span.last
    somewhere = first + timedelta(days=random.randint(0, max(1, (last - first).days)))
    return random.choice((first, last, somewhere)) + timedelta(days=random.choice((0, 1, -1)))
