"""All branches of a rule file: its ways of scoring, its conditions, and what stands above."""

from collections.abc import Iterator
from fractions import Fraction

from attrs import frozen

from perfrules.files.spots import Path
from perfrules.formula.tree import Fold, If, Logic, Node
from perfrules.formula.walk import children
from perfrules.model.declared import Indicator
from perfrules.model.methodology import Methodology, Parameter
from perfrules.model.table_rules import Variant
from perfrules.model.ways import Adjust, Judged, Rows
from perfrules.problem import Place
from perfrules.scoring.result import Result
from perfrules.scoring.tree import Scored
from perfrules.studies.branch import Branch, Kind, Read, Side, spot_of
from perfrules.studies.mutant import Desk, address
from perfrules.studies.way_branches import Part, parts_of
from perfrules.studies.own_formulas import Written, formulas_of


def branches_of(methodology: Methodology) -> tuple[Branch, ...]:
    """The branches of what the file itself says; what it extends has examples of its own.

    What is read for each row of a table within a function (`sum`, `count`, …), and which rows
    count, leaves no step behind and is not among them.
    """
    desk = Desk(methodology.documents[0])
    parts = [part for part in _parts(methodology) if desk.owns(part.path)]
    found = [_branch(part, desk) for part in parts]
    for written in formulas_of(methodology):
        if desk.owns(written.path) and not _is_read_unseen(written, methodology):
            found += _conditions(written.formula.tree, desk)
    found.sort(key=lambda each: (each.place.line, each.place.column) if each.place else (0, 0))
    version = Branch(
        "version", "given", methodology.version, Place(desk.document.path), methodology.version,
        lambda read: bool(read.results),
    )  # fmt: skip
    return (version, *found, *_parameters(methodology))


def _branch(part: Part, desk: Desk) -> Branch:
    span = desk.span(part.path)
    words = desk.written(span).split("\n")[0]
    node = f"{address(part.path)}: {part.side}"
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
        yield from _of_total(methodology)
    yield from _of_above(methodology)


def _of_node(node: Indicator, path: Path, *, weighted: bool) -> Iterator[Part]:
    key = node.key
    if weighted and node.way is not None and node.tree is not None:
        yield from parts_of(node.way, node.tree, path)
    if node.applies is not None:
        sides: tuple[tuple[Side, bool], ...] = (("applies", True), ("not_applicable", False))
        for side, truth in sides:
            yield Part(
                "applies", side, (*path, "applies"),
                lambda read, truth=truth: any(_applied(s) is truth for s in read.called(key)),
            )  # fmt: skip
    for child in node.children if node.choose is not None else ():
        yield Part(
            "picked", "picked", ("indicator", child),
            lambda read, child=child: any(not s.out and not s.missing for s in read.called(child)),
        )  # fmt: skip
    if isinstance(node.way, Judged) or not weighted:
        return
    for name, limit in (("cap", node.cap), ("floor", node.floor)):
        where = "at_most" if node.role != "indicator" and name == "cap" else name
        if limit is not None:
            side = "most" if name == "cap" else "least"
            yield Part(
                "limit", side, (*path, where),
                lambda read, limit=limit, up=name == "cap": any(
                    _passed(scored, limit, up=up) for scored in read.called(key)
                ),
            )  # fmt: skip


def _applied(scored: Scored) -> object:
    return None if scored.applies is None else scored.applies.value


def _passed(scored: Scored, limit: Fraction, *, up: bool) -> bool:
    """Whether a limit took or gave something; what adds up is limited within its formula."""
    reckoned: object = None if scored.outcome is None else scored.outcome.value
    if isinstance(scored.indicator.way, Adjust):
        return reckoned == limit
    if scored.children:
        reckoned = sum((child.exact or Fraction(0) for child in scored.children), Fraction(0))
    return isinstance(reckoned, Fraction) and (reckoned > limit if up else reckoned < limit)


def _of_variant(variant: Variant) -> Iterator[Part]:
    tree = variant.tree
    if variant.sign is None:
        yield Part("variant", "taken", variant.path, lambda read: bool(read.of(tree)))
    else:
        sign = getattr(variant.sign, "rest")[0][1].text
        yield Part("variant", "taken", (*variant.path, "ratio", "sign"), lambda read: bool(read.of(tree)))
    yield from parts_of(variant.way, tree, variant.path)
