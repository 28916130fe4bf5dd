"""Whether more of what is better is ever scored lower: leaf by leaf; if one falls, in all."""

from collections.abc import Collection, Iterator
from fractions import Fraction

from attrs import evolve

from perfrules.formula import walk
from perfrules.formula.tree import Given, If, Name, Node, Number, Operate, Property
from perfrules.messages import Text
from perfrules.messages import proofs as say
from perfrules.model.declared import Indicator
from perfrules.model.methodology import Methodology
from perfrules.model.ways import Rank, Rows
from perfrules.problem import Place, Problem
from perfrules.readings.figures import exact_text
from perfrules.readings.proof_terms import Expr, both, compared, negated
from perfrules.readings.proof_world import World
from perfrules.readings.values import key_of
from perfrules.scoring.result import Result
from perfrules.studies.prove_falling import Falling, Moved, Told
from perfrules.studies.prove_printed import is_rescaled
from perfrules.studies.prove_scores import stage_of, total
from perfrules.studies.prove_shown import score_of, veto_held
from perfrules.studies.proved import Question, Witness


def directions(methodology: Methodology, world: World) -> Iterator[Question]:
    """For each fact or measure with `better`: each score and veto that rests on it."""
    for moved in _moved(methodology, world):
        for node in (*methodology.indicators.values(), *methodology.above.extras.values()):
            whole = node.applies is not None or node.tree is not None
            if whole and moved.name in rests_on(Property("score", node.key), world):
                yield _of_node(moved, node, world)
            elif _in_another_way(moved, node, world, methodology):
                yield evolve(_of_node(moved, node, world), why_not=say.BY_ROWS_OR_PLACE)
        for name, veto in methodology.above.vetoes.items():
            if moved.name in rests_on(veto.when.tree, world):
                yield _of_veto(moved, name, veto.when.tree, world)


def in_all(methodology: Methodology, world: World, fallen: Collection[str]) -> Iterator[Question]:
    """For each fact or measure with `better`: the total. `fallen` are those by which a score falls.

    Where no score falls the total does not: sums, limits and rounding keep the order.
    """
    for moved in _moved(methodology, world):
        question = _of_total(moved, world, methodology)
        rescaled = is_rescaled(methodology)
        if moved.name not in fallen and (
            rescaled is None or not _decides(moved, world, methodology)
        ):
            yield evolve(question, settled=say.LEAF_BY_LEAF)
        else:
            yield evolve(question, why_not=rescaled or question.why_not)


def _decides(moved: Moved, world: World, methodology: Methodology) -> bool:
    """Whether it decides which nodes apply."""
    nodes = methodology.indicators.values()
    conditions = [node.applies.when.tree for node in nodes if node.applies is not None]
    return any(moved.name in rests_on(condition, world) for condition in conditions)


def _of_node(moved: Moved, node: Indicator, world: World) -> Question:
    score = Property("score", node.key)
    worse = stage_of(node, world)
    return _question(
        moved, node.key, node.place, score, worse, falls=node.role != "penalty",
        told=lambda result: score_of(result, node.key),
    )  # fmt: skip


def _of_total(moved: Moved, world: World, methodology: Methodology) -> Question:
    above, asked = methodology.above, (methodology.roots, methodology.above.bonuses)
    added = [Property("score", key) for keys in asked for key in keys]
    lost = [Property("score", key) for key in above.penalties]
    more, less = (
        total(each for each in some if moved.name in rests_on(each, world))
        for some in (added, lost)
    )
    whole = Operate("-", more, less)
    return _question(
        moved, "", moved.place, whole, world, falls=True, told=lambda result: score_of(result, "")
    )


def _of_veto(moved: Moved, name: str, when: Node, world: World) -> Question:
    """That more of what is better does not let a veto fire: told as 0, and as 1 without it."""
    fires = If(when, Number(Fraction(0)), Number(Fraction(1)))

    def told(result: Result) -> Fraction:
        return Fraction(0 if veto_held(result, name) else 1)

    place = when.at.place() if when.at is not None else moved.place
    return _question(moved, name, place, fires, world, falls=True, told=told)


