"""Tables in files, read batch by batch: Parquet, CSV, Arrow, JSON lines."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from attrs import Factory, frozen

from perfrules.extras import needing
from perfrules.problem import Place, Problem, Refused, printable

with needing("tables"):
    import polars as pl
    import pyarrow as pa
    import pyarrow.csv
    import pyarrow.ipc
    import pyarrow.parquet

Kind = Literal["parquet", "csv", "arrow", "lines"]

_KINDS: Mapping[str, Kind] = {
    ".parquet": "parquet",
    ".pq": "parquet",
    ".csv": "csv",
    ".arrow": "arrow",
    ".ipc": "arrow",
    ".feather": "arrow",
    ".jsonl": "lines",
    ".ndjson": "lines",
}

BLOCK = 1 << 24
"""Bytes of text that are read at once."""

BATCH = 1 << 17
"""Rows that are read at once, where rows are counted."""

_LONGEST_REASON = 200

_ENCODINGS = {"utf-8": "utf8", "utf8": "utf8", "gbk": "gb18030", "gb18030": "gb18030"}


@frozen(eq=False, repr=False)
class Part:
    """Some rows of a file, in their order."""

    rows: Any
    """A table of Arrow."""
    done: int
    """How much of the file has been read, of its `size`."""
    bad: Mapping[int, Problem] = Factory(dict)
    """Rows that could not be read, counted from 0 in this part; all of their columns are null."""


@frozen(eq=False, repr=False)
class Source:
    """A file that is read from its beginning as often as it is asked for its parts."""

    path: Path
    schema: Any
    """Of Arrow."""
    size: int
    """Rows where they are known, else bytes."""
    _parts: Any

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(self.schema.names)

    def parts(self) -> Iterator[Part]:
        """The rows from the first to the last; E731 where the file breaks off."""
        with readable(self.path):
            yield from self._parts()


def kind_of(path: str | Path) -> Kind:
    """What kind of table a file is, by the end of its name; raises Refused with E730."""
    kind = _KINDS.get(Path(path).suffix.lower())
    if kind is None:
        raise Refused(Problem("E730", None, {"file": printable(str(path))}))
    return kind


def source_of(path: str | Path, encoding: str | None = None) -> Source:
    """A file made ready to be read.

    Raises Refused: E730 for a kind that is not known, E731 for a file that cannot be read as that
    kind, E160 for an encoding that is not known, E721 for names of columns that stand twice.
    """
    file, kind = Path(path), kind_of(path)
    with readable(file):
        match kind:
            case "parquet":
                found = _parquet(file)
            case "arrow":
                found = _arrow(file)
            case "csv":
                found = _csv(file, encoding or "utf-8")
            case _:
                from perfrules.scoring.table_lines import lines_of  # noqa: PLC0415

                found = lines_of(file)
    twice = dict.fromkeys(name for name in found.names if found.names.count(name) > 1)
    if twice:
        names = ", ".join(map(printable, twice))
        raise Refused(Problem("E721", Place(str(file)), {"names": names}))
    return found


def whole_table(path: str | Path, encoding: str | None = None) -> pl.DataFrame:
    """A file at once: the rows of a table that is joined to another.

    Raises Refused like `source_of`, and for the first row that cannot be read.
    """
    source = source_of(path, encoding)
    parts = list(source.parts())
    for part in parts:
        if part.bad:
            raise Refused(*part.bad.values())
    rows = pl.from_arrow(pa.concat_tables([source.schema.empty_table(), *(p.rows for p in parts)]))
    assert isinstance(rows, pl.DataFrame)
    return rows


@contextmanager
def readable(file: Path) -> Iterator[None]:
    """What the system or a reader says against a file, as E731."""
    try:
        yield
    except (OSError, ValueError, pa.ArrowException) as error:
        reason = (isinstance(error, OSError) and error.strerror) or str(error)
        fields = {"reason": printable(reason)[:_LONGEST_REASON]}
        raise Refused(Problem("E731", Place(str(file)), fields)) from None


def _parquet(path: Path) -> Source:
    # Without a buffer for whole row groups: some files have one that is larger than memory.
    def opened() -> Any:
        return pyarrow.parquet.ParquetFile(path, pre_buffer=False)

    def parts() -> Iterator[Part]:
        done = 0
        with opened() as file:
            for batch in file.iter_batches(batch_size=BATCH):
                done += batch.num_rows
                yield Part(pa.Table.from_batches([batch]), done)

    with opened() as file:
        return Source(path, file.schema_arrow, file.metadata.num_rows, parts)


def _arrow(path: Path) -> Source:
    """The file format, which other tools call Feather, too."""

    def parts() -> Iterator[Part]:
        done = 0
        with pa.memory_map(str(path)) as memory, pyarrow.ipc.open_file(memory) as file:
            for number in range(file.num_record_batches):
                whole = pa.Table.from_batches([file.get_batch(number)])
                for start in range(0, whole.num_rows, BATCH):
                    rows = whole.slice(start, BATCH)
                    done += rows.num_rows
                    yield Part(rows, done)

    with pa.memory_map(str(path)) as memory, pyarrow.ipc.open_file(memory) as file:
        count = sum(file.get_batch(n).num_rows for n in range(file.num_record_batches))
        return Source(path, file.schema, count, parts)


def _csv(path: Path, asked: str) -> Source:
    """Every cell is a text without blanks around it; an empty one is null."""
    encoding = _ENCODINGS.get(asked.lower())
    if encoding is None:
        raise Refused(Problem("E160", Place(str(path)), {"encoding": asked}))

    def opened(file: Any, names: list[str]) -> Any:
        return pyarrow.csv.open_csv(
            file,
            read_options=pyarrow.csv.ReadOptions(block_size=BLOCK, encoding=encoding),
            parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True),
            convert_options=pyarrow.csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.large_string()),
                strings_can_be_null=True,
                null_values=[""],
            ),
        )

    with pa.OSFile(str(path)) as file, opened(file, []) as first:
        names = first.schema.names
    schema = pa.schema([(name.strip(), pa.large_string()) for name in names])

    def parts() -> Iterator[Part]:
        with pa.OSFile(str(path)) as file, opened(file, names) as reader:
            for batch in reader:
                rows = pl.from_arrow(pa.Table.from_arrays(batch.columns, schema=schema))
                assert isinstance(rows, pl.DataFrame)
                yield Part(_trimmed(rows).to_arrow(), file.tell())

    return Source(path, schema, path.stat().st_size, parts)


def _trimmed(rows: pl.DataFrame) -> pl.DataFrame:
    """Texts without blanks around them; most columns have none, which is quicker to see."""
    blank = rows.select(pl.all().str.contains(r"^\s|\s$").any())
    trimmed = [name for name in rows.columns if blank.get_column(name).item()]
    cells = pl.col(trimmed).str.strip_chars()
    return rows.with_columns(pl.when(cells != "").then(cells))
