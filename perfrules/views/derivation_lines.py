"""The lines that a derivation is read in: a label, cells, and a tone; no format."""

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from perfrules.messages import Lang
from perfrules.messages import labels as say
from perfrules.messages import options as words
from perfrules.model.rounding import rounded
from perfrules.model.terms import Rounding
from perfrules.problem import Problem
from perfrules.readings.figures import Figure, exact_text, figure
from perfrules.scoring.tree import Scored
from perfrules.views.evidence_lines import Line, Tone, printed_text
from perfrules.views.steps import Step

_LABELS = {
    "formula": say.FORMULA,
    "measure": say.WHERE,
    "value": say.VALUE,
    "case": say.CASE,
    "band": say.BAND,
    "ratio": say.RATIO,
    "check": say.CHECKLIST,
    "tier": say.TIER,
    "applies": words.APPLIES,
    "rank": words.PLACE,
}
_ROWS = ("case", "band", "check", "tier", "ratio", "applies")
MARKS: dict[bool | None, tuple[str, Tone]] = {
    True: ("✓", "hit"),
    False: ("✗", "missed"),
    None: ("–", "missed"),
}
"""Of a row that holds, that does not, that was not read."""


def step_lines(step: Step, lang: Lang) -> Iterator[Line]:
    """A step: a row with its mark, or a formula, its numbers and what it came to."""
    label = label_of(step, lang)
    if step.kind in _ROWS:
        mark, tone = MARKS[step.hit]
        put_in = say.PUT_IN.in_(lang).format(numbers=step.substituted) if step.substituted else ""
        gives = f"→ {step.gives}" if step.gives and step.kind != "tier" else step.gives
        yield Line(label, (f"{mark} {step.formula}{put_in}", gives, step.says), tone, formula=True)
        return
    name = f"{step.name} = " if step.kind == "measure" else ""
    came_to = "" if step.figure is None else result_text(step.figure, step.exact, lang)
    if came_to and _is_plain(step):
        text = f"{name}{step.formula} {came_to}"
        yield Line(label, (text,), "strong", formula=True, step=step.address)
    else:
        yield Line(label, (f"{name}{step.formula}",), formula=True, step=step.address)
        if step.substituted and not _is_plain(step):
            put_in = put_in_text(step.substituted)
            yield Line(label, (put_in,), formula=True, step=step.address)
        if came_to:
            yield Line(label, (came_to,), "strong", formula=True, step=step.address)
    if step.says:
        yield Line(label, (step.says,), "muted")


def _is_plain(step: Step) -> bool:
    """Whether the formula is so short that its numbers are already its result."""
    if step.figure is None or step.kind == "item":
        return False
    return not step.substituted or not re.search(r"[−+×÷(]", step.substituted[1:])


def put_in_text(substituted: str) -> str:
    """`= 20 × 95%`, or `≈ 20 × 93.7746%` when a number in it is rounded."""
    sign = "≈" if "≈" in substituted else "="
    return f"{sign} {substituted.replace('≈', '')}"


def label_of(step: Step, lang: Lang) -> str:
    """What a step is called."""
    if step.kind in ("amount", "item"):
        *_, kind, number = step.address.removesuffix(".amount").split(".")
        return f"{(say.ADD if kind == 'add' else say.DEDUCT).in_(lang)} {number}"
    return _LABELS[step.kind].in_(lang)


def result_text(printed: Figure, exact: str, lang: Lang) -> str:
    """`= 20 分`, or `≈ 18.7549 分（精确值 …）` where the figure is not all of it."""
    text = in_language(printed.text, lang)
    if printed.exact:
        return f"= {text}"
    return f"≈ {text}" + say.EXACT.in_(lang).format(exact=exact)


def in_language(text: str, lang: Lang) -> str:
    """A figure; points are the one unit that the engine itself names."""
    return text if lang == "zh" else text.replace(" 分", " points")


def children_lines(node: Scored, lang: Lang) -> Iterator[Line]:
    """The sum of the children's printed scores, a cap on it, and where sum and rounding differ."""
    counted = [child for child in node.children if child.points or not child.out]
    printed = [child.printed for child in counted if child.printed is not None]
    if len(printed) < len(counted) or not printed or node.printed is None:
        return
    rounding, total = node.indicator.rounding, sum(printed, Fraction(0))
    shown = " + ".join(printed_text(score, rounding) for score in printed)
    text = f"{shown} = {printed_text(total, rounding)}"
    yield Line(say.CHILDREN.in_(lang), (text,), "strong", step=f"children:{node.address}")
    if any(child.factor != 1 for child in node.children):
        return  # it says itself how it was rounded
    yield from clamp_lines(total, node.printed, node, lang)
    if total == node.printed and node.exact is not None:
        yield from parting_lines(node.exact, total, rounding, lang)


def parting_lines(
    exact: Fraction, printed: Fraction, rounding: Rounding, lang: Lang
) -> Iterator[Line]:
    """Says so where the sum of rounded scores is not the rounded sum of the exact ones."""
    if rounded(exact, rounding) != printed:
        text = say.ROUNDING_PARTS.in_(lang).format(
            printed=printed_text(printed, rounding),
            exact=printed_text(rounded(exact, rounding), rounding),
        )
        yield Line(say.NOTE.in_(lang), (text,), "warning")


def clamp_lines(before: Fraction, after: Fraction, node: Scored, lang: Lang) -> Iterator[Line]:
    """Says so where a formula left what the node may score."""
    if before != after:
        text = say.LIMITED.in_(lang).format(
            formula=str(figure(before)),
            low=exact_text(node.indicator.lowest),
            high=exact_text(node.indicator.highest),
            score=str(figure(after)),
        )
        yield Line(say.CLAMPED.in_(lang), (text,), "warning")


def printed_lines(node: Scored, lang: Lang) -> Iterator[Line]:
    """What the formula came to, limited and rounded."""
    if node.exact is None or node.printed is None or node.children:
        return
    value = node.outcome.value if node.outcome else None
    if isinstance(value, Fraction):
        yield from clamp_lines(value, node.exact / (node.factor or 1), node, lang)
    if node.exact != node.printed:
        rounding = node.indicator.rounding
        text = say.ROUNDED.in_(lang).format(
            printed=printed_text(node.printed, rounding),
            to=exact_text(rounding.to),
            mode=say.MODES[rounding.mode].in_(lang),
        )
        yield Line(say.PRINTED.in_(lang), (text,), step=f"printed:{node.address}")


def standing_lines(node: Scored, lang: Lang) -> Iterator[Line]:
    """The basis of a rule, its standing, and what its author says about it."""
    indicator = node.indicator
    if indicator.about:
        yield Line(say.ABOUT.in_(lang), (indicator.about,), "muted")
    if indicator.basis:
        yield Line(say.BASIS.in_(lang), (indicator.basis,), "muted")
    if indicator.way is not None:
        tone: Tone = "warning" if indicator.status == "assumed" else "muted"
        yield Line(say.RULE.in_(lang), (say.STANDING_SAYS[indicator.status].in_(lang),), tone)


_QUOTED = re.compile(r"\s*[0-9]* \| ")
"""A source line or the caret line below it, in a problem as it is shown everywhere."""


def problem_lines(problems: Iterable[Problem], lang: Lang) -> Iterator[Line]:
    """Problems as they are shown everywhere, line by line."""
    for problem in problems:
        tone: Tone = "error" if problem.severity == "error" else "warning"
        for text in problem.render(lang).splitlines():
            quoted = _QUOTED.match(text) is not None
            shown = text if quoted else text.strip()
            yield Line(say.WRONG.in_(lang), (shown,), tone, verbatim=quoted)
