"""A table in a file scored into another, batch by batch, whole or not at all."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Literal, Self

from attrs import frozen

from perfrules.extras import needing
from perfrules.model.methodology import Methodology
from perfrules.scoring.child_rows import Joining
from perfrules.scoring.kernel_rows import written
from perfrules.scoring.many import Scoring
from perfrules.scoring.table_files import Part, Source
from perfrules.scoring.table_judgements import refused
from perfrules.scoring.table_output import Output, output_to
from perfrules.scoring.table_ranks import Ranking
from perfrules.scoring.table_recheck import Sample
from perfrules.scoring.table_summary import Summary, Tally

with needing("tables"):
    import polars as pl
    import pyarrow as pa
    import pyarrow.compute

Phase = Literal["places", "scores", "recheck"]
Told = Callable[[Phase, int, int, int], None]
"""Hears how far it is: the phase, how much of how much is done, how many rows that were."""


@frozen(eq=False, repr=False)
class TableJob:
    """A file of departments, ready to be scored."""

    methodology: Methodology
    source: Source
    scoring: Scoring
    """With all scores, which the summary wants."""
    scores: Sequence[str]
    """The keys of the nodes whose scores are written."""
    sample: Sample

    def run(self, out: str | Path, rejects: str | Path | None, told: Told) -> Summary:
        """Score the file into `out`; refused rows go to `rejects` instead, where it is given.

        Raises Refused, with nothing left under either name, where a file cannot be read or written
        (E731, E611), and with E733 where a row of the sample comes out differently.
        """
        places = _Places(self, told)
        tally = Tally(tuple(grade.name for grade in self.methodology.grades))
        with ExitStack() as stack:
            kept = stack.enter_context(output_to(out, self._schema()))
            apart = stack.enter_context(output_to(rejects, self._schema())) if rejects else None
            counting, writing = (stack.enter_context(_Behind()) for _ in range(2))
            for part, answers in self._answers(places, told):
                counting.do(tally.add, answers)
                writing.do(self._write, part, answers, kept, apart)
            counting.wait()
            writing.wait()
            told("recheck", 0, self.sample.size, 0)
            summary = tally.summary(self.sample.hold(self.scoring.reader))
            for output in (apart, kept):
                if output is not None:
                    output.keep()
        return summary

    def _answers(self, places: "_Places", told: Told) -> Iterator[tuple[Part, pl.DataFrame]]:
        joining = None if self.scoring.children is None else self.scoring.children.joining()
        count = 0
        with _Behind() as ahead:
            for part in ahead.of(self.source.parts()):
                rows = self.read(part, joining)
                rows = rows.hstack(places.of(count, rows.height))
                answers = self.scoring.run(rows)
                self.sample.offer(rows, answers)
                count += rows.height
                yield part, self._with_bad(answers, part)
                told("scores", part.done, self.source.size, count)
        if joining is not None:
            joining.finish()

    def _with_bad(self, answers: pl.DataFrame, part: Part) -> pl.DataFrame:
        """The answers, where rows that could not be read are refused."""
        if not part.bad:
            return answers
        lang = self.methodology.lang
        said = [part.bad.get(row) for row in range(answers.height)]
        texts = [None if problem is None else written(problem, lang) for problem in said]
        return refused(answers, pl.Series(texts, dtype=pl.String))

    def read(self, part: Part, joining: Joining | None) -> pl.DataFrame:
        """What is wanted of a part, with the rows of tables beside it."""
        rows = pl.from_arrow(part.rows.select(self.scoring.reads))
        assert isinstance(rows, pl.DataFrame)
        return rows if joining is None else joining.beside(rows)

    def _write(self, part: Part, answers: pl.DataFrame, kept: Output, apart: Output | None) -> None:
        rows, refused = self._table(part, answers), answers.get_column("status") == "refused"
        if apart is None or not refused.any():
            kept.write(rows)
            return
        mask = refused.to_arrow()
        apart.write(rows.filter(mask))
        kept.write(rows.filter(pa.compute.invert(mask)))

    def _table(self, part: Part, answers: pl.DataFrame) -> Any:
        narrow = (
            pl.col(name).to_physical().reinterpret(dtype=self._narrow(kind))
            for name, kind in answers.schema.items()
            if isinstance(kind, pl.Decimal)
        )
        written = answers.with_columns(narrow).select(self._written()).to_arrow()
        schema = self._schema()
        columns = [*part.rows.columns, *written.columns]
        return pa.Table.from_arrays(
            [column.cast(kind) for column, kind in zip(columns, schema.types, strict=True)],
            schema=schema,
        )

    def _schema(self) -> Any:
        """Of what is written; a dictionary, of which each batch has its own, becomes its values."""
        kinds = {name: self._narrow(self.scoring.schema[name]) for name in self._written()}
        beside = pl.DataFrame(schema=kinds).to_arrow().schema
        fields = [
            field.with_type(field.type.value_type) if pa.types.is_dictionary(field.type) else field
            for field in self.source.schema
        ]
        return pa.schema([*fields, *beside])

    def _narrow(self, kind: Any) -> Any:
        """The type of scores with no more digits than they can have: with 38 a file doubles."""
        if not isinstance(kind, pl.Decimal):
            return kind
        above = self.methodology.above.extras.values()
        nodes = (*self.methodology.indicators.values(), *above)
        most = sum(abs(node.highest) + abs(node.lowest) + abs(node.points) for node in nodes)
        digits = len(str(int(most))) + kind.scale
        return pl.Decimal(
            next(each for each in (9, 18, 38) if digits <= each or each == 38), kind.scale
        )

    def _written(self) -> list[str]:
        wanted = {f"score.{key}" for key in self.scores}
        return [n for n in self.scoring.schema if not n.startswith("score.") or n in wanted]


class _Places:
    """The places of all rows, found by reading the file before it is scored."""

    def __init__(self, job: TableJob, told: Told) -> None:
        self._found = pl.DataFrame()
        ranking = job.scoring.ranking
        if ranking is None:
            return
        for _ in ranking.keys:
            before = self._found
            self._found = ranking.places(self._compared(job, ranking, told))
            if self._found.equals(before):
                break

    def _compared(self, job: TableJob, ranking: Ranking, told: Told) -> Iterator[pl.DataFrame]:
        joining = None if job.scoring.children is None else job.scoring.children.joining()
        count = 0
        for part in job.source.parts():
            rows = job.read(part, joining)
            yield ranking.compared(rows.hstack(self.of(count, rows.height)))
            count += rows.height
            told("places", part.done, job.source.size, count)

    def of(self, start: int, count: int) -> pl.DataFrame:
        """The places of some rows; without a column where nothing is ranked."""
        return self._found.slice(start, count)


class _Behind:
    """One thing done behind the back of what goes on, and waited for before the next."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(1)
        self._doing: Future[Any] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown(wait=True, cancel_futures=True)

    def do(self, what: Callable[..., Any], *given: Any) -> Any:
        """Begin it when what was begun before is done, which gives its outcome."""
        before = self.wait()
        self._doing = self._threads.submit(what, *given)
        return before

    def wait(self) -> Any:
        """The outcome of what is being done; raises what it raised."""
        doing, self._doing = self._doing, None
        return None if doing is None else doing.result()

    def of(self, parts: Iterator[Part]) -> Iterator[Part]:
        """The parts, each read while the one before it is worked on."""
        self.do(next, parts, None)
        while (part := self.do(next, parts, None)) is not None:
            yield part
