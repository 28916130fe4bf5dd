"""Tables written batch by batch, each file whole or not at all: Parquet, CSV, Arrow, JSON lines."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, Protocol

from attrs import frozen

from perfrules.extras import needing
from perfrules.scoring.table_files import kind_of
from perfrules.scoring.whole_file import WholeFile, whole_file, writing

with needing("tables"):
    import polars as pl
    import pyarrow as pa
    import pyarrow.ipc
    import pyarrow.parquet


class Writer(Protocol):
    """Takes tables of Arrow that all have one schema."""

    def write(self, rows: Any) -> None:
        """Write some rows."""

    def finish(self) -> None:
        """Write what stands at the end of such a file."""

    def drop(self) -> None:
        """Let go of a file that will not be kept."""


@frozen(eq=False, repr=False)
class Output:
    """A file being written."""

    file: WholeFile
    writer: Writer

    def write(self, rows: Any) -> None:
        """Write a table of Arrow; E611 where the system refuses."""
        with writing(self.file.target):
            self.writer.write(rows)

    def keep(self) -> None:
        """Complete it, and put it under its name."""
        with writing(self.file.target):
            self.writer.finish()
            self.file.keep()


@contextmanager
def output_to(path: str | Path, schema: Any) -> Iterator[Output]:
    """A file that is kept when its block says so, and else is gone.

    Raises Refused: E730 for a kind that is not known, E611 where it cannot be written.
    """
    kind = kind_of(path)
    with whole_file(path) as file:
        match kind:
            case "parquet":
                writer: Writer = _ToArrow(
                    pyarrow.parquet.ParquetWriter(
                        file.file,
                        schema,
                        # Measures rarely repeat: a dictionary would only cost time.
                        use_dictionary=[f.name for f in schema if not _is_measure(f.type)],
                        store_decimal_as_integer=True,
                        # Nobody looks for rows by a single score, and its ends cost time.
                        write_statistics=[n for n in schema.names if not n.startswith("score.")],
                    )
                )
            case "arrow":
                writer = _ToArrow(pyarrow.ipc.new_file(file.file, schema))
            case "csv":
                writer = _Csv(file.file).head(schema)
            case _:
                writer = _Lines(file.file)
        try:
            yield Output(file, writer)
        finally:
            writer.drop()


@frozen(eq=False, repr=False)
class _ToArrow:
    """Parquet and Arrow, whose writers hold back what stands at the end of the file."""

    writer: Any

    def write(self, rows: Any) -> None:
        self.writer.write_table(rows)

    def finish(self) -> None:
        self.writer.close()

    def drop(self) -> None:
        # Left to itself, it would try to write its end into a file that is closed.
        with suppress(OSError, ValueError, pa.ArrowException):
            self.writer.close()
        if isinstance(self.writer, pyarrow.parquet.ParquetWriter):
            self.writer.is_open = False


@frozen(eq=False, repr=False)
class _Csv:
    """A list of names is one cell, with blanks between them."""

    file: IO[bytes]

    def head(self, schema: Any) -> "_Csv":
        """The same, once the names of the columns are written."""
        _flat(_frame(schema.empty_table())).write_csv(self.file)
        return self

    def write(self, rows: Any) -> None:
        _flat(_frame(rows)).write_csv(self.file, include_header=False)

    def finish(self) -> None:
        """Nothing stands at the end."""

    def drop(self) -> None:
        """Nothing is held back."""


@frozen(eq=False, repr=False)
class _Lines:
    """An object for each row; scores are texts of their digits, as they are printed."""

    file: IO[bytes]

    def write(self, rows: Any) -> None:
        _frame(rows).write_ndjson(self.file)

    def finish(self) -> None:
        """Nothing stands at the end."""

    def drop(self) -> None:
        """Nothing is held back."""


def _frame(rows: Any) -> pl.DataFrame:
    found = pl.from_arrow(rows)
    assert isinstance(found, pl.DataFrame)
    return found


def _flat(rows: pl.DataFrame) -> pl.DataFrame:
    lists = [name for name, dtype in rows.schema.items() if isinstance(dtype, pl.List)]
    return rows.with_columns(pl.col(lists).cast(pl.List(pl.String)).list.join(" "))


def _is_measure(kind: Any) -> bool:
    return bool(pa.types.is_floating(kind) or pa.types.is_integer(kind))
