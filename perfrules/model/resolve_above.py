"""Names in what stands above the tree; each stage knows the tree and the stages before it."""

from collections.abc import Mapping

from attrs import evolve

from perfrules.formula import walk
from perfrules.formula.kind import NUMBER, kind_of
from perfrules.formula.tree import Aspect, Compare, Formula, Name, Property
from perfrules.model.above import Above, Blank, Finding, Sentence, Tie, Veto
from perfrules.model.declared import Indicator
from perfrules.model.read_above import WHOLE, of_whole
from perfrules.model.resolve import Names, Resolver
from perfrules.problem import Problem, Problems, Refused

_OF_WHOLE: tuple[Aspect, ...] = ("score", "rate", "points")


def resolved_above(above: Above, names: Names, problems: Problems) -> Above:
    """The same with every name settled: a bonus may ask of the tree, a penalty of bonuses too."""
    tree = _with_whole(names)
    bonuses = _extras(above.bonuses, tree, problems)
    with_bonuses = _with(tree, above.bonuses)
    penalties = _extras(above.penalties, with_bonuses, problems)
    last = _resolver(known_above(above, names))
    vetoes, ties, findings = dict(above.vetoes), dict(above.ties), dict(above.findings)
    for name, veto in above.vetoes.items():
        with problems.collecting():
            vetoes[name] = _veto(veto, last)
    for name, tie in above.ties.items():
        with problems.collecting():
            ties[name] = resolved_tie(tie, last)
    for name, finding in above.findings.items():
        with problems.collecting():
            findings[name] = _finding(finding, last)
    return evolve(
        above, bonuses=bonuses, penalties=penalties, vetoes=vetoes, ties=ties, findings=findings
    )


def known_above(above: Above, names: Names) -> Names:
    """What may be named once everything is scored: the tree, the whole, bonuses, penalties."""
    return _with(_with_whole(names), above.extras)


def _with_whole(names: Names) -> Names:
    """Of the whole a formula may ask 得分, 得分率 and 分值, as of an indicator without a value."""
    some = next(iter(names.indicators.values()))
    return _with(names, {WHOLE: evolve(some, key=WHOLE, value=None)})


def _with(names: Names, more: Mapping[str, Indicator]) -> Names:
    return evolve(names, indicators={**names.indicators, **more})


def _resolver(names: Names) -> Resolver:
    return Resolver(names, names.kinds())


def _extras(
    extras: Mapping[str, Indicator], names: Names, problems: Problems
) -> dict[str, Indicator]:
    found = dict(extras)
    for key, extra in extras.items():
        with problems.collecting():
            found[key] = _resolver(_with(names, {key: extra})).indicator(extra)
            _refuse_circle(found[key])
    return found


def _refuse_circle(extra: Indicator) -> None:
    """An extra knows itself for its points and its measured value only."""
    own = [(extra.tree, ("score", "rate")), (extra.value_tree, ("score", "rate", "value"))]
    for tree, aspects in own:
        for node in () if tree is None else walk.nodes(tree):
            if isinstance(node, Property) and node.of == extra.key and node.aspect in aspects:
                circle = f"{extra.key} → {extra.key}"
                raise Refused(Problem("E320", extra.place, {"circle": circle}))


def _veto(veto: Veto, resolver: Resolver) -> Veto:
    return evolve(veto, when=_condition(veto.when, resolver))


def resolved_tie(tie: Tie, resolver: Resolver) -> Tie:
    """The tie with its names settled."""
    that = _condition(tie.that, resolver)
    tree = that.tree
    assert isinstance(tree, Compare)
    return evolve(tie, that=that, left=tree.first, right=tree.rest[0][1])


def _finding(finding: Finding, resolver: Resolver) -> Finding:
    problems = Problems()
    when, problem, advice = finding.when, finding.problem, finding.advice
    with problems.collecting():
        when = _condition(when, resolver)
    with problems.collecting():
        problem = resolved_sentence(problem, resolver)
    with problems.collecting():
        advice = resolved_sentence(advice, resolver)
    problems.refuse_if_any()
    return evolve(finding, when=when, problem=problem, advice=advice)


def _condition(formula: Formula, resolver: Resolver) -> Formula:
    """A condition of no indicator: what it asks without a name is of the whole."""
    return resolver.formula(of_whole(formula, *_OF_WHOLE), "", condition=True)


def resolved_sentence(sentence: Sentence, resolver: Resolver) -> Sentence:
    """The sentence with the names in its blanks settled."""
    problems = Problems()
    parts: list[str | Blank] = []
    for part in sentence.parts:
        with problems.collecting():
            parts.append(part if isinstance(part, str) else _blank(part, resolver))
    problems.refuse_if_any()
    return evolve(sentence, parts=tuple(parts))


def _blank(blank: Blank, resolver: Resolver) -> Blank:
    asked = of_whole(blank.formula, *_OF_WHOLE)
    kind = kind_of(asked.tree, resolver.kinds, indicators=resolver.names.indicators)
    if kind.name == NUMBER.name:
        return evolve(blank, formula=resolver.formula(asked, ""))
    if blank.show is not None:
        assert isinstance(asked.tree, Name)
        fields = {"name": asked.tree.name, "show": _written(blank)}
        raise Refused(Problem("E389", blank.at, fields))
    return blank


def _written(blank: Blank) -> str:
    assert blank.show is not None
    return f".{blank.show.decimals}{'%' if blank.show.percent else 'f'}"
