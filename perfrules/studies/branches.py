"""All branches of a rule file: its ways of scoring, its conditions, its parameters."""

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction

from attrs import evolve

from perfrules.files.spots import Path
from perfrules.formula.tree import Choice, Compare, Fold, If, Logic, Node
from perfrules.formula.walk import children
from perfrules.model.declared import Indicator
from perfrules.model.methodology import Methodology, Parameter
from perfrules.model.table_rules import Variant
from perfrules.model.ways import Adjust, Judged
from perfrules.problem import Place
from perfrules.scoring.tree import Scored
from perfrules.studies.above_branches import of_above, of_total
from perfrules.studies.branch import Branch, Reached, Read, Side, spot_of
from perfrules.studies.mutant import Desk, address
from perfrules.studies.own_formulas import Written, formulas_of
from perfrules.studies.way_branches import Part, parts_of


def branches_of(methodology: Methodology) -> tuple[Branch, ...]:
    """The branches of what the file itself says; what it extends has examples of its own.

    What is read for each row of a table within a function (`sum`, `count`, …), and which rows
    count, leaves no step behind and is not among them.
    """
    desk = Desk(methodology.documents[0])
    found = [_branch(part, desk) for part in _parts(methodology) if desk.owns(part.path)]
    for written in formulas_of(methodology):
        if desk.owns(written.path) and not _is_read_unseen(written):
            found += _conditions(written.formula.tree, desk)
    found.sort(key=lambda each: (each.place.line, each.place.column) if each.place else (0, 0))
    version = Branch(
        "version", "given", "version: given", Place(desk.document.path), methodology.version,
        lambda read: bool(read.results),
    )  # fmt: skip
    return tuple(_each_once((version, *found, *_parameters(methodology))))


def _each_once(branches: Iterable[Branch]) -> Iterator[Branch]:
    """Those of one name as one: a column of signs makes several ratios out of what stands once."""
    named: dict[str, list[Branch]] = {}
    for branch in branches:
        named.setdefault(branch.node, []).append(branch)
    for first, *others in named.values():
        yield evolve(first, reached=_any_of((first, *others))) if others else first


def _any_of(branches: tuple[Branch, ...]) -> Reached:
    return lambda read: any(branch.reached(read) for branch in branches)


def _branch(part: Part, desk: Desk) -> Branch:
    span = desk.span(part.path)
    words = part.word or desk.written(span).split("\n")[0]
    node = ": ".join(word for word in (address(part.path), part.word, part.side) if word)
    return Branch(part.kind, part.side, node, desk.place(span), words, part.reached)


def _parts(methodology: Methodology) -> Iterator[Part]:
    for role, nodes in (
        ("indicator", methodology.indicators),
        ("bonus", methodology.above.bonuses),
        ("penalty", methodology.above.penalties),
    ):
        for key, node in nodes.items():
            yield from _of_node(node, (role, key), weighted=methodology.weighted)
    for table in methodology.tables.values():
        for variant in table.variants:
            yield from _of_variant(variant)
    if methodology.weighted:
        yield from of_total(methodology)
    yield from of_above(methodology)


def _of_node(node: Indicator, path: Path, *, weighted: bool) -> Iterator[Part]:
    key = node.key
    if weighted and node.way is not None and node.tree is not None:
        yield from parts_of(node.way, node.tree, path)
    if node.applies is not None:
        sides: tuple[tuple[Side, bool], ...] = (("applies", True), ("not_applicable", False))
        for side, truth in sides:
            yield Part("applies", side, (*path, "applies"), _some(key, _applied(truth=truth)))
    for child in node.children if node.choose is not None else ():
        yield Part("picked", "picked", ("indicator", child), _some(child, _is_picked))
    if isinstance(node.way, Judged) or not weighted:
        return
    if node.cap is not None:
        where = "cap" if node.role == "indicator" else "at_most"
        yield Part("limit", "most", (*path, where), _some(key, _passed(node.cap, up=True)))
    if node.floor is not None:
        yield Part("limit", "least", (*path, "floor"), _some(key, _passed(node.floor, up=False)))


def _some(key: str, test: Callable[[Scored], bool]) -> Reached:
    """Whether a test holds of the node of a name in some result."""
    return lambda read: any(test(scored) for scored in read.called(key))


def _applied(*, truth: bool) -> Callable[[Scored], bool]:
    return lambda scored: scored.applies is not None and scored.applies.value is truth


def _is_picked(scored: Scored) -> bool:
    return not scored.out and not any(name.startswith("picked:") for name in scored.missing)


def _passed(limit: Fraction, *, up: bool) -> Callable[[Scored], bool]:
    """Whether a limit took or gave something; what adds up is limited within its formula."""

    def test(scored: Scored) -> bool:
        reckoned: object = None if scored.outcome is None else scored.outcome.value
        if isinstance(scored.indicator.way, Adjust):
            return reckoned == limit
        if scored.children:
            reckoned = sum((child.exact or Fraction(0) for child in scored.children), Fraction(0))
        return isinstance(reckoned, Fraction) and (reckoned > limit if up else reckoned < limit)

    return test


def _of_variant(variant: Variant) -> Iterator[Part]:
    tree = variant.tree

    def taken(read: Read) -> bool:
        return bool(read.of(tree))

    match variant.sign:
        case Compare(_, ((_, Choice(sign)),)):
            yield Part("variant", "taken", (*variant.path, "ratio", "sign"), taken, sign)
        case _:
            yield Part("variant", "taken", variant.path, taken)
    yield from parts_of(variant.way, tree, variant.path)


def _is_read_unseen(written: Written) -> bool:
    """Whether what it comes to is not kept: it decides which rows, or how a row, is scored."""
    path = written.path
    of_variant = path[0] == "table" and path[-1] == "when" and len(path) == 5
    return written.field == "where" or of_variant


def _conditions(tree: Node, desk: Desk) -> Iterator[Branch]:
    """Both ways of every IF, and of every part of an and or an or."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Fold):
            continue
        match node:
            case If(condition):
                yield _condition(condition, "then", desk, truth=True)
                yield _condition(condition, "otherwise", desk, truth=False)
            case Logic(_, parts):
                for part in parts:
                    yield _condition(part, "yes", desk, truth=True)
                    yield _condition(part, "no", desk, truth=False)
            case _:
                pass
        waiting.extend(reversed(children(node)))


def _condition(condition: Node, side: Side, desk: Desk, *, truth: bool) -> Branch:
    spot = spot_of(condition)
    assert spot is not None, "an author wrote it"
    words = desk.document.text[slice(*desk.inner(spot.path, spot.start, spot.end))]
    return Branch(
        kind="condition",
        side=side,
        node=f"{address(spot.path)}: {words}: {side}",
        place=desk.place(desk.inner(spot.path, spot.start, spot.end)),
        words=words,
        reached=lambda read: read.came_to(condition, truth=truth),
    )


def _parameters(methodology: Methodology) -> Iterator[Branch]:
    """The values of parameter files whose days touch those in force."""
    for given in methodology.parameters:
        if given.days.overlaps(methodology.in_force):
            yield Branch(
                kind="parameter",
                side="read",
                node=f"parameter.{given.fact}.{given.days}: read",
                place=given.place,
                words=f"{given.text} {given.days}",
                reached=_used(given),
            )


def _used(given: Parameter) -> Reached:
    def reached(read: Read) -> bool:
        facts = (result.used.get(given.fact) for result in read.results)
        return any(fact is not None and fact.place is given.place for fact in facts)

    return reached