def _question(  # noqa: PLR0913  # by name
    moved: Moved,
    subject: str,
    place: Place | None,
    tree: Node,
    world: World,
    *,
    falls: bool,
    told: Told,
) -> Question:
    """Whether what a tree comes to falls (or, of a penalty, rises) where it should not."""
    less = world
    others = evolve(world, trees={k: v for k, v in world.trees.items() if k != moved.name})
    movable = moved.movable(rests_on(tree, others))
    why_not = None if movable else say.READ_OTHERWISE if moved.is_measure else say.BOUND
    more = world.twin(movable)
    name = Name(moved.name)

    def condition() -> Expr:
        one, two = less.reading(name), more.reading(name)
        before, after = less.reading(tree), more.reading(tree)
        worse = compared(">" if falls else "<", before.value, after.value)
        ends = both(one.ok, two.ok, before.ok, after.ok)
        return both(ends, _is_less(one.value, two.value, moved), worse)

    def problem(witness: Witness | None) -> Problem:
        assert witness is not None, "that something can be is shown by facts"
        assert witness.then is not None, "a direction is shown by two fact sets"
        before, after = told(witness.result), told(witness.then)
        fields: dict[str, str | Text] = {
            "fact": moved.name,
            "more": moved.more,
            "name": subject or say.TOTAL,
            "before": _shown(before),
            "after": _shown(after),
        }
        return Problem("E646", place, fields)

    return Question(
        kind="direction",
        subject=subject,
        about=say.DIRECTION.filled(more=moved.more, fact=moved.name),
        place=place,
        possible=False,
        condition=condition,
        worlds=(less, more),
        shown=Falling(moved, movable, told, falls).shown,
        problem=problem,
        moved=moved.name,
        early=False,
        on="unrounded",
        why_not=why_not,
    )


def _is_less(one: Expr, two: Expr, moved: Moved) -> Expr:
    """That the first is the worse of two values."""
    if moved.better == "lower":
        one, two = two, one
    return both(negated(one), two) if moved.kind == "yes/no" else compared("<", one, two)


def _shown(value: Fraction | None) -> str:
    assert value is not None, "both totals were compared"
    return exact_text(value)


def _in_another_way(moved: Moved, node: Indicator, world: World, methodology: Methodology) -> bool:
    """Whether rows of a table, or a place among departments, rest on it."""
    match node.way:
        case Rows(table, where):
            trees = [*methodology.tables[table].row_trees()]
            trees += [] if where is None else [where.tree]
        case Rank(of):
            trees = [of.tree]
        case _:
            return False
    return any(moved.name in rests_on(tree, world) for tree in trees)


def rests_on(tree: Node, world: World) -> frozenset[str]:
    """All names that a formula reads, itself or through others."""
    found: set[str] = set()
    waiting = [tree]
    while waiting:
        for node in walk.nodes(waiting.pop()):
            name = node.name if isinstance(node, Given) else key_of(node)
            if name is not None and name not in found:
                found.add(name)
                if name in world.trees:
                    waiting.append(world.trees[name])
    return frozenset(found)


def _moved(methodology: Methodology, world: World) -> Iterator[Moved]:
    ties = tuple(_bound(methodology, world))
    for name, rule in methodology.facts.items():
        if rule.better is not None and rule.kind in ("number", "yes/no"):
            yield Moved(
                name, rule.better, rule.place, frozenset({name}),
                is_measure=False, ties=ties, kind=rule.kind,
            )  # fmt: skip
    for name, measure in methodology.measures.items():
        if measure.better is not None:
            below = rests_on(measure.tree, world) & methodology.facts.keys()
            yield Moved(
                name, measure.better, measure.place, frozenset(below), is_measure=True, ties=ties
            )


def _bound(methodology: Methodology, world: World) -> Iterator[frozenset[str]]:
    for tie in methodology.above.ties.values():
        if tie.severity == "error":
            yield rests_on(tie.that.tree, world) & methodology.facts.keys()
