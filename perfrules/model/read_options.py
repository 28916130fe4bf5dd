"""What a node says beside its way of scoring, and the points that its parent's word gives it."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from attrs import evolve

from perfrules.files.tables import Table
from perfrules.formula.digits import exact_text
from perfrules.model.declared import Indicator
from perfrules.model.options import CHOICES, OTHERWISES, Applies, Choose
from perfrules.model.read_formula import formula, one_of
from perfrules.model.read_ways import WAY_KEYS
from perfrules.model.split import shares, split_of
from perfrules.model.ways import Judged, Rows, Split, Way
from perfrules.problem import Problem, Problems

OPTION_KEYS = ("applies", "otherwise", "choose", "split")
"""The keys that are read here."""


def applies_of(table: Table) -> Applies | None:
    """`applies` with `otherwise`; E360 when one stands without the other."""
    if ("applies" in table) != ("otherwise" in table):
        raise table.refuse("E360", "applies" if "applies" in table else "otherwise", at="key")
    if "applies" not in table:
        return None
    return Applies(formula(table, "applies"), one_of(table, "otherwise", OTHERWISES))


def choose_of(table: Table) -> Choose | None:
    """`choose = "one"`, or `"some"` with a split (E361: the one without what it needs)."""
    choose = one_of(table, "choose", CHOICES) if "choose" in table else None
    if choose is not None and (choose == "some") != ("split" in table):
        raise table.refuse("E361", "choose")
    return choose


def split_of_parent(table: Table, way: Way | None) -> Split | None:
    """How a parent's children share its points; the rows of a table have a split of their own.

    Raises Refused with E363 on a leaf that is scored in another way.
    """
    if "split" not in table or isinstance(way, Rows):
        return None
    if way is not None:
        raise table.refuse("E363", "split", at="key")
    return split_of(table)


def refuse_points(table: Table, way: Way | None) -> None:
    """Refuse, with E368, what gives points in a framework, which has none."""
    if "points" in table:
        raise table.refuse("E368", "points", at="key")
    if way is not None and not isinstance(way, Judged):
        raise table.refuse("E368", next(key for key in WAY_KEYS if key in table), at="key")


def points_stated(table: Table, above: Table | None) -> Fraction:
    """The points that a node states; 0 where its parent's split or choice gives them.

    Raises Refused with E362 where a split gives them and the node states them too.
    """
    given = above is not None and ("split" in above or "choose" in above) and "rows" not in above
    if given and "points" in table and above is not None and "split" in above:
        raise table.refuse("E362", "points", at="key")
    return table.number("points", Fraction(0)) if given else table.number("points")


def with_points_given(
    indicators: Mapping[str, Indicator], tables: Mapping[str, Table]
) -> dict[str, Indicator]:
    """The tree, parents first, with the points of children whose parent splits or chooses.

    Of `choose` each child has all the points of its parent: how many share them is known when
    the department has picked. Raises Refused for options that stand where they mean nothing.
    """
    found = dict(indicators)
    problems = Problems()
    for key, table in tables.items():
        node = found[key]
        with problems.collecting():
            if not node.children and (node.choose is not None or node.split is not None):
                raise table.refuse("E363", "choose" if node.choose else "split", at="key")
    problems.refuse_if_any()
    for key in indicators:
        with problems.collecting():
            found |= _children_of(found[key], found, tables)
    problems.refuse_if_any()
    return found


def _children_of(
    parent: Indicator, nodes: Mapping[str, Indicator], tables: Mapping[str, Table]
) -> dict[str, Indicator]:
    """What changes at and below a parent that splits its points or lets choose."""
    children = [nodes[key] for key in parent.children]
    if parent.choose is not None:
        return {
            child.key: evolve(child, points=_all_of(parent, child, tables)) for child in children
        }
    if parent.split is None:
        return {}
    parts = shares(parent.points, len(children), parent.split.to, parent.split.remainder)
    if min(parts) <= 0:
        whole, count = exact_text(parent.points), str(len(parts))
        raise tables[parent.key].refuse("E365", "split", points=whole, count=count)
    given = {
        child.key: evolve(child, points=part) for child, part in zip(children, parts, strict=True)
    }
    if sum(parts) > parent.points and parent.cap is None:
        given[parent.key] = evolve(parent, cap=parent.points)
    return given


def _all_of(parent: Indicator, child: Indicator, tables: Mapping[str, Table]) -> Fraction:
    """The points of a child that may be picked: its parent's."""
    table = tables[child.key]
    if "points" in table and child.points != parent.points:
        own, whole = exact_text(child.points), exact_text(parent.points)
        raise table.refuse("E364", "points", name=parent.key, points=own, all=whole)
    if parent.choose == "some" and child.children:
        raise table.refuse("E366", at="key", name=child.key)
    return parent.points


def a_split_leaves_points_over(nodes: Iterable[Indicator]) -> Iterable[Problem]:
    """Equal shares that do not make up the points: the policy's own words, so a warning."""
    known = {node.key: node for node in nodes}
    for parent in known.values():
        parts = [known[key].points for key in parent.children]
        if parent.split is not None and parent.choose is None and sum(parts) != parent.points:
            fields = {
                "name": parent.key,
                "each": exact_text(parts[0]),
                "count": str(len(parts)),
                "sum": exact_text(sum(parts, Fraction(0))),
                "points": exact_text(parent.points),
            }
            yield Problem("W360", parent.place, fields)
