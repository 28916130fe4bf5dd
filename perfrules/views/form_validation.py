"""What spreadsheet programs check while a form is filled in: limits, choices, what is said."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from attrs import Factory, frozen

from perfrules.files.sheets import letters
from perfrules.formula.digits import exact_text
from perfrules.messages import Lang
from perfrules.messages.form import WRONG, WRONG_VALUE
from perfrules.views.form_parts import Rule

_MOST_INLINE = 255
_MOST_MESSAGE = 255
_MOST_TITLE = 32


@frozen(eq=False)
class Choices:
    """Lists of choices: short ones stand in the validation, long ones on a hidden sheet."""

    sheet_name: str
    rows_of: Mapping[str, str]
    """The cells that name the rows of each table."""
    lists: dict[tuple[str, ...], str] = Factory(dict)

    def source(self, choices: tuple[str, ...]) -> list[str] | str:
        """The choices themselves, or the cells in which they stand."""
        plain = not any(sign in choice for choice in choices for sign in ',"\n')
        if plain and _length(",".join(choices)) <= _MOST_INLINE:
            return [*choices]
        if choices not in self.lists:
            column = letters(len(self.lists) + 2)
            last = len(choices) + 1
            self.lists[choices] = f"='{self.sheet_name}'!${column}$2:${column}${last}"
        return self.lists[choices]


def validation(
    rule: Rule, cell: str, title: str, choices: Choices, lang: Lang
) -> dict[str, Any] | None:
    """The validation of a cell, as XlsxWriter takes it; None where nothing is to be said."""
    message = "\n".join(part for part in (rule.allowed, rule.help) if part)
    checks = _checks(rule, cell, choices)
    if not checks and not message:
        return None
    wrong = WRONG_VALUE.filled(allowed=rule.allowed).in_(lang)
    return {
        **(checks or {"validate": "any"}),
        "input_title": short(title, _MOST_TITLE),
        "input_message": short(message, _MOST_MESSAGE) or " ",
        "error_title": WRONG.in_(lang),
        "error_message": short(wrong, _MOST_MESSAGE),
    }


def short(text: str, most: int) -> str:
    """The text, cut to so many letters as spreadsheet programs count them."""
    if _length(text) <= most:
        return text
    while _length(text) >= most:
        text = text[:-1]
    return f"{text}…"


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _checks(rule: Rule, cell: str, choices: Choices) -> dict[str, Any]:
    if rule.choices:
        return {"validate": "list", "value": choices.source(rule.choices)}
    if rule.rows_of in choices.rows_of:
        return {"validate": "list", "value": choices.rows_of[rule.rows_of]}
    match rule.kind:
        case "day":
            return {"validate": "date", "criteria": ">=", "value": "=2"}
        case "number" | "percent":
            return _limits(rule, cell)
        case "choice" | "words" | "any":
            return {}


def _limits(rule: Rule, cell: str) -> dict[str, Any]:
    """Closed limits as such; those that are open at an end, and steps, as a formula."""
    low, high = rule.low, rule.high
    closed = (low is None or rule.low_closed) and (high is None or rule.high_closed)
    if low is not None and high is not None and closed and rule.step is None:
        return {
            "validate": "decimal",
            "criteria": "between",
            "minimum": f"={_number(low)}",
            "maximum": f"={_number(high)}",
        }
    if rule.step is None and (low is None) != (high is None):
        sign, end = (">", low) if high is None else ("<", high)
        assert end is not None
        return {
            "validate": "decimal",
            "criteria": sign + ("=" if closed else ""),
            "value": f"={_number(end)}",
        }
    tests = [f"ISNUMBER({cell})"]
    if low is not None:
        tests.append(f"{cell}>{'=' if rule.low_closed else ''}{_number(low)}")
    if high is not None:
        tests.append(f"{cell}<{'=' if rule.high_closed else ''}{_number(high)}")
    if rule.step is not None:
        step = _number(rule.step)
        tests.append(f"ABS({cell}/({step})-ROUND({cell}/({step}),0))<0.000000001")
    return {"validate": "custom", "value": f"=AND({','.join(tests)})"}


def _number(number: Fraction) -> str:
    return exact_text(number)
