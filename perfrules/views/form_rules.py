"""What may be entered for a fact, a judgement or a column: limits, choices, and what helps."""

from fractions import Fraction

from perfrules.formula.digits import exact_text
from perfrules.formula.units import PLAIN, Unit
from perfrules.messages import Lang, Text
from perfrules.messages.form import (
    BASIS,
    CHOICE_HELP,
    DAY,
    DAY_HELP,
    NEEDS_REASON,
    NO,
    NUMBER_HELP,
    ONE_LINE_EACH,
    ONLY_WHEN,
    ORIGINS,
    PERCENT_HELP,
    ROW_UNIT,
    STEP_HELP,
    TEXT_HELP,
    UNIT_HELP,
    YES,
    YES_NO_HELP,
)
from perfrules.model.declared import FactRule, Indicator
from perfrules.model.table_rules import Column
from perfrules.model.ways import Judged
from perfrules.problem import printable
from perfrules.views.form_parts import Rule, RuleKind
from perfrules.views.to_json_schema import is_required

MONEY = ("元", "千元", "万元", "亿元")


def is_percent(unit: Unit) -> bool:
    """Whether cells show it as a percentage; 百分点 are plain numbers in a cell."""
    return unit.is_percent and str(unit) == "%"


def fact_rule(rule: FactRule, lang: Lang) -> Rule:
    """What a fact may be."""
    limits, choices, kind = rule.limits, _options(rule.kind, rule.choice, lang), rule.kind
    words = [rule.about]
    allowed = rule.range.at.text if rule.range is not None else ""
    if kind == "number" and is_percent(rule.unit):
        words.append(PERCENT_HELP.in_(lang))
    if kind == "date":
        words.append(DAY_HELP.in_(lang))
    factor = Fraction(1) if is_percent(rule.unit) else rule.unit.factor
    return Rule(
        kind=_kind(rule.kind, rule.unit, choices),
        allowed=printable(allowed) or _allowed(rule.kind, choices, lang),
        help=_lines(*words),
        low=None if limits is None or limits.low is None else limits.low / factor,
        high=None if limits is None or limits.high is None else limits.high / factor,
        low_closed=limits is None or limits.low_closed,
        high_closed=limits is None or limits.high_closed,
        choices=choices,
        required=is_required(rule),
        money=str(rule.unit) in MONEY,
    )


def is_scale_free(rule: Rule) -> bool:
    """Whether the limits hold in whatever unit the amount is written."""
    return not rule.low and not rule.high


def column_rule(column: Column, lang: Lang, *, required: bool) -> Rule:
    """What a cell of a table may be; a link is one of the rows of the other table."""
    choices = _options(column.kind, column.choice, lang)
    words = [column.about]
    if column.in_row_unit:
        words.append(ROW_UNIT.in_(lang))
    elif str(column.unit):
        words.append(UNIT_HELP.filled(unit=str(column.unit)).in_(lang))
    if column.kind == "number" and is_percent(column.unit):
        words.append(PERCENT_HELP.in_(lang))
    if column.kind == "date":
        words.append(DAY_HELP.in_(lang))
    if column.only_when is not None:
        condition = printable(column.only_when.text.strip())
        words.append(ONLY_WHEN.filled(condition=condition).in_(lang))
    if column.many:
        words.append(ONE_LINE_EACH.in_(lang))
    unit = PLAIN if column.in_row_unit else column.unit
    return Rule(
        kind="words" if column.many else _kind(column.kind, unit, choices),
        allowed=_allowed(column.kind, choices, lang),
        help=_lines(*words),
        choices=choices,
        rows_of="" if column.many else column.refers or "",
        required=required,
        money=str(unit) in MONEY,
    )


def score_rule(leaf: Indicator, lang: Lang, step: Fraction | None, *, required: bool) -> Rule:
    """What the score of a judged indicator may be."""
    allowed = f"{exact_text(leaf.lowest)} – {exact_text(leaf.highest)}"
    words = [leaf.about]
    if step is not None:
        words.append(STEP_HELP.filled(step=exact_text(step)).in_(lang))
    if leaf.needs_reason:
        words.append(NEEDS_REASON.in_(lang))
    words.append(tiers_text(leaf))
    basis = printable(leaf.basis)
    words.append(BASIS.filled(basis=basis).in_(lang) if basis else "")
    return Rule(
        kind="number",
        allowed=allowed,
        help=_lines(*words),
        low=leaf.lowest,
        high=leaf.highest,
        step=step,
        required=required,
    )


def tiers_text(leaf: Indicator) -> str:
    """The tiers of a judged indicator with their limits, in a line."""
    assert isinstance(leaf.way, Judged)
    return "、".join(f"{tier.name} {tier.within.at.text}" for tier in leaf.way.tiers)


def choice_rule(choices: tuple[str, ...], lang: Lang, says: str = "") -> Rule:
    """One of a few words."""
    kind: RuleKind = "choice" if choices else "words"
    return Rule(kind, CHOICE_HELP.in_(lang) if choices else "", says, choices=choices)


def origin_rule(lang: Lang) -> Rule:
    """Where a judgement comes from."""
    return choice_rule(tuple(text.in_(lang) for text in ORIGINS.values()), lang)


WORDS = Rule("words")


def _options(kind: str, choice: tuple[str, ...], lang: Lang) -> tuple[str, ...]:
    return (YES.in_(lang), NO.in_(lang)) if kind == "yes/no" else choice


def _kind(kind: str, unit: Unit, choices: tuple[str, ...]) -> RuleKind:
    if choices:
        return "choice"
    if kind == "number":
        return "percent" if is_percent(unit) else "number"
    return "day" if kind == "date" else "words"


def _allowed(kind: str, choices: tuple[str, ...], lang: Lang) -> str:
    if choices:
        return "、".join(choices) if lang == "zh" else ", ".join(choices)
    helps: dict[str, Text] = {
        "number": NUMBER_HELP, "yes/no": YES_NO_HELP, "date": DAY,
    }  # fmt: skip
    return helps.get(kind, TEXT_HELP).in_(lang)


def _lines(*parts: str) -> str:
    return "\n".join(printable(part) for part in parts if part)
