"""The formulas of a page's own reckoning, numbered, and exact values as its data holds them."""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from attrs import Factory, frozen

from perfrules.formula.tree import Aspect, Node
from perfrules.formula.units import Unit
from perfrules.formula.walk import names as names_of
from perfrules.model.declared import Indicator, Measure
from perfrules.model.facts import Value
from perfrules.model.reckoned import trees_of
from perfrules.model.stretches import Stretch
from perfrules.model.terms import Rounding, Show
from perfrules.readings.javascript import Numbered, javascript
from perfrules.readings.values import name_of_property

Data = dict[str, Any]


@frozen(eq=False, repr=False)
class Formulas:
    """JavaScript of every formula, in the order in which they were asked for."""

    numbers: Numbered = Factory(Numbered)
    written: list[str] = Factory(list)

    def number(self, tree: Node) -> int:
        """Where the formula stands among all."""
        self.written.append(f"(N, T) => {javascript(tree, self.numbers)}")
        return len(self.written) - 1

    def slot(self, name: str) -> int:
        """The number by which formulas know a name."""
        return self.numbers.name(name)

    def of(self, aspect: Aspect, key: str) -> int:
        """The number of a property of an indicator."""
        return self.slot(name_of_property(aspect, key))

    def script(self) -> str:
        """All of them, as a function of the texts that they cite."""
        lines = ",\n".join(f"  {each}" for each in self.written)
        return f"const formulasOf = (X) => [\n{lines}\n];\n"


def number(value: Fraction | None) -> Data | None:
    """A number, exact; JSON has none that are."""
    return None if value is None else {"fraction": fraction(value)}


def fraction(value: Fraction) -> str:
    """p/q in full, also where `fraction_text` would shorten it."""
    return f"{value.numerator}/{value.denominator}" if value.denominator != 1 else str(value)


def value_data(value: Value | None) -> Any:
    """A fact's value: a number, a day, a text, yes or no; null when it is missing."""
    match value:
        case Fraction():
            return number(value)
        case date() as day:
            return {"day": day.isoformat()}
        case _:
            return value


def unit_data(unit: Unit) -> Data:
    """A unit as figures are printed in it."""
    return {"factor": number(unit.factor), "percent": unit.is_percent, "word": str(unit)}


def show_data(show: Show | None) -> Data | None:
    """The digits that a file asks for."""
    return None if show is None else {"decimals": show.decimals, "percent": show.percent}


def rounding_data(rounding: Rounding) -> Data:
    """To which multiple, and how."""
    return {"to": number(rounding.to), "mode": rounding.mode}


def stretch_data(stretch: Stretch) -> Data:
    """Numbers from low to high."""
    return {
        "low": number(stretch.low),
        "high": number(stretch.high),
        "lowClosed": stretch.low_closed,
        "highClosed": stretch.high_closed,
    }


def measures_read(trees: Iterable[Node], measures: Mapping[str, Measure]) -> list[str]:
    """The measures on which formulas rest, through others too."""
    found: dict[str, None] = {}
    waiting = list(trees)
    while waiting:
        named = [name for name in names_of(waiting.pop()) if name in measures]
        waiting += [measures[name].tree for name in named if name not in found]
        found.update(dict.fromkeys(named))
    return list(found)


def reads_data(indicator: Indicator, measures: Mapping[str, Measure]) -> Data:
    """What the condition of a node reads, and what its other formulas read."""
    reckoned = dict(trees_of(indicator))
    applies = [tree for at, tree in reckoned.items() if at.startswith("applies.")]
    others = [tree for at, tree in reckoned.items() if not at.startswith("applies.")]
    return {
        "applies": measures_read(applies, measures),
        "others": measures_read(others, measures),
    }
