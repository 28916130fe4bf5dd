"""The formulas inside a way of scoring, reached without knowing which way it is."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import attrs

from perfrules.formula.tree import Formula, Span

T = TypeVar("T")

CONDITIONS = frozenset({"when", "unless", "applies", "where"})
"""The keys whose formulas are yes/no; all others are numbers."""


def with_formulas(thing: T, change: Callable[[Formula, bool], Formula]) -> T:
    """The same way with each formula changed; told whether the formula is a condition."""
    changed: T = _changed(thing, change, condition=False)
    return changed


def _changed(thing: Any, change: Callable[[Formula, bool], Formula], *, condition: bool) -> Any:
    match thing:
        case Formula():
            return change(thing, condition)
        case tuple():
            return tuple(_changed(part, change, condition=condition) for part in thing)
        case Span():
            return thing
        case _ if attrs.has(type(thing)):
            return attrs.evolve(
                thing,
                **{
                    field.name: _changed(
                        getattr(thing, field.name), change, condition=field.name in CONDITIONS
                    )
                    for field in attrs.fields(type(thing))
                },
            )
        case _:
            return thing


def formulas_in(thing: object) -> Iterator[tuple[Formula, str]]:
    """Each formula with the name of the field that holds it (`when`, `amount`, `low`, …)."""
    for field in attrs.fields(type(thing)):  # type: ignore[arg-type]  # only attrs classes come here
        value = getattr(thing, field.name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Formula):
                yield part, field.name
            elif not isinstance(part, Span) and attrs.has(type(part)):
                yield from formulas_in(part)
