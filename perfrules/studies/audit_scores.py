"""What a report printed of its nodes and of the whole, held against the scores."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import chain

from attrs import evolve

from perfrules.formula.tree import Node
from perfrules.model.published import Published, Stated, StatedScore
from perfrules.model.ways import Judged, Rank, Rows
from perfrules.problem import Problem, Refused, did_you_mean
from perfrules.scoring.tree import Scored
from perfrules.studies import mistakes
from perfrules.studies.audited import Basis, Check, Kind, Mistake
from perfrules.studies.held import held, to_the_step, with_fewer_digits
from perfrules.studies.known import Known
from perfrules.studies.other_bases import parts_of, readings_of


def scores_held(known: Known, published: Published) -> Iterator[Check]:
    """Score, rate, points and measured value of every node of which the report prints them.

    Raises Refused for a key that is no node and no row (E464).
    """
    for key, said in published.scores.items():
        node = known.nodes.get(key)
        if node is None:
            yield from _without_facts(key, said, known)
        else:
            yield from _node(node, said, known, published)


def total_held(known: Known, published: Published) -> Iterator[Check]:
    """The total and the grade."""
    result, stated = known.result, published.total
    if stated is not None:
        why = () if result.printed is not None else result.problems
        asked = Check("total", "total", "", missing=result.missing, problems=why)
        rounding, points = result.methodology.rounding, result.methodology.points
        others = chain(
            _unrounded(result.exact),
            () if result.above.extras else parts_of(result.roots, published),
            with_fewer_digits(stated, result.printed, points, rounding),
        )
        given = to_the_step(stated, rounding)
        yield held(asked, given, result.printed, others, published.within)
    if published.grade:
        yield _grade(known, published)


def _node(node: Scored, said: StatedScore, known: Known, published: Published) -> Iterator[Check]:
    if said.points is not None:
        asked = Check("points", node.address, node.indicator.label, note=said.note)
        yield held(asked, said.points, node.indicator.points)
    if said.value is not None:
        yield _value(node, said, said.value, known, published)
    if said.score is not None:
        yield _score(node, said, said.score, known, published)
    if said.rate is not None:
        others = _rate_otherwise(node, said)
        check = held(_asked("rate", node, said), said.rate, node.rate, others, published.within)
        yield evolve(check, mistakes=tuple(mistakes.of_rate(check, said, said.rate, node)))


def _asked(kind: Kind, node: Scored, said: StatedScore) -> Check:
    return Check(
        kind=kind,
        of=node.address,
        name=node.indicator.label,
        reason=said.reason if kind == "score" else "",
        note=said.note,
        missing=node.missing,
        problems=node.problems,
    )


def _score(
    node: Scored, said: StatedScore, stated: Stated, known: Known, published: Published
) -> Check:
    """A leaf's score is held against its formula, a parent's against the sum of its parts."""
    points, rounding = node.indicator.points, node.indicator.rounding
    others: Iterator[Basis]
    if node.children:
        computed = node.printed
        others = chain(_unrounded(node.exact), parts_of(node.children, published))
    else:
        computed = node.exact
        others = _from_other_inputs(node, known, published)
    others = chain(others, with_fewer_digits(stated, computed, points, rounding))
    given = to_the_step(stated, rounding)
    if stated.value == node.printed:  # as the rule rounds, which need not be half up
        given, computed = stated, node.printed
    check = held(_asked("score", node, said), given, computed, others, published.within)
    check = evolve(check, computed=node.printed if node.children else node.exact)
    return evolve(check, mistakes=tuple(mistakes.of_score(check, said, given, node)))


def _unrounded(exact: Fraction | None) -> Iterator[Basis]:
    if exact is not None:
        yield Basis("unrounded parts", exact)


def _from_other_inputs(node: Scored, known: Known, published: Published) -> Iterator[Basis]:
    tree = formula_of(node, known)
    if tree is not None:
        yield from readings_of(tree, known, published)


def formula_of(node: Scored, known: Known) -> Node | None:
    """The formula of an indicator that is scored by one; None of judgements, rows and ranks."""
    key, way = node.indicator.key, node.indicator.way
    if key not in known.result.methodology.indicators or isinstance(way, Judged | Rank | Rows):
        return None
    return node.indicator.tree


def _rate_otherwise(node: Scored, said: StatedScore) -> Iterator[Basis]:
    """得分率 from the score as printed instead of the exact one."""
    points = node.indicator.points
    for printed in (None if said.score is None else said.score.value, node.printed):
        if printed is not None and points:
            yield Basis("printed score", printed / points)


def _value(
    node: Scored, said: StatedScore, stated: Stated, known: Known, published: Published
) -> Check:
    tree, outcome = node.indicator.value_tree, node.value
    assert tree is not None, "a figure of it would have been refused"
    value = None if outcome is None else outcome.value
    computed = value if isinstance(value, Fraction) else None
    asked = evolve(_asked("value", node, said), of=f"value.{node.indicator.key}")
    others = readings_of(tree, known, published)
    check = held(asked, stated, computed, others, published.within)
    found = mistakes.of_figure(check, stated, node.indicator.unit, tree)
    return evolve(check, mistakes=tuple(found))


def _grade(known: Known, published: Published) -> Check:
    """The grade of the computed total, or of the printed one."""
    result, stated = known.result, published.total
    word = "" if result.grade is None else result.grade.name
    check = Check("grade", "grade", "", printed=published.grade, word=word, missing=result.missing)
    if word == published.grade:
        return evolve(check, verdict="ties")
    if stated is not None and stated.value is not None:
        of_printed = [g.name for g in result.methodology.grades if g.holds(stated.value)]
        if published.grade in of_printed:
            basis = Basis("printed total", stated.value)
            return evolve(check, verdict="ties on another basis", basis=basis)
        word = word or "、".join(of_printed)
    return evolve(check, verdict="differs", word=word) if word else check


def _without_facts(key: str, said: StatedScore, known: Known) -> Iterator[Check]:
    """What is printed of a row of a table that is not given, or of one that does not count."""
    result = known.result
    table, _, name = key.partition("/")
    rows = result.facts.tables.get(table)
    known_rows = [row.key for row in rows or ()]
    if table not in result.methodology.tables or not name or (rows and key not in known_rows):
        near = did_you_mean(key, [*known.nodes, *known_rows])
        raise Refused(Problem("E464", said.place, {"name": key, "near": near}))
    missing = frozenset({f"table:{table}"})
    figures: tuple[tuple[Kind, Stated | None], ...] = (
        ("points", said.points), ("score", said.score), ("rate", said.rate),
    )  # fmt: skip
    for kind, stated in figures:
        if stated is not None:
            asked = Check(kind, f"indicator.{key}", name, note=said.note, missing=missing)
            found = (Mistake("no facts"),) if kind == "score" else ()
            yield evolve(held(asked, stated, None), mistakes=found)
