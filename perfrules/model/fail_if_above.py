"""Cross-checks of what stands above the tree, each a function whose name is a sentence."""

from collections.abc import Iterable, Iterator, Mapping

from perfrules.files.tables import Table
from perfrules.formula.tree import Node
from perfrules.model import fail_if
from perfrules.model.above import Above, Blank
from perfrules.model.declared import FactRule
from perfrules.problem import Problem


def an_extra_has_the_name_of_another_thing(above: Above, names: Iterable[str]) -> Iterable[Problem]:
    """Bonuses and penalties share one namespace with facts, measures, tables and indicators."""
    taken = set(names)
    for extra in (*above.bonuses.values(), *above.penalties.values()):
        if extra.key in taken:
            yield Problem("E319", extra.place, {"name": extra.key})
        taken.add(extra.key)


def the_rows_of_an_extra_do_not_cover(
    above: Above, table: Table, facts: Mapping[str, FactRule]
) -> Iterable[Problem]:
    """Bands and tiers of a bonus or penalty leave no gap and do not overlap."""
    for role, extras in (("bonus", above.bonuses), ("penalty", above.penalties)):
        for key, extra in extras.items():
            entry = table.named(role)[key]
            yield from fail_if.the_rows_of_bands_do_not_cover(extra, entry, facts)
            yield from fail_if.the_tiers_do_not_cover(extra, entry)


def scoring_trees(above: Above) -> Iterator[Node]:
    """The formulas that touch a score or a grade."""
    for extra in above.extras.values():
        yield from (tree for tree in (extra.tree, extra.value_tree) if tree is not None)
    yield from (veto.when.tree for veto in above.vetoes.values())


def telling_trees(above: Above) -> Iterator[Node]:
    """The formulas of ties and findings, which say something and score nothing."""
    yield from (tie.that.tree for tie in above.ties.values())
    for finding in above.findings.values():
        yield finding.when.tree
        for part in (*finding.problem.parts, *finding.advice.parts):
            if isinstance(part, Blank):
                yield part.formula.tree
