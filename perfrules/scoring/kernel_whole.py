"""The departments of a batch for which whole numbers will do, scored in columns."""

from collections.abc import Iterator, Mapping

from attrs import Factory, field, frozen

from perfrules.extras import needing
from perfrules.model.methodology import Methodology
from perfrules.model.picked import Picked, as_it_stands
from perfrules.model.terms import Span as Days
from perfrules.model.ways import Judged, Rank
from perfrules.readings.column_types import TooWideError
from perfrules.readings.columns import Layers, layers_of
from perfrules.readings.integers import Part
from perfrules.readings.spans import Span
from perfrules.readings.whole import NotWholeError
from perfrules.scoring.kernel_inputs import ODD, Inputs, Ready, inputs_of
from perfrules.scoring.kernel_rows import SAID
from perfrules.scoring.whole_columns import places_of, suffix_of
from perfrules.scoring.whole_inputs import fact_told
from perfrules.scoring.whole_program import Score, Whole, whole_of

with needing("tables"):
    import polars as pl

_SMALLER = tuple(2**bits for bits in (56, 48, 44, 40, 36, 32, 24))
"""Where numbers leave no room to reckon, those above one of these are set aside."""
_SAMPLE = 1_000

Key = tuple[frozenset[str], frozenset[str], tuple[tuple[str, int], ...]]
"""What is absent, what is unsure, and the decimal places."""

Alike = tuple[Key, tuple[tuple[str, pl.DataType], ...]]
"""The same, and the types of all columns."""


@frozen(eq=False, repr=False)
class Named:
    """An input as `missing` calls it, and its column."""

    name: str
    column: str
    number: tuple[str, str | None] | None = None
    """Of a number: its column, and what may stand behind the digits of a text."""


