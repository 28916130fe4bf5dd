"""Any number of departments in a frame: scores, total, grade and status beside each row."""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from attrs import frozen

from perfrules.extras import needing
from perfrules.model.methodology import Methodology
from perfrules.problem import Problem, Refused, did_you_mean, printable
from perfrules.scoring import frames
from perfrules.scoring.child_rows import Children, children_of, refuse_without
from perfrules.scoring.kernel import Kernel, kernel_of
from perfrules.scoring.table_columns import Columns, columns_of
from perfrules.scoring.table_judgements import refused_for, texts_in
from perfrules.scoring.table_ranks import Ranking, ranked_among, ranking_of
from perfrules.scoring.table_row import RowReader

with needing("tables"):
    import polars as pl

BATCH = 131_072
"""Rows for which the columns of all intermediate steps stay in a few dozen megabytes."""
_AT_ONCE = 3
"""Batches: Polars shares out the columns of one, and has nothing to do between two steps."""


def score_table(  # noqa: PLR0913  # all but the first two are asked for by name
    methodology: Methodology,
    frame: Any,
    *,
    scores: bool | Sequence[str] = False,
    tables: Mapping[str, Any] | None = None,
    key: str | None = None,
    period: int | None = None,
) -> Any:
    """The frame with columns beside those that it has, in the order of its rows.

    `status` (done, open, refused), `total`, `grade`, `missing` (which facts an open row waits
    for), `problem` (why a row was refused), and `score.KEY` for each indicator where `scores` asks
    for all (True) or some keys. A frame of Polars (eager or lazy), pandas, PyArrow, DuckDB or
    PySpark, or one of these in narwhals, comes back as what it was; what is null, or NaN in pandas,
    is a fact not given.

    Columns are read by their names: a fact's, `judgement.KEY` (and `.tier`, `.reason`, `.origin`
    behind it), `picked.KEY`. `tables` are frames with the rows of the tables that departments fill
    in; `key` names the column, of these and of the frame, that says whose they are. `period` is
    the scored year, where a parameter file sets facts for some years. Ranks are places among all
    rows of the frame.

    Raises Refused for what is wrong with the frame as a whole; what is wrong with a row stands in
    the row.

    >>> import polars as pl
    >>> from perfrules import load_methodology
    >>> frame = pl.DataFrame({"财政拨款支出": ["462144.30 万元"], "财政拨款预算": [492824.40]})
    >>> rules = load_methodology("beijing/department@2022")
    >>> scored = score_table(rules, frame, scores=["当年预算执行情况"])
    >>> scored["status"].item(), scored["score.当年预算执行情况"].item()
    ('open', Decimal('18.75'))
    """
    if frames.wrapped(frame):
        native = frame.to_native()
        return frames.wrap(
            score_table(methodology, native, scores=scores, tables=tables, key=key, period=period)
        )
    if frames.spark(frame):
        from perfrules.scoring.on_spark import score_spark  # noqa: PLC0415

        return score_spark(methodology, frame, scores=scores, tables=tables, key=key, period=period)
    held_tables = children_of(methodology, tables or {}, key)
    if isinstance(frame, pl.LazyFrame):
        return _lazily(methodology, frame, scores, held_tables, period)
    held = frames.held(frame)
    scoring = scoring_of(methodology, held.names, scores, held_tables, period)
    return held.beside(scoring.of(held.pick(scoring.reads)))


def _lazily(
    methodology: Methodology,
    frame: pl.LazyFrame,
    scores: bool | Sequence[str],
    tables: Children | None,
    period: int | None,
) -> pl.LazyFrame:
    """A query that scores when it is run; in batches, unless the whole population is needed."""
    before = frame.collect_schema()
    scoring = scoring_of(methodology, before.names(), scores, tables, period)
    return frame.map_batches(
        lambda batch: batch.hstack(scoring.of(batch.select(scoring.reads))),
        schema={**before, **scoring.schema},
        streamable=scoring.children is None and scoring.ranking is None,
    )


@frozen(eq=False, repr=False)
class Scoring:
    """One methodology made ready for tables with certain columns."""

    columns: Columns
    kernel: Kernel
    children: Children | None
    reader: RowReader
    ranking: Ranking | None
    """None where no row's score depends on the other rows."""

    @property
    def reads(self) -> list[str]:
        """The columns of a batch that are wanted; never none, so that rows can be counted."""
        of_key = [] if self.children is None else [self.children.key]
        return [*dict.fromkeys((*self.columns.read, *of_key))] or [self.columns.extra[0]]

    @property
    def schema(self) -> dict[str, Any]:
        """The columns of an answer."""
        return self.kernel.schema

    def of(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The answer for a whole table."""
        if self.children is not None:
            joining = self.children.joining()
            rows = joining.beside(rows)
            joining.finish()
        if self.ranking is not None and rows.height:
            rows = rows.hstack(ranked_among(self.ranking, list(rows.iter_slices(BATCH))))
        return self.run(rows)

    def run(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The answer for rows that need no others, or stand beside what they need of them."""
        if rows.height <= BATCH:
            return self._run(rows)
        first, *others = rows.iter_slices(BATCH)
        found = [self._run(first)]  # it shows the others how columns are read
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            found += pool.map(self._run, others)
        return pl.concat(found)

    def _run(self, rows: pl.DataFrame) -> pl.DataFrame:
        texts = texts_in(rows, self.columns)
        if not texts.names:
            return self.kernel.run(rows)
        numbers, wrong = texts.as_numbers(rows)
        return refused_for(self.kernel.run(numbers), rows, wrong, self.kernel.methodology.lang)


def scoring_of(
    methodology: Methodology,
    names: Iterable[str],
    scores: bool | Sequence[str] = False,
    children: Children | None = None,
    period: int | None = None,
) -> Scoring:
    """The methodology made ready for tables with these columns.

    Raises Refused: E403 for a column that nobody may fill in, E722 where a column has the name of
    one that is to be added, E723 for scores of what is no indicator, E724 where there is no column,
    E726 where the key of child rows is none of them.
    """
    names = tuple(names)
    if not names:
        raise Refused(Problem("E724"))
    columns = columns_of(methodology, names)
    refuse_unknown(methodology, scores)
    kernel = kernel_of(methodology, scores=scores, period=period)
    taken = [name for name in names if name in kernel.schema]
    if taken:
        said = ", ".join(printable(name) for name in taken)
        raise Refused(Problem("E722", None, {"names": said}))
    if children is not None:
        refuse_without(children.key, "", names)
    reader = RowReader(methodology, columns, period)
    return Scoring(columns, kernel, children, reader, ranking_of(methodology, reader))


def keys_of(methodology: Methodology) -> tuple[str, ...]:
    """The keys of all nodes that have a score: indicators, bonuses, penalties."""
    return (*methodology.indicators, *methodology.above.extras)


def refuse_unknown(methodology: Methodology, scores: bool | Sequence[str]) -> None:
    """Refuse, with E723, a key that no node has."""
    known = keys_of(methodology)
    for key in () if isinstance(scores, bool) else scores:
        if key not in known:
            near = did_you_mean(key, known)
            raise Refused(Problem("E723", None, {"key": key, "near": near}))
