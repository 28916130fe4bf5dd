"""The steps of deductions and additions: each amount, the points it takes or adds, their sum."""

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from perfrules.formula import walk
from perfrules.formula.tree import Formula, Node, Number
from perfrules.messages import labels as say
from perfrules.model.declared import Indicator
from perfrules.model.spelled_out import item_points
from perfrules.model.ways import Adjust, Item
from perfrules.readings.figures import exact_text, figure
from perfrules.views.steps import IN_POINTS, Printed, Reader, Seen, Step


def adjust_steps(adjust: Adjust, indicator: Indicator, seen: Seen, address: str) -> Iterator[Step]:
    """Two steps for each item, its amount and its points, then what is left."""
    tree, lang = indicator.tree, seen.reader.lang
    assert tree is not None
    names = [
        adjust.base.text if adjust.base else "0" if adjust.added else say.FULL_POINTS.in_(lang)
    ]
    base = seen.value(adjust.base.tree) if adjust.base else _full(adjust, indicator)
    numbers: list[str | None] = [_number(base)]
    for kind, sign, items in (("add", "+", adjust.added), ("deduct", "−", adjust.deducted)):
        for number, item in enumerate(items, 1):
            item_address = f"{address}.{kind}.{number}"
            if item.amount is not None:
                amount = Step(f"{item_address}.amount", "amount", formula=item.amount.text)
                yield seen.step(amount, item.amount.tree, unit_of_amount(item, seen.reader))
            points = _find(tree, item_points(item))
            words = _item_words(item, seen)
            step = Step(item_address, "item", name=kind, formula=words)
            yield seen.step(step, points, IN_POINTS, put_in=False)
            names.append(f"{sign} {_ITEM[kind].in_(lang)} {number}")
            shown = _number(seen.value(points))
            numbers.append(None if shown is None else f"{sign} {shown}")
    step = Step(f"{address}.score", "formula", formula=_limited(" ".join(names), adjust, indicator))
    step = seen.step(step, tree, IN_POINTS, put_in=False)
    whole = [number for number in numbers if number is not None]
    if len(whole) == len(numbers):
        step = evolve(step, substituted=_limited(" ".join(whole), adjust, indicator))
    yield step


_ITEM = {"add": say.ADD, "deduct": say.DEDUCT}


def _full(adjust: Adjust, indicator: Indicator) -> Fraction:
    return Fraction(0) if adjust.added else indicator.points


def _number(value: object) -> str | None:
    return str(figure(value, closer=True)) if isinstance(value, Fraction) else None


def _limited(text: str, adjust: Adjust, indicator: Indicator) -> str:
    """With the cap and floor that the way of scoring has."""
    if adjust.added:
        text = f"min({text}, {exact_text(indicator.highest)})"
    return f"max({text}, {exact_text(indicator.lowest)})"


def unit_of_amount(item: Item, reader: Reader) -> Printed:
    """An amount is printed in the unit of its steps."""
    assert item.amount is not None
    if item.each is not None and isinstance(item.each.tree, Number) and item.each.tree.unit:
        return reader.unit_of(item.each.tree)
    return reader.unit_within(item.amount.tree)


def _item_words(item: Item, seen: Seen) -> str:
    """How many points an item takes or adds, in words."""
    lang = seen.reader.lang
    points = item.points.text
    parts = []
    if item.when is not None:
        parts.append(say.WHEN.in_(lang).format(when=_with_numbers(item.when, seen)))
    if item.each is not None and item.steps is not None:
        steps = say.STEPS[item.steps].in_(lang)
        parts.append(say.EACH.in_(lang).format(each=item.each.text, points=points, steps=steps))
    else:
        words = say.FOR_EACH if item.amount is not None else say.POINTS_OF
        parts.append(words.in_(lang).format(points=points))
    if item.at_most is not None:
        parts.append(say.AT_MOST.in_(lang).format(points=item.at_most.text))
    if item.unless is not None:
        parts.append(say.UNLESS.in_(lang).format(unless=_with_numbers(item.unless, seen)))
    text = say.COMMA.in_(lang).join(parts)
    return f"{item.says}{say.COLON.in_(lang)}{text}" if item.says else text


def _with_numbers(formula: Formula, seen: Seen) -> str:
    put_in = seen.put_in(formula.tree)
    if not put_in:
        return formula.text
    return formula.text + say.IN_BRACKETS.in_(seen.reader.lang).format(text=put_in)


def _find(tree: Node, wanted: Node) -> Node:
    """The part of the tree that is equal to a node spelled out anew."""
    return next(node for node in walk.nodes(tree) if node == wanted)
