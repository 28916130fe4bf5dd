"""Everything that is asked of a methodology, node by node, in the order of the file."""

from collections.abc import Iterator

from attrs import evolve

from perfrules.formula.to_text import to_text
from perfrules.formula.tree import Name, Node, Not, Property
from perfrules.messages import Text
from perfrules.model.declared import Indicator
from perfrules.model.methodology import Methodology
from perfrules.model.reckoned import line_of
from perfrules.model.table_rules import TableRule, Variant
from perfrules.model.ways import Judged
from perfrules.problem import Place
from perfrules.readings.proof_world import World
from perfrules.scoring.bounds import Bounds
from perfrules.scoring.declared_extents import points_that_it_may_have
from perfrules.studies import prove_above as above
from perfrules.studies.prove_asked import NOTHING, Asked
from perfrules.studies.prove_questions import faults, score, unscored
from perfrules.studies.prove_rows import rows
from perfrules.studies.prove_scores import applies_on, stage_of
from perfrules.studies.prove_world import points_of_row, world_of_rows
from perfrules.studies.proved import Question


def questions(methodology: Methodology, world: World, bounds: Bounds) -> Iterator[Question]:
    """The questions but for those of directions, which rest on what comes of one another."""
    for asked in _read_always(methodology, world, bounds):
        yield from faults(asked)
    for node in (*methodology.indicators.values(), *methodology.above.extras.values()):
        yield from _of_node(node, methodology, world, bounds)
    for rule in methodology.tables.values():
        if methodology.weighted and rule.variants:
            yield from _of_rows(rule, world)
    if methodology.weighted:
        for veto in methodology.above.vetoes.values():
            yield above.veto(veto, world)
        yield from above.grades(methodology, world)


def _read_always(methodology: Methodology, world: World, bounds: Bounds) -> Iterator[Asked]:
    """Formulas that are read whatever the facts: measures, vetoes, ties, findings."""
    found: list[tuple[str, str, Node, Place | None]] = [
        (name, f"measure.{name}", measure.tree, measure.place)
        for name, measure in methodology.measures.items()
    ]
    up = methodology.above
    found += [(n, f"veto.{n}", veto.when.tree, veto.place) for n, veto in up.vetoes.items()]
    for name, tie in up.ties.items():
        found += [(name, f"tie.{name}", side, tie.place) for side in (tie.left, tie.right)]
    found += [(n, f"finding.{n}", each.when.tree, each.place) for n, each in up.findings.items()]
    for subject, address, tree, place in found:
        yield Asked(subject, subject, address, tree, world, place, seen=bounds.seen.get(address))


def _of_node(
    node: Indicator, methodology: Methodology, world: World, bounds: Bounds
) -> Iterator[Question]:
    """What an indicator measures, when it applies, how it scores."""
    key, place = node.key, node.place
    world = stage_of(node, world)

    def asked(kind: str, tree: Node) -> Asked:
        address = node.address if kind == "score" else f"{kind}.{key}"
        return Asked(key, key, address, tree, world, place, seen=bounds.seen.get(address))

    if node.value_tree is not None:
        yield from faults(asked("value", node.value_tree))
    if node.applies is not None:
        yield from faults(asked("applies", node.applies.when.tree))
    if node.tree is None or node.way is None or not methodology.weighted:
        return
    guard = _when_scored(node, methodology)
    mine = evolve(asked("score", node.tree), way=node.way)
    if guard is not None:
        mine = evolve(mine, when=lambda: world.reading(guard).holds)
    least = min(points_that_it_may_have(node, methodology))
    yield score(mine, node, Property("points", key), least)
    yield from faults(mine)
    yield from rows(mine)
    yield above.matters(node, world)


def _when_scored(node: Indicator, methodology: Methodology) -> Node | None:
    line = line_of(node, methodology.indicators)
    picked = any(each.choose is not None for each in line)
    return applies_on(line) if picked or any(each.applies for each in line) else None


def _of_rows(rule: TableRule, world: World) -> Iterator[Question]:
    """Each way of scoring a row, with the columns as they may be."""
    missed: list[Node] = []
    for position, variant in enumerate(rule.variants):
        mine = () if variant.condition is None else (variant.condition,)
        inside = world_of_rows(rule, world, [*missed, *mine])
        name = f"{rule.name} {position + 1}"
        asked = Asked(
            subject=rule.name, key=name, address=f"table.{rule.name}", tree=variant.tree,
            world=inside, place=variant.place, row=variant.way, table=rule.name, way=variant.way,
            about=_when(variant),
        )  # fmt: skip
        if not isinstance(variant.way, Judged):
            yield score(asked, None, Name(points_of_row(rule)))
        yield from faults(asked)
        yield from rows(asked)
        if variant.condition is None:
            return
        missed.append(Not(variant.condition))
    yield unscored(rule, world_of_rows(rule, world, missed))


def _when(variant: Variant) -> Text:
    """Which rows the way of scoring is for."""
    if variant.condition is None:
        return NOTHING
    text = to_text(variant.condition) if variant.when is None else variant.when.text.strip()
    return Text(text, text)
