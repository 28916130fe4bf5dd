"""Judgements that stand in a table as texts, as in a CSV, read as numbers."""

from decimal import Context, Decimal

from attrs import frozen

from perfrules.extras import needing
from perfrules.formula.quantity import quantity
from perfrules.formula.units import PLAIN
from perfrules.messages import Lang
from perfrules.problem import Place, Problem, Refused, placed
from perfrules.scoring.kernel_rows import written
from perfrules.scoring.table_columns import Columns

with needing("tables"):
    import polars as pl

_EXACT = Context(prec=200)


def judged_number(text: str, name: str) -> Decimal:
    """The score in a text such as `18.5`; raises Refused, with E240 and its like, for another."""
    with placed(Place(name)):
        value = quantity(text, PLAIN).value
    return _EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))


@frozen(eq=False, repr=False)
class Texts:
    """The columns of judgements that are texts."""

    names: tuple[str, ...]

    def as_numbers(self, rows: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, dict[str, Problem]]]:
        """The rows with numbers in these columns, null where a text is none.

        Beside them, by column and text, what is wrong with those that are none.
        """
        wrong: dict[str, dict[str, Problem]] = {}
        for name in self.names:
            read: dict[str, Decimal | None] = {}
            for text in rows.get_column(name).unique().drop_nulls():
                try:
                    read[text] = judged_number(text, name)
                except Refused as refused:
                    read[text] = None
                    wrong.setdefault(name, {})[text] = refused.problems[0]
            rows = rows.with_columns(_replaced(rows.get_column(name), read))
        return rows, wrong


def texts_in(rows: pl.DataFrame, columns: Columns) -> Texts:
    """The columns of scores in a batch that are texts."""
    scores = (name for name, (_, part) in columns.judged.items() if part == "score")
    return Texts(tuple(n for n in scores if n in rows.columns and rows.schema[n] == pl.String))


def refused_for(
    answers: pl.DataFrame,
    rows: pl.DataFrame,
    wrong: dict[str, dict[str, Problem]],
    lang: Lang,
) -> pl.DataFrame:
    """The answers, where rows with a text that is no number are refused, for that too."""
    for name, problems in wrong.items():
        said = {text: written(problem, lang) for text, problem in problems.items()}
        why = rows.get_column(name).replace_strict(said, default=None, return_dtype=pl.String)
        answers = refused(answers, why)
    return answers


def refused(answers: pl.DataFrame, why: pl.Series) -> pl.DataFrame:
    """The answers, with nothing but the reason in rows for which there is one."""
    as_found, reason = pl.when(pl.lit(why).is_null()), pl.lit(why)
    others = [name for name in answers.columns if name not in ("status", "problem")]
    also = pl.when(pl.col("status") == "refused").then(pl.col("problem"))
    return answers.with_columns(
        as_found.then(pl.col(others)),
        as_found.then(pl.col("status")).otherwise(pl.lit("refused")).alias("status"),
        as_found.then(pl.col("problem"))
        .otherwise(pl.concat_str(also, reason, separator="; ", ignore_nulls=True))
        .alias("problem"),
    )


def _replaced(texts: pl.Series, read: dict[str, Decimal | None]) -> pl.Series:
    values = pl.Series(list(read.values()), dtype=None if any(read.values()) else pl.Int64)
    return texts.replace_strict(pl.Series(list(read), dtype=pl.String), values, default=None)
