"""A program of whole numbers as one function of Python, whose source can be read."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, assert_never

from attrs import Factory, frozen

from perfrules.formula.arithmetic import full_months
from perfrules.readings.integers import (
    Comparison,
    Constant,
    Extreme,
    Held,
    Input,
    Logical,
    Months,
    Opposite,
    Part,
    Pick,
    Product,
    Quotient,
    Sum,
    below,
)

_DEEPEST = 12
"""So many levels of brackets are easy to read, for Python too."""


def months_between(start: int, end: int) -> int:
    """Full months between two days, each given by its number."""
    return full_months(date.fromordinal(start), date.fromordinal(end))


def reached(ends: Sequence[Part]) -> list[Part]:
    """Everything that the ends rest on, and themselves, in the order of their numbers."""
    found = {part.at: part for part in ends}
    waiting = list(found.values())
    while waiting:
        for part in below(waiting.pop()):
            if part.at not in found:
                found[part.at] = part
                waiting.append(part)
    return [found[at] for at in sorted(found)]


@frozen(eq=False, repr=False)
class Writer:
    """Writes statements; only numbers and our own words come into them, no text of an author."""

    lines: list[str] = Factory(list)
    texts: dict[str, object] = Factory(dict)
    """The constants that are texts, by the word that stands for each."""
    _written: dict[int, str] = Factory(dict)
    _depth: dict[int, int] = Factory(dict)

    def write(self, ends: Sequence[Part], also: Sequence[Part] = ()) -> list[str]:
        """The statements that the ends need; gives the expression of each end.

        What is used once stands where it is used; what `also` rests on as well does not.
        """
        uses = Counter[int]()
        for part in reached((*ends, *also)):
            uses.update(each.at for each in below(part))
            if isinstance(part, Extreme):  # written with each side twice
                uses.update(each.at for each in below(part))
        uses.update(each.at for each in (*ends, *also))
        for part in reached(ends):
            if part.at not in self._written:
                self._write(part, alone=uses[part.at] < 2)
        return [self._written[end.at] for end in ends]

    def _write(self, part: Part, *, alone: bool) -> None:
        text = self._expression(part)
        depth = 1 + max((self._depth[each.at] for each in below(part)), default=-1)
        plain = isinstance(part, Constant | Input)
        if not plain and (not alone or depth > _DEEPEST):
            self.lines.append(f"v{part.at} = {text}")
            text, depth = f"v{part.at}", 0
        self._written[part.at] = text if plain or depth == 0 else f"({text})"
        self._depth[part.at] = depth

    def _expression(self, part: Part) -> str:
        of = self._written
        match part:
            case Constant(str() as text):
                word = f"t{len(self.texts)}"
                self.texts[word] = text
                return word
            case Constant(value):
                return f"({value})"
            case Input(index):
                return f"i{index}"
            case Sum(terms, constant):
                return self._sum(terms, constant)
            case Product(left, right):
                return f"{of[left.at]} * {of[right.at]}"
            case Quotient(above, divisor):
                return f"{of[above.at]} // {of[divisor.at]}"
            case Extreme(which, left, right):
                one, other = of[left.at], of[right.at]
                return f"{one} if {one} {'<' if which == 'min' else '>'} {other} else {other}"
            case Months(start, end):
                return f"months({of[start.at]}, {of[end.at]})"
            case Pick(condition, then, otherwise):
                return f"{of[then.at]} if {of[condition.at]} else {of[otherwise.at]}"
            case Comparison(sign, left, right):
                return f"{of[left.at]} {sign} {of[right.at]}"
            case Logical(op, parts):
                return f" {op} ".join(of[each.at] for each in parts)
            case Opposite(operand):
                return f"not {of[operand.at]}"
            case Held(number):
                return of[number.at]
            case _:
                assert_never(part)

    def _sum(self, terms: Sequence[tuple[int, Part]], constant: int) -> str:
        text = ""
        for times, term in terms:
            sign = "-" if times < 0 else "+" if text else ""
            size = "" if abs(times) == 1 else f"{abs(times)} * "
            text += (
                f" {sign} {size}{self._written[term.at]}"
                if text
                else f"{sign}{size}{self._written[term.at]}"
            )
        return text + (f" {'-' if constant < 0 else '+'} {abs(constant)}" if constant else "")


def function_of(source: str, known: Mapping[str, Any]) -> Callable[..., Any]:
    """The function `whole` of a source that this module and the reader of inputs have written."""
    namespace: dict[str, Any] = {"__builtins__": {}, "months": months_between, **known}
    exec(compile(source, "<whole numbers>", "exec"), namespace)  # noqa: S102  # from our own closed tree
    function: Callable[..., Any] = namespace["whole"]
    return function
