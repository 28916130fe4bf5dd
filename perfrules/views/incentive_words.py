"""Single values of a study of incentives as text: totals, values in their units, limits."""

from fractions import Fraction

from perfrules.formula.to_text import to_text as formula_text
from perfrules.formula.tree import Node
from perfrules.messages import Lang
from perfrules.messages import incentives as say
from perfrules.model.facts import Value
from perfrules.model.rounding import rounded
from perfrules.readings.figures import figure
from perfrules.studies.curve_points import Curve, Flat
from perfrules.studies.incentives import Incentives
from perfrules.studies.levers import Lever


def value_text(lever: Lever, value: Value, lang: Lang) -> str:
    """A value of a lever as printed in its unit."""
    match value:
        case bool():
            return say.YES_NO[value].in_(lang)
        case Fraction():
            whole = (value / lever.unit.factor).denominator == 1
            least = 2 if lever.unit.has_money and not whole else 0
            return str(figure(value, lever.unit, lever.show, least))
        case _:
            return str(value)


def total_text(total: Fraction, found: Incentives) -> str:
    """A total as the methodology prints totals; ≈ where that is not all of it."""
    printed = rounded(total, found.methodology.rounding)
    return ("" if printed == total else "≈") + str(figure(printed, least=2))


def signed_text(points: Fraction, found: Incentives) -> str:
    """Points with their sign."""
    text = total_text(points, found)
    return f"+{text}".replace("+≈", "≈+") if points > 0 else text


def formula_of(node: Node) -> str:
    """A part of a formula as its author wrote it, or as it would be written."""
    return node.at.text if node.at is not None else formula_text(node)


def flat_text(curve: Curve, flat: Flat, lang: Lang) -> str:
    """From where on nothing is gained, or lost; and whether the facts are there already."""
    texts = say.FLAT_BEST if flat.best else say.FLAT_WORST
    said = texts[flat.upward].in_(lang).format(since=value_text(curve.lever, flat.since, lang))
    here = curve.here
    if isinstance(here, Fraction) and (here > flat.since if flat.upward else here < flat.since):
        said += say.HERE_BEYOND.in_(lang).format(here=value_text(curve.lever, here, lang))
    return said
