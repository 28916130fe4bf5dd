"""Tables written batch by batch, each file whole or not at all: Parquet, CSV, Arrow, JSON lines."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Protocol

from attrs import frozen

from perfrules.extras import needing
from perfrules.scoring.table_files import kind_of
from perfrules.scoring.whole_file import WholeFile, whole_file

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


@frozen(eq=False, repr=False)
class Output:
    """A file being written."""

    file: WholeFile
    writer: Writer

    def keep(self) -> None:
        """Complete it, and put it under its name."""
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
                writer: Writer = _Parquet.to(file.file, schema)
            case "arrow":
                writer = _Arrow.to(file.file, schema)
            case "csv":
                writer = _Csv.to(file.file, schema)
            case _:
                writer = _Lines(file.file)
        yield Output(file, writer)


@frozen(eq=False, repr=False)
class _Parquet:
    to_file: Any

    @classmethod
    def to(cls, file: IO[bytes], schema: Any) -> "_Parquet":
        # Measures rarely repeat: a dictionary of them costs time and saves nothing.
        texts = [field.name for field in schema if _is_text(field.type)]
        return cls(pyarrow.parquet.ParquetWriter(file, schema, use_dictionary=texts))

    def write(self, rows: Any) -> None:
        self.to_file.write_table(rows)

    def finish(self) -> None:
        self.to_file.close()


@frozen(eq=False, repr=False)
class _Arrow:
    to_file: Any

    @classmethod
    def to(cls, file: IO[bytes], schema: Any) -> "_Arrow":
        return cls(pyarrow.ipc.new_file(file, schema))

    def write(self, rows: Any) -> None:
        self.to_file.write_table(rows)

    def finish(self) -> None:
        self.to_file.close()


@frozen(eq=False, repr=False)
class _Csv:
    """A list of names is one cell, with blanks between them."""

    file: IO[bytes]

    @classmethod
    def to(cls, file: IO[bytes], schema: Any) -> "_Csv":
        writer = cls(file)
        _frame(schema.empty_table()).pipe(_flat).write_csv(file)
        return writer

    def write(self, rows: Any) -> None:
        _flat(_frame(rows)).write_csv(self.file, include_header=False)

    def finish(self) -> None:
        """Nothing stands at the end of a CSV."""


@frozen(eq=False, repr=False)
class _Lines:
    """An object for each row; decimals are numbers, as they are in a fact file."""

    file: IO[bytes]

    def write(self, rows: Any) -> None:
        _frame(rows).write_ndjson(self.file)

    def finish(self) -> None:
        """Nothing stands at the end of JSON lines."""


def _frame(rows: Any) -> pl.DataFrame:
    found = pl.from_arrow(rows)
    assert isinstance(found, pl.DataFrame)
    return found


def _flat(rows: pl.DataFrame) -> pl.DataFrame:
    lists = [name for name, dtype in rows.schema.items() if isinstance(dtype, pl.List)]
    return rows.with_columns(pl.col(lists).cast(pl.List(pl.String)).list.join(" "))


def _is_text(kind: Any) -> bool:
    return pa.types.is_string(kind) or pa.types.is_large_string(kind)
