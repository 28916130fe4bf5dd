"""The lines about options: equal shares, what is picked, rescaled points, stages and raters."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from perfrules.formula.digits import exact_text
from perfrules.messages import Lang
from perfrules.messages import labels as say
from perfrules.messages import options as words
from perfrules.model.declared import Indicator
from perfrules.model.methodology import Methodology
from perfrules.model.ways import Judged
from perfrules.readings.figures import figure
from perfrules.scoring.rescale import dropped
from perfrules.scoring.result import Result
from perfrules.scoring.tree import Scored
from perfrules.views.evidence_lines import Line, Tone, judged_text, printed_text
from perfrules.views.steps import Reader


def option_lines(node: Scored, reader: Reader) -> Iterator[Line]:
    """What a node's options did; nothing where it has none."""
    lang = reader.lang
    if node.out:
        if node.applies is None:
            because = node.out == "not_applicable"
            text = words.BECAUSE_ABOVE if because else words.OUT["not_picked"]
            yield Line(words.APPLIES.in_(lang), (text.in_(lang),), "warning")
        return
    yield from _shares(node, reader)
    yield from _picked(node, reader)
    yield from _raters(node, lang)
    yield from _stages(node, reader)
    yield from _rescaled(node, lang)


def total_option_lines(result: Result, lang: Lang) -> Iterator[Line]:
    """How the sum of the tree was reckoned over to all the points."""
    tree, rules = result.above.tree, result.methodology
    if tree.state != "done":
        return
    yield from _rounded_as_a_whole(result.roots, tree.exact[0], tree.printed[0], rules, lang)
    gone = dropped(result.roots)
    if gone and gone != rules.points:
        scores = _printed(result.roots)
        before, counted = sum(scores, Fraction(0)), rules.points - gone
        total = rules.points * before / counted
        text = words.RESCALED_TOTAL.in_(lang).format(
            sum=" + ".join(printed_text(score, rules.rounding) for score in scores),
            score=exact_text(before),
            counted=exact_text(counted),
            points=exact_text(rules.points),
            sign="=" if total == tree.printed[0] else "≈",
            total=printed_text(tree.printed[0], rules.rounding),
        )
        yield Line(words.RESCALED.in_(lang), (text,), "warning")


def scores_added(result: Result) -> list[Fraction]:
    """The printed scores that make up the sum of the tree; the sum alone where it was rescaled."""
    scores, tree = _printed(result.roots), result.above.tree
    return scores if sum(scores, Fraction(0)) == tree.printed[0] else [tree.printed[0]]


def points_shown(node: Scored) -> Fraction:
    """The points that it has here; those of the file where it is left out."""
    return node.indicator.points if node.factor == 1 else node.points


def points_text(node: Scored, lang: Lang) -> str:
    """The points that it has here, beside those of the file where they differ."""
    before = str(figure(node.indicator.points))
    if node.factor == 1:
        return before
    return words.POINTS_BESIDE.in_(lang).format(points=str(figure(node.points)), before=before)


def _shares(node: Scored, reader: Reader) -> Iterator[Line]:
    if node.indicator.split is None or not node.children:
        return
    lang = reader.lang
    points = [c.indicator.points for c in node.children if c.out != "not_picked"]
    if node.indicator.choose is not None and node.indicator.key not in reader.result.facts.picked:
        return
    total = sum(points, Fraction(0))
    text = words.SPLIT_INTO.in_(lang).format(
        points=exact_text(node.indicator.points),
        count=len(points),
        parts=say.LIST.in_(lang).join(exact_text(each) for each in points),
    )
    if total != node.indicator.points:
        apart = words.SPLIT_APART.in_(lang)
        text += apart.format(sum=exact_text(total), points=exact_text(node.indicator.points))
    tone: Tone = "plain" if total == node.indicator.points else "warning"
    yield Line(words.SPLIT.in_(lang), (text,), tone)


def _picked(node: Scored, reader: Reader) -> Iterator[Line]:
    if node.indicator.choose is None:
        return
    lang, picks = reader.lang, reader.result.facts.picked.get(node.indicator.key)
    if picks is None:
        yield Line(words.PICKED.in_(lang), (words.NOT_YET.in_(lang),), "error")
        return
    labels = [c.indicator.label for c in node.children if c.indicator.key in picks]
    yield Line(words.PICKED.in_(lang), (say.LIST.in_(lang).join(labels),))


def _raters(node: Scored, lang: Lang) -> Iterator[Line]:
    if node.judgement is None or not node.judgement.raters:
        return
    way = node.indicator.way
    assert isinstance(way, Judged)
    for rater in way.raters:
        text = words.RATER.in_(lang).format(
            name=rater.name,
            score=judged_text(node, node.judgement.raters[rater.name]),
            weight=f"{exact_text(rater.weight * 100)}%",
        )
        yield Line(words.RATERS.in_(lang), (text,))


def _stages(node: Scored, reader: Reader) -> Iterator[Line]:
    given = reader.result.facts.stages.get(node.indicator.key, {})
    rules, lang = reader.result.methodology, reader.lang
    for stage in rules.stages:
        if stage not in given:
            continue
        judged = given[stage]
        counts = stage == rules.counts
        text = say.GIVEN_BY.in_(lang).format(
            score=judged_text(node, judged.score),
            origin=say.ORIGINS[judged.origin].in_(lang),
            by=say.BY.in_(lang).format(by=judged.by) if judged.by else "",
        )
        text += words.COUNTS.in_(lang) if counts else ""
        cells = (stage, text, judged.reason)
        yield Line(words.STAGES.in_(lang), cells, "plain" if counts else "muted")


def _rescaled(node: Scored, lang: Lang) -> Iterator[Line]:
    if node.exact is None or node.printed is None:
        return
    label = words.RESCALED.in_(lang)
    if node.factor != 1 and not node.children:
        text = words.RESCALED_NODE.in_(lang).format(
            before=exact_text(node.indicator.points),
            points=exact_text(node.points),
            score=exact_text(node.exact / node.factor),
            after=exact_text(node.exact),
        )
        yield Line(label, (text,), "warning")
    yield from _rounded_as_a_whole(node.children, node.exact, node.printed, node.indicator, lang)


def _rounded_as_a_whole(
    parts: Sequence[Scored],
    exact: Fraction,
    printed: Fraction,
    rule: Indicator | Methodology,
    lang: Lang,
) -> Iterator[Line]:
    """Says so where rescaled scores, each rounded, do not add up to what is printed."""
    added = sum(_printed(parts), Fraction(0))
    if all(part.factor == 1 for part in parts) or added == printed:
        return
    text = words.RESCALED_SUM.in_(lang).format(
        exact=exact_text(exact),
        to=exact_text(rule.rounding.to),
        printed=printed_text(printed, rule.rounding),
        sum=printed_text(added, rule.rounding),
    )
    yield Line(words.RESCALED.in_(lang), (text,), "warning")


def _printed(nodes: Iterable[Scored]) -> list[Fraction]:
    """The printed scores of those that count."""
    counted = (node for node in nodes if node.points or not node.out)
    return [node.printed for node in counted if node.printed is not None]
