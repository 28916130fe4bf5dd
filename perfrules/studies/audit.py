"""A published report against its facts and rules: what follows, from what, and what does not."""

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from perfrules.formula.tree import Node
from perfrules.formula.units import Unit
from perfrules.model.facts import FactSet
from perfrules.model.published import Published, Stated, published_of
from perfrules.problem import Place, Problem, Refused
from perfrules.scoring.result import Result
from perfrules.scoring.score import score
from perfrules.scoring.tree import Outcome
from perfrules.studies import mistakes
from perfrules.studies.audit_scores import scores_held, total_held
from perfrules.studies.audited import Audit, Base, Check
from perfrules.studies.cross_footing import relations_held, sums_held
from perfrules.studies.held import held
from perfrules.studies.known import Known
from perfrules.studies.other_bases import readings_of


def audit(facts: FactSet, result: Result | None = None) -> Audit:
    """Every printed figure that can be computed, held against what is computed.

    `result` is the score of the facts, where they were scored together with others.
    Raises Refused when nothing is published (E630), and for what is wrong with how it is written.
    """
    file = facts.documents[0].path
    if facts.published is None:
        raise Refused(Problem("E630", Place(file)))
    published = published_of(facts)
    known = Known.of(result or score(facts.rules, facts))
    bases = _bases(known, published)
    return Audit(
        file=file,
        result=known.result,
        published=published,
        checks=(
            *figures_held(known, published),
            *scores_held(known, published),
            *total_held(known, published),
            *sums_held(known, published),
            *relations_held(known, published),
        ),
        bases=bases,
        remarks=tuple(mistakes.of_report(known, published, bases)),
    )


def figures_held(known: Known, published: Published) -> Iterator[Check]:
    """The figures by name of a fact, a measure, or a measured value."""
    for name, stated in published.figures.items():
        yield _figure(name, stated, known, published)


def _figure(name: str, stated: Stated, known: Known, published: Published) -> Check:
    of, unit, tree, outcome = _subject(name, known)
    value = known.names.get(name) if outcome is None else outcome.value
    asked = Check("figure", of, name)
    if outcome is not None:
        asked = evolve(asked, missing=outcome.missing, problems=outcome.problems)
    elif name not in known.result.used:
        asked = evolve(asked, missing=frozenset({name}))
    others = () if tree is None else readings_of(tree, known, published)
    computed = value if isinstance(value, Fraction) else None
    check = held(asked, stated, computed, others, published.within)
    return evolve(check, mistakes=tuple(mistakes.of_figure(check, stated, unit, tree)))


def _subject(name: str, known: Known) -> tuple[str, Unit, Node | None, Outcome | None]:
    """Address, unit, formula and outcome of what a name stands for."""
    result = known.result
    if name in result.methodology.facts:
        return f"fact.{name}", result.methodology.facts[name].unit, None, None
    for measured in result.measures:
        if measured.measure.name == name:
            measure = measured.measure
            return f"measure.{name}", measure.unit, measure.tree, measured.outcome
    node = known.nodes[name]
    return f"value.{name}", node.indicator.unit, node.indicator.value_tree, node.value


def _bases(known: Known, published: Published) -> tuple[Base, ...]:
    """The bases of what the report prints, those whose amounts are given."""
    printed = {*published.figures, *published.scores}
    found: list[Base] = []
    for name, users in known.bases.items():
        rates = tuple(user for user in users if user in printed)
        if rates and name in known.result.used:
            found.append(Base(name, known.shown_fact(name), rates))
    return tuple(found)
