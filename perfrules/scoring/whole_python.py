"""A methodology as one function of Python, from plain values to the digits that are printed."""

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from functools import partial
from operator import mul
from typing import Any, NoReturn

from attrs import frozen

from perfrules.files.tables import Document
from perfrules.formula.digits import decimals_of
from perfrules.model.declared import FactRule, Indicator
from perfrules.model.fact_value import value_of
from perfrules.model.methodology import Methodology
from perfrules.model.read_judgements import judgement_in
from perfrules.model.ways import Judged
from perfrules.readings.python_source import Writer, function_of
from perfrules.scoring.loading import exact
from perfrules.scoring.whole_inputs import Told
from perfrules.scoring.whole_program import Whole

_MOST = 10**15
"""A whole number below it over a power of ten is the shortest text of the float nearest to it."""


class UnlikeError(ValueError):
    """What is told is not as the function expects it: this department is one for `score`."""


class PlacesError(UnlikeError):
    """A number has more decimal places than were reckoned with."""

    def __init__(self, digits: Fraction) -> None:
        super().__init__(digits)
        self.digits = digits


@frozen(eq=False, repr=False)
class Compiled:
    """The function and its source."""

    whole: Whole
    source: str
    function: Callable[..., tuple[Any, ...]]
    """Of facts, judgements and standings: the digits of each node, those of the total, the number
    of the grade, then whether each of `unsure` is missing; digits are None where some is.

    Raises KeyError where something is not there, UnlikeError, or what arithmetic and comparisons
    raise, for what only `score` can do.
    """
    units: tuple[Fraction, ...]
    """What one of the digits is: of each node, and of the total."""
    missing: frozenset[str]
    """What an open total surely waits for."""
    unsure: tuple[str, ...]


def compiled(rules: Methodology, whole: Whole) -> Compiled:
    """The function of a program none of whose inputs is unsure; the rules are as was picked."""
    make, writer = whole.make, Writer()
    known: dict[str, Any] = {"Unlike": _unlike}
    for number, told in enumerate(whole.told):
        known |= _known(rules, number, told)
        writer.lines.extend(_reading(number, told))
    for where in ("facts", "judgements"):
        count = sum(told.where == where for told in whole.told)
        writer.lines.append(f"if len({where}) != {count}: Unlike()")
    always = make.constant(True)
    unsure = {name: when for name, when in whole.needs.items() if when is not always}
    scores = [*whole.nodes.values(), whole.total]
    ends = [
        end
        for score in scores
        if score.missing is not always
        for end in (score.missing, score.digits)
    ]
    ends += [whole.grade, *unsure.values()]
    (wrong,) = writer.write([whole.wrong], ends)
    if whole.wrong is not make.constant(False):
        writer.lines.append(f"if {wrong}: Unlike()")
    given = iter(writer.write(ends))
    digits = []
    for score in scores:
        missing = "True" if score.missing is always else next(given)
        text = "None" if score.missing is always else next(given)
        digits.append(text if missing in ("(False)", "True") else f"None if {missing} else {text}")
    source = "\n".join(
        [
            "def whole(facts, judgements, standings):",
            *(f"    {line}" for line in writer.lines),
            f"    return ({', '.join((*digits, *given))},)",
        ]
    )
    return Compiled(
        whole=whole,
        source=source,
        function=function_of(source, {**_BUILT_IN, **known, **writer.texts}),
        units=tuple(score.unit for score in scores),
        missing=frozenset(whole.needs) - frozenset(unsure),
        unsure=tuple(unsure),
    )


_BUILT_IN = {"float": float, "int": int, "bool": bool, "len": len, "type": type, "round": round}


def _known(rules: Methodology, number: int, told: Told) -> dict[str, Any]:
    """What the statements that read an input call by its number."""
    other: Callable[..., Any] = partial(mul, 2)
    if told.where == "facts":
        other = partial(_other_fact, told, rules.facts[told.key])
    if told.where == "judgements":
        leaf = rules.node(told.key)
        assert leaf is not None, "its name was settled"
        other = partial(_other_judgement, told, leaf)
    choice = frozenset(told.choice)
    return {f"k{number}": told.key, f"x{number}": other, f"c{number}": choice}


def _reading(number: int, told: Told) -> list[str]:
    """The statements that read one input."""
    i, key, other = f"i{number}", f"k{number}", f"x{number}({told.where}[k{number}])"
    match told.where, told.kind:
        case "rank", _:
            return [f"{i} = x{number}(standings[{key}].rank)"]
        case "count", _:
            return [f"{i} = standings[{key}].ranked"]
        case _, "yes/no":
            return [f"{i} = facts[{key}]", f"if type({i}) is not bool: {i} = x{number}({i})"]
        case _, "text" if told.choice:
            return [f"{i} = facts[{key}]", f"if {i} not in c{number}: Unlike()"]
        case _, "text" | "date":
            return [f"{i} = {other}"]
    low, high = told.within.low, told.within.high
    bounds = f"if not {low} <= {i} <= {high}: Unlike()"
    if told.only is not None or not told.alone:
        return [f"{i} = {other}", bounds]
    times = 10**told.places
    lines = [
        f"x = {told.where}[{key}]",
        "if type(x) is float:",
        f"    {i} = round(x * {times})",
        f"    if {i} / {times} != x or not -{_MOST} < {i} < {_MOST}: {i} = x{number}(x)",
        f"elif type(x) is int: {i} = x * {times}",
        f"else: {i} = x{number}(x)",
        bounds,
    ]
    return lines if told.step == 1 else [*lines, f"if {i} % {told.step}: Unlike()"]


def _unlike() -> NoReturn:
    raise UnlikeError


def _other_fact(told: Told, rule: FactRule, raw: Any) -> int | bool | str:
    """A fact that is no plain value of the type that is expected, read like in a fact file."""
    if isinstance(raw, Mapping):
        raise UnlikeError
    value = value_of(rule, exact("", {"": raw})[""], None)[0]
    match value:
        case Fraction():
            return _digits(told, value)
        case date():
            return value.toordinal()
        case _:
            return value


def _other_judgement(told: Told, leaf: Indicator, raw: Any) -> int:
    """A judgement with what is said of it, read like in a fact file."""
    said = raw if isinstance(raw, Mapping) else {"score": raw, "origin": "reviewer"}
    if "stages" in said or not isinstance(leaf.way, Judged):
        raise UnlikeError
    entry = Document("<facts>", "", "", exact("", said), "python").table
    return _digits(told, judgement_in(entry, leaf, leaf.way).score)


def _digits(told: Told, value: Fraction) -> int:
    digits = value / told.unit
    if digits.denominator != 1:
        raise PlacesError(digits)
    return digits.numerator


def places_for(
    whole: Whole,
    rules: Methodology,
    facts: Mapping[str, Any],
    judgements: Mapping[str, Any],
) -> dict[str, int]:
    """The decimal places of the numbers of a department that have more than were reckoned with.

    Raises UnlikeError where one has too many, or none that end.
    """
    found: dict[str, int] = {}
    for number, told in enumerate(whole.told):
        if told.kind != "number" or told.where not in ("facts", "judgements"):
            continue
        raw = (facts if told.where == "facts" else judgements)[told.key]
        try:
            _known(rules, number, told)[f"x{number}"](raw)
        except PlacesError as more:
            decimals = decimals_of(more.digits)
            places = 99 if decimals is None else told.places + decimals
            enough = [each for each in PLACES if each >= places]
            if not enough:
                raise UnlikeError from None
            found[told.name] = enough[0]
    return found


PLACES = (2, 4, 6, 9, 12)
"""The decimal places for which there are functions."""