@frozen(eq=False, repr=False)
class Group:
    """The departments that have picked the same."""

    methodology: Methodology
    picked: Picked
    period: Days
    keys: tuple[str, ...]
    decimals: Mapping[str, int]
    """Of each score that is given, and of the total, under the name of its column."""
    _programs: dict[Key, Whole | None] = Factory(dict)
    rules: Methodology = field(init=False)
    """The methodology as it stands for what was picked."""
    _unpicked: frozenset[str] = field(init=False)
    """The leaves without points, that have some where they are picked."""
    _inputs: tuple[Named, ...] = field(init=False)
    _places: dict[tuple[str, str], int] = Factory(dict)
    """By the name of a number, and the type of its column."""
    _made: dict[Alike, Inputs] = Factory(dict)
    _layers: dict[Alike, tuple[Layers, tuple[Span, ...]]] = Factory(dict)

    @rules.default
    def _rules(self) -> Methodology:
        return as_it_stands(self.methodology, self.picked)

    @_unpicked.default
    def _without_points(self) -> frozenset[str]:
        pairs = ((leaf, self.rules.node(leaf.key)) for leaf in self.methodology.scored())
        return frozenset(
            before.key for before, now in pairs if before.points and now and not now.points
        )

    @_inputs.default
    def _named(self) -> tuple[Named, ...]:
        return tuple(self._every_input())

    def answer(self, batch: pl.DataFrame) -> pl.DataFrame | None:
        """The answer, and in `odd` the rows that it is not for; None where it is for none."""
        schema = batch.schema
        inputs = [each for each in self._inputs if _is_there(batch, schema, each.column)]
        unsure = frozenset(each.name for each in inputs if batch[each.column].null_count())
        absent = self._every - {each.name for each in inputs}
        numbers = {each.name: each.number for each in inputs if each.number is not None}
        kinds = {name: (name, str(schema[column])) for name, (column, _) in numbers.items()}
        new = {name: numbers[name] for name, kind in kinds.items() if kind not in self._places}
        for name, places in places_of(batch.head(_SAMPLE), new).items() if new else ():
            self._places[kinds[name]] = places
        while True:
            known = {name: self._places[kind] for name, kind in kinds.items()}
            key = (absent, unsure, tuple(known.items()))
            whole = self._program(key)
            if whole is None:
                return None
            alike = key, tuple(schema.items())
            if alike not in self._made:
                self._made[alike] = inputs_of(self.rules, schema, whole.told, self._odd(schema))
            prepared = self._made[alike].of(batch)
            rest = batch.filter(prepared.frame[ODD]).head(_SAMPLE)
            if rest.height * 100 < min(batch.height, _SAMPLE):
                return self._run(alike, whole, prepared)
            more = places_of(rest, numbers)
            if all(more[name] <= known[name] for name in more):
                return self._run(alike, whole, prepared)
            self._places.update({kinds[n]: max(more[n], known[n]) for n in more})

    def _run(self, alike: Alike, whole: Whole, prepared: Ready) -> pl.DataFrame | None:
        for size in (None, *_SMALLER):
            fitting = prepared if size is None else prepared.below(size)
            try:
                layers = self._fitting(alike, whole, fitting)
            except TooWideError:
                continue
            return layers.run(fitting.frame, self._answer(whole))
        return None

    @property
    def _every(self) -> frozenset[str]:
        """All that may be absent."""
        rules = self.methodology
        judged = (f"judgement:{leaf.key}" for leaf in rules.scored())
        standing = (f"standing:{leaf.key}" for leaf in rules.leaves())
        return frozenset((*rules.facts, *judged, *standing))

    def _every_input(self) -> Iterator[Named]:
        rules = self.rules
        for rule in rules.facts.values():
            told = fact_told(rule, 0, 0)
            number = (rule.name, suffix_of(rules, told)) if told.kind == "number" else None
            if not rule.from_parameters:
                yield Named(rule.name, rule.name, number)
        for leaf in rules.scored():
            column = f"judgement.{leaf.key}"
            if isinstance(leaf.way, Judged) and leaf.key not in self._unpicked:
                yield Named(f"judgement:{leaf.key}", column, (column, None))
            if isinstance(leaf.way, Rank):
                yield Named(f"standing:{leaf.key}", f"standing.{leaf.key}.rank")

    def _odd(self, schema: pl.Schema) -> list[pl.Expr]:
        """Whether more is told than a program reads."""
        rules = self.methodology
        odd = [rule.name for rule in rules.facts.values() if rule.from_parameters]
        for leaf in rules.scored():
            odd += [f"judgement.{leaf.key}.{part}" for part in SAID]
            if leaf.key in self._unpicked or not isinstance(leaf.way, Judged):
                odd.append(f"judgement.{leaf.key}")
        return [pl.col(name).is_not_null() for name in odd if name in schema]

    def _program(self, key: Key) -> Whole | None:
        """The program for what is absent, unsure, and has so many decimal places."""
        if key not in self._programs:
            absent, unsure, places = key
            try:
                self._programs[key] = whole_of(
                    self.methodology,
                    period=self.period,
                    picked=self.picked,
                    absent=absent,
                    unsure=unsure,
                    places=dict(places),
                )
            except NotWholeError:
                self._programs[key] = None
        return self._programs[key]

    def _fitting(self, alike: Alike, whole: Whole, ready: Ready) -> Layers:
        """The layers for numbers between some ends: those of batches before, if wider.

        Where there is room, they are made for somewhat wider ends: no two batches have the same.
        """
        layers, before = self._layers.get(alike, (None, ()))
        if layers is not None and all(map(Span.holds, before, ready.spans)):
            return layers
        ends, schema = self._ends(whole), ready.frame.schema
        types = [schema[f"i{n}"] for n in range(len(ready.spans))]
        wider = tuple(
            a.meets(b).outward() for a, b in zip(ready.spans, before or ready.spans, strict=True)
        )
        try:
            self._layers[alike] = layers_of(ends, wider, types), wider
        except TooWideError:
            self._layers[alike] = layers_of(ends, ready.spans, types), ready.spans
        return self._layers[alike][0]

    def _scores(self, whole: Whole) -> dict[str, Score]:
        """The scores that are given, by the name of the column of each."""
        return {"total": whole.total} | {f"score.{key}": whole.nodes[key] for key in self.keys}

    def _ends(self, whole: Whole) -> dict[str, Part]:
        ends: dict[str, Part] = {"is wrong": whole.wrong, "grade number": whole.grade}
        for name, score in self._scores(whole).items():
            times = score.unit * 10 ** self.decimals[name]
            assert times.denominator == 1, "a score has no more decimals than its column"
            ends[f"digits {name}"] = whole.make.times(times.numerator, score.digits)
            ends[f"missing {name}"] = score.missing
        return ends | {f"needs {name}": when for name, when in whole.needs.items()}

    def _answer(self, whole: Whole) -> list[pl.Expr]:
        """The columns of the answer, from the ends."""
        names = [grade.name for grade in self.methodology.grades]
        grades = pl.lit(pl.Series(names or [None], dtype=pl.String)).gather(pl.col("grade number"))
        needs = [pl.when(f"needs {name}").then(pl.lit(name)) for name in sorted(whole.needs)]
        state: pl.Expr = pl.lit("done")
        missing: pl.Expr = pl.lit(None, dtype=pl.List(pl.String))
        if whole.total.missing is not whole.make.constant(False):
            is_open = pl.col("missing total")
            state = pl.when(is_open).then(pl.lit("open")).otherwise(state)
            grades = pl.when(~is_open).then(grades)
            missing = pl.when(is_open).then(pl.concat_list(needs).list.drop_nulls())
        total, *scores = self._decimal_columns(whole)
        return [
            (pl.col(ODD) | pl.col("is wrong").fill_null(value=True)).alias(ODD),
            state.alias("status"),
            total,
            grades.alias("grade"),
            missing.alias("missing"),
            pl.lit(None, dtype=pl.String).alias("problem"),
            *scores,
        ]

    def _decimal_columns(self, whole: Whole) -> Iterator[pl.Expr]:
        for name, score in self._scores(whole).items():
            kind = pl.Decimal(38, self.decimals[name])
            column = pl.col(f"digits {name}").cast(pl.Int128).reinterpret(dtype=kind)
            if score.missing is not whole.make.constant(False):
                column = pl.when(~pl.col(f"missing {name}")).then(column)
            yield column.alias(name)


def _is_there(batch: pl.DataFrame, schema: pl.Schema, column: str) -> bool:
    return column in schema and batch[column].null_count() < batch.height
