"""Names in formulas to what they stand for."""

from collections.abc import Iterator, Mapping

from attrs import Factory, evolve, frozen

from perfrules.formula import walk
from perfrules.formula.kind import KIND_WORDS, NUMBER, YES_NO, Kind, kind_of
from perfrules.formula.tree import Aspect, Formula, Given, Name, Node, Property
from perfrules.messages import Text
from perfrules.model.declared import FactRule, Indicator, Measure
from perfrules.model.parts import with_formulas
from perfrules.model.spelled_out import COMPLETION, COUNT, PLACE, spelled_out
from perfrules.model.table_rules import TableRule, is_row_key
from perfrules.model.table_scope import in_folds, in_row, kinds_of
from perfrules.model.ways import Checklist, Rank, Ratio, Rows, Way
from perfrules.problem import Place, Problem, Problems, Refused, did_you_mean


@frozen(eq=False, repr=False)
class Names:
    """Everything that a formula may name."""

    facts: Mapping[str, FactRule]
    measures: Mapping[str, Measure]
    indicators: Mapping[str, Indicator]
    tables: Mapping[str, TableRule] = Factory(dict)

    def kinds(self) -> dict[str, Kind]:
        """The kind of each name; of indicators that of their measured values."""
        kinds = dict.fromkeys((*self.indicators, *self.measures), NUMBER)
        kinds |= {name: Kind(rule.kind, rule.choice) for name, rule in self.facts.items()}
        return kinds

    def columns(self) -> dict[str, dict[str, Kind]]:
        """The kind of each column of each table."""
        return {name: kinds_of(table) for name, table in self.tables.items()}


@frozen(eq=False, repr=False)
class Resolver:
    """Checks formulas against the names of one methodology and settles what each name is."""

    names: Names
    kinds: Mapping[str, Kind]
    row: TableRule | None = None
    """The table whose rows the formulas are read for."""

    def in_row(self, table: str) -> "Resolver":
        """The resolver of formulas that are read for each row of a table."""
        rule = self.names.tables[table]
        return evolve(self, kinds={**self.kinds, **kinds_of(rule)}, row=rule)

    def formula(self, formula: Formula, owner: str, *, condition: bool = False) -> Formula:
        """The formula with every name settled; `owner` is the indicator it stands in, or "".

        Raises Refused with everything that is wrong with it.
        """
        wanted = YES_NO if condition else NUMBER
        tree = in_folds(formula.tree, self.names.tables)
        tree = tree if self.row is None else in_row(tree, self.row)
        columns = self.names.columns()
        kind = kind_of(tree, self.kinds, columns, indicators=self.names.indicators)
        if kind.name != wanted.name:
            fields = {"is": KIND_WORDS[kind.name], "must": KIND_WORDS[wanted.name]}
            raise Refused(Problem("E333", formula.source.place(), fields))
        tree = walk.owned(tree, owner) if owner else tree
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
                case Given(name) if name not in self.names.facts and not self._is_column(name):
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

    def _is_column(self, name: str) -> bool:
        return any(name in table.columns for table in self.names.tables.values())

    def _check_property(self, node: Property, aspect: str, of: str) -> None:
        if is_row_key(of) and aspect == "points":
            return
        if not of or is_row_key(of):
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
        value, way, applies = indicator.value, indicator.way, indicator.applies
        with problems.collecting():
            if value is not None:
                value = self.formula(value, key)
        with problems.collecting():
            if way is not None:
                way = self.way(way, key, indicator.place)
        with problems.collecting():
            if applies is not None:
                applies = evolve(applies, when=self.formula(applies.when, key, condition=True))
        problems.refuse_if_any()
        return evolve(
            indicator,
            value=value,
            value_tree=None if value is None else value.tree,
            way=way,
            tree=None if way is None else spelled_out(way, key, indicator.cap, indicator.floor),
            applies=applies,
        )

    def way(self, way: Way, key: str, place: Place | None) -> Way:
        """A way of scoring with its names settled; `key` is the indicator's."""
        problems = Problems()
        reduced = way.over.score if isinstance(way, Ratio) and way.over is not None else None
        local = evolve(self, kinds={**self.kinds, COMPLETION: NUMBER})
        if isinstance(way, Rows):
            known = self.names.tables
            if way.table not in known:
                near = did_you_mean(way.table, known)
                raise Refused(Problem("E374", place, {"name": way.table, "near": near}))
            local = self.in_row(way.table)

        ranked = isinstance(way, Rank)
        if ranked:
            local = evolve(self, kinds={**self.kinds, PLACE: NUMBER, COUNT: NUMBER})
            problems.found.extend(self._taken_words(place))

        def settled(formula: Formula, condition: bool) -> Formula:
            here = formula is reduced or isinstance(way, Rows)
            if isinstance(way, Rank):
                here = formula is not way.of
            with problems.collecting():
                resolver = local if here else self
                found = resolver.formula(formula, key, condition=condition)
                return _of_rank(found, key) if ranked and here else found
            return formula

        found = with_formulas(way, settled)
        if isinstance(way, Checklist):
            problems.found.extend(self._unmet_items(way, place))
        problems.refuse_if_any()
        return found

    def _taken_words(self, place: Place | None) -> Iterator[Problem]:
        """What a rank calls the place and the count cannot be the name of something else."""
        for word in (PLACE, COUNT):
            if word in self.kinds:
                yield Problem("E319", place, {"name": word})

    def _unmet_items(self, way: Checklist, place: Place | None) -> Iterator[Problem]:
        for name in (name for item in way.items for name in item.any_of):
            kind = self.kinds.get(name)
            if kind is None:
                near = did_you_mean(name, self.kinds)
                yield Problem("E372", place, {"name": name, "near": near})
            elif kind.name != "yes/no":
                fields: dict[str, str | Text] = {"name": name, "is": KIND_WORDS[kind.name]}
                yield Problem("E347", place, fields)


_ASPECTS = {"points": "分值", "value": "指标值", "score": "得分", "rate": "得分率"}
_RANKED: Mapping[str, Aspect] = {PLACE: "rank", COUNT: "count"}


def _of_rank(formula: Formula, key: str) -> Formula:
    """The formula in which 名次 and 总数 are those of an indicator."""

    def put(node: Node) -> Node:
        if isinstance(node, Name) and node.name in _RANKED:
            return Property(_RANKED[node.name], key, at=node.at)
        return node

    return evolve(formula, tree=walk.rebuilt(formula.tree, put))


def _at(node: Node, code: str, **fields: str | Text) -> Refused:
    return Refused(Problem(code, node.at.place() if node.at else None, fields))
