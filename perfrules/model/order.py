"""The order of reckoning: every measure and indicator behind what it rests on, without circles."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from perfrules.formula import walk
from perfrules.formula.tree import Name, Node, Property
from perfrules.messages import Text
from perfrules.model.declared import Indicator, Measure
from perfrules.model.reckoned import line_of, trees_of
from perfrules.model.table_rules import TableRule
from perfrules.model.ways import Rows
from perfrules.problem import Problem, Refused


def order_of(
    measures: Mapping[str, Measure],
    indicators: Mapping[str, Indicator],
    tables: Mapping[str, TableRule] = MappingProxyType({}),
) -> tuple[str, ...]:
    """Addresses of measures and indicators, each behind what it rests on.

    Raises Refused (E320) with the circle, when there is one.
    """
    rests_on = dict(_edges(measures, indicators, tables))
    order: dict[str, None] = {}
    for start, below in rests_on.items():
        path: dict[str, Iterator[str]] = {start: iter(below)}
        if start in order:
            continue
        while path:
            last = next(reversed(path))
            following = next((a for a in path[last] if a not in order), None)
            if following is None:
                order[last] = None
                del path[last]
            elif following in path:
                raise _circle([*path, following], measures, indicators)
            else:
                path[following] = iter(rests_on[following])
    return tuple(order)


def _edges(
    measures: Mapping[str, Measure],
    indicators: Mapping[str, Indicator],
    tables: Mapping[str, TableRule],
) -> Iterator[tuple[str, list[str]]]:
    for name, measure in measures.items():
        yield f"measure.{name}", _touched(measure.tree, measures)
    for key, indicator in indicators.items():
        below = [f"indicator.{child}" for child in indicator.children]
        trees = dict(trees_of(indicator))
        trees.pop(f"indicator.{key}", None)
        for address, tree in trees.items():
            yield address, _touched(tree, measures)
        line = line_of(indicator, indicators)[:-1]
        own = [*trees, *(f"applies.{above.key}" for above in line if above.applies)]
        touched = [a for tree in _trees(indicator, tables) for a in _touched(tree, measures)]
        yield f"indicator.{key}", below + own + touched


def _trees(indicator: Indicator, tables: Mapping[str, TableRule]) -> Iterator[Node]:
    """The formulas that score the indicator, or the rows that it sums."""
    if indicator.tree is not None:
        yield indicator.tree
    if isinstance(indicator.way, Rows):
        yield from tables[indicator.way.table].row_trees()
        if indicator.way.where is not None:
            yield indicator.way.where.tree


def _touched(tree: Node, measures: Mapping[str, Measure]) -> list[str]:
    touched: dict[str, None] = {}
    for node in walk.nodes(tree):
        match node:
            case Name(name) if name in measures:
                touched[f"measure.{name}"] = None
            case Property("value", of):
                touched[f"value.{of}"] = None
            case Property("score" | "rate", of):
                touched[f"indicator.{of}"] = None
    return list(touched)


def _circle(
    path: list[str], measures: Mapping[str, Measure], indicators: Mapping[str, Indicator]
) -> Refused:
    round_trip = path[path.index(path[-1]) :]
    names = [_written(*address.split(".", 1)) for address in round_trip]
    kind, _, name = round_trip[0].partition(".")
    place = measures[name].place if kind == "measure" else indicators[name].place
    return Refused(
        Problem(
            "E320",
            place,
            {
                "circle": Text(
                    zh=" → ".join(n.zh for n in names), en=" → ".join(n.en for n in names)
                )
            },
        )
    )


def _written(kind: str, name: str) -> Text:
    """What a formula calls it: a score by its function, the others by their plain name."""
    return Text(f"得分({name})", f"score_of({name})") if kind == "indicator" else Text(name, name)
