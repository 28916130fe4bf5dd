"""Names in formulas to what they stand for, and an order of reckoning without circles."""

from collections.abc import Iterator, Mapping

from attrs import evolve, frozen

from perfrules.formula import walk
from perfrules.formula.kind import KIND_WORDS, NUMBER, YES_NO, Kind, kind_of
from perfrules.formula.tree import Formula, Given, Name, Node, Property
from perfrules.messages import Text
from perfrules.model.methodology import FactRule, Indicator, Measure
from perfrules.model.parts import with_formulas
from perfrules.model.spelled_out import COMPLETION, spelled_out
from perfrules.model.ways import Checklist, Ratio
from perfrules.problem import Problem, Problems, Refused


@frozen(eq=False)
class Names:
    """Everything that a formula may name."""

    facts: Mapping[str, FactRule]
    measures: Mapping[str, Measure]
    indicators: Mapping[str, Indicator]

    def kinds(self) -> dict[str, Kind]:
        """The kind of each name; of indicators that of their measured values."""
        kinds = dict.fromkeys((*self.indicators, *self.measures), NUMBER)
        kinds |= {name: Kind(rule.kind, rule.choice) for name, rule in self.facts.items()}
        return kinds


@frozen(eq=False)
class Resolver:
    """Checks formulas against the names of one methodology and settles what each name is."""

    names: Names
    kinds: Mapping[str, Kind]

    def formula(self, formula: Formula, owner: str, *, condition: bool = False) -> Formula:
        """The formula with every name settled; `owner` is the indicator it stands in, or "".

        Raises Refused with everything that is wrong with it.
        """
        wanted = YES_NO if condition else NUMBER
        kind = kind_of(formula.tree, self.kinds, indicators=self.names.indicators)
        if kind.name != wanted.name:
            fields = {"is": KIND_WORDS[kind.name], "must": KIND_WORDS[wanted.name]}
            raise Refused(Problem("E333", formula.source.place(), fields))
        tree = walk.owned(formula.tree, owner) if owner else formula.tree
        problems = Problems()
        settled = walk.rebuilt(tree, lambda node: self._settled(node, problems))
        problems.refuse_if_any()
        return evolve(formula, tree=settled)

    def _settled(self, node: Node, problems: Problems) -> Node:
        """The node itself, or what a name of an indicator stands for."""
        with problems.collecting():
            match node:
                case Name(name) if self._is_indicator(name):
                    value = Property("value", name, at=node.at)
                    self._check_property(value, "value", name)
                    return value
                case Given(name) if name not in self.names.facts:
                    raise _at(node, "E346", name=name)
                case Property(aspect, of):
                    self._check_property(node, aspect, of)
        return node

    def _is_indicator(self, name: str) -> bool:
        return (
            name in self.names.indicators
            and name not in self.names.facts
            and name not in self.names.measures
        )

    def _check_property(self, node: Property, aspect: str, of: str) -> None:
        if not of:
            raise _at(node, "E332", word=_ASPECTS[aspect])
        indicator = self.names.indicators[of]
        if aspect == "value" and indicator.value is None:
            raise _at(node, "E322", name=of)

    def measure(self, measure: Measure) -> Measure:
        """The measure with its names settled."""
        formula = self.formula(measure.formula, "")
        return evolve(measure, formula=formula, tree=formula.tree)

    def indicator(self, indicator: Indicator) -> Indicator:
        """The indicator with its names settled and its way of scoring spelled out."""
        key, problems = indicator.key, Problems()
        value, way = indicator.value, indicator.way
        with problems.collecting():
            if value is not None:
                value = self.formula(value, key)
        reduced = way.over.score if isinstance(way, Ratio) and way.over is not None else None
        local = evolve(self, kinds={**self.kinds, COMPLETION: NUMBER})

        def settled(formula: Formula, condition: bool) -> Formula:
            with problems.collecting():
                resolver = local if formula is reduced else self
                return resolver.formula(formula, key, condition=condition)
            return formula

        if way is not None:
            way = with_formulas(way, settled)
            if isinstance(way, Checklist):
                problems.found.extend(self._unmet_items(way, indicator))
        problems.refuse_if_any()
        return evolve(
            indicator,
            value=value,
            value_tree=None if value is None else value.tree,
            way=way,
            tree=None if way is None else spelled_out(way, key, indicator.cap, indicator.floor),
        )

    def _unmet_items(self, way: Checklist, indicator: Indicator) -> Iterator[Problem]:
        for name in (name for item in way.items for name in item.any_of):
            rule = self.names.facts[name]
            if rule.kind != "yes/no":
                fields: dict[str, str | Text] = {"name": name, "is": KIND_WORDS[rule.kind]}
                yield Problem("E347", indicator.place, fields)


_ASPECTS = {"points": "分值", "value": "指标值", "score": "得分", "rate": "得分率"}


def order_of(
    measures: Mapping[str, Measure], indicators: Mapping[str, Indicator]
) -> tuple[str, ...]:
    """Addresses of measures and indicators, each behind what it rests on.

    Raises Refused (E320) with the circle, when there is one.
    """
    rests_on = dict(_edges(measures, indicators))
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
    measures: Mapping[str, Measure], indicators: Mapping[str, Indicator]
) -> Iterator[tuple[str, list[str]]]:
    for name, measure in measures.items():
        yield f"measure.{name}", _touched(measure.tree, measures)
    for key, indicator in indicators.items():
        if indicator.value_tree is not None:
            yield f"value.{key}", _touched(indicator.value_tree, measures)
        below = [f"indicator.{child}" for child in indicator.children]
        own = [f"value.{key}"] if indicator.value_tree is not None else []
        tree = indicator.tree
        yield f"indicator.{key}", below + own + ([] if tree is None else _touched(tree, measures))


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


def _at(node: Node, code: str, **fields: str | Text) -> Refused:
    return Refused(Problem(code, node.at.place() if node.at else None, fields))
