"""Why a node of a report has its score: what was lost below, judged, or reckoned, in few words."""

from collections.abc import Iterator
from fractions import Fraction

from perfrules.messages import Lang, labels
from perfrules.messages import options as option_words
from perfrules.messages import report as say
from perfrules.model.ways import Judged, Score
from perfrules.scoring.tree import Scored
from perfrules.views.derivation import steps_of
from perfrules.views.derivation_lines import MARKS, clamp_lines, in_language
from perfrules.views.evidence_lines import printed_text
from perfrules.views.report_parts import Words, marked, plain
from perfrules.views.steps import Reader, Step
from perfrules.views.summaries import missing_text


def why(node: Scored, reader: Reader) -> Words:
    """How a node came to its score, in few words; of a parent, where the points were lost."""
    lang = reader.lang
    if node.out:
        return plain(option_words.OUT[node.out].in_(lang))
    if node.children and node.state != "open":
        return _lost_below(node, lang)
    if node.state == "open":
        names = (missing_text(name, lang) for name in sorted(node.missing))
        return marked(say.MISSING_SAYS.in_(lang).format(names=labels.LIST.in_(lang).join(names)))
    if node.state == "refused":
        return marked(" ".join(problem.message(lang) for problem in node.problems))
    told = [*_judged(node, lang), *_reckoned(node, reader)]
    if node.row is not None and node.row.reason:
        told.append(node.row.reason)
    return plain(labels.SEMICOLON.in_(lang).join(told))


def _lost_below(node: Scored, lang: Lang) -> Words:
    """Each child that lost points, the most first."""
    lost = [
        (child.points - child.printed, child)
        for child in node.children
        if child.printed is not None and child.points > child.printed
    ]
    lost.sort(key=lambda pair: -pair[0])
    names = [
        f"{child.indicator.label} −{printed_text(points, child.indicator.rounding)}"
        for points, child in lost
    ]
    return plain(labels.LIST.in_(lang).join(names))


def _judged(node: Scored, lang: Lang) -> Iterator[str]:
    judged = node.judgement
    if judged is not None:
        origin = labels.ORIGINS[judged.origin].in_(lang)
        yield labels.COLON.in_(lang).join(filter(None, (origin, judged.tier, judged.reason)))


def _reckoned(node: Scored, reader: Reader) -> Iterator[str]:
    """The measured value, the rows that hold, the deductions, or the formula with its numbers."""
    lang, way = reader.lang, node.indicator.way
    if isinstance(way, Judged):
        return
    for step in steps_of(node, reader):
        came_to = "" if step.figure is None else in_language(step.figure.text, lang)
        match step.kind:
            case "value" if came_to:
                yield labels.COLON.in_(lang).join((labels.VALUE.in_(lang), came_to))
            case "case" | "band" if step.hit:
                yield labels.COLON.in_(lang).join(filter(None, (_with_numbers(step), step.says)))
            case "ratio" if step.gives:
                mark, _ = MARKS[step.hit]
                told = f"{mark} {step.substituted or step.formula}"
                yield labels.COLON.in_(lang).join((told, step.gives))
            case "check" if step.hit is False:
                mark, _ = MARKS[step.hit]
                yield f"{mark} {step.formula}"
            case "item" if came_to and step.value:
                yield labels.COLON.in_(lang).join((step.formula, came_to))
            case "formula" if came_to and isinstance(way, Score):
                sign = "=" if step.figure is not None and step.figure.exact else "≈"
                yield f"{(step.substituted or step.formula).replace('≈', '')} {sign} {came_to}"
            case _:
                pass
    value = None if node.outcome is None else node.outcome.value
    if isinstance(value, Fraction) and node.exact is not None:
        within = node.exact / (node.factor or 1)
        yield from (line.cells[0] for line in clamp_lines(value, within, node, lang))


def _with_numbers(step: Step) -> str:
    return f"{step.formula}（{step.substituted}）" if step.substituted else step.formula
