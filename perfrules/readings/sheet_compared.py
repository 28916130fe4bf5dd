"""Comparisons and conditions of a spreadsheet: numbers by their snapped difference."""

from perfrules.formula.tree import Comparison
from perfrules.model.stretches import Stretch
from perfrules.readings.doubles import EXACT, Doubled, alike, clipped, plus, snapped
from perfrules.readings.ranges import negated
from perfrules.readings.ranges import plus as plus_stretch
from perfrules.readings.sheet_said import Said
from perfrules.readings.sheet_text import COMPARE, PRODUCT, SIGNS, SUM, VALUE, called


def comparison(
    ends: tuple[Said, Said], at: tuple[Stretch, Stretch], sign: Comparison, with_zero: bool
) -> Said:
    """One comparison of what lies so; plain where both are written decimals, or one is zero."""
    left, right = ends
    if left.kind == "text":
        same = called("EXACT", left.text, right.text)
        text = same if sign == "==" else called("NOT", same)
        return Said(text, near=EXACT.with_(left.near, right.near), kind="yes/no")
    plain = f"{left.within(SUM)}{SIGNS[sign]}{right.within(SUM)}"
    exactly = left.kind != "number" or alike(left.near, right.near, *at)
    if exactly or (with_zero and not left.near.absolute):
        return Said(plain, COMPARE, EXACT.with_(left.near, right.near), "yes/no")
    near_left, near_right = clipped(at[0], at[1]), negated(clipped(at[1], at[0]))
    apart = plus(left.near, right.near, near_left, near_right)
    digits, sure = snapped(apart, plus_stretch(near_left, near_right), apart.step)
    inner = left.text if with_zero else f"{left.within(SUM)}-{right.within(PRODUCT)}"
    text = f"{called('ROUND', inner, str(digits))}{SIGNS[sign]}0"
    return Said(text, COMPARE, Doubled(sure=sure), "yes/no")


def joined(op: str, parts: list[Said], *, together: bool) -> Said:
    """All (and) or any of several conditions; read at once, or from the left as far as needed."""
    *earlier, last = parts
    text = last.text
    if earlier and together:
        text = called(op.upper(), *(part.text for part in parts))
    else:
        for part in reversed(earlier):
            branches = (text, "FALSE") if op == "and" else ("TRUE", text)
            text = called("IF", part.text, *branches)
    near = EXACT.with_(*(part.near for part in parts))
    return Said(text, VALUE if earlier else last.binds, near, "yes/no")
