"""Tables in files: what is in them, read batch by batch, and what is wrong with them."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet
import pytest

from perfrules import Refused
from perfrules.problem import Problem
from perfrules.scoring import table_files, table_lines
from perfrules.scoring.table_files import source_of, whole_table
from perfrules.scoring.whole_file import whole_file


def lines(folder: Path, text: str) -> Path:
    path = folder / "in.jsonl"
    path.write_text(text, "utf-8")
    return path


def read(path: Path, encoding: str | None = None) -> tuple[pl.DataFrame, dict[int, Problem]]:
    source = source_of(path, encoding)
    tables: list[Any] = []
    bad: dict[int, Problem] = {}
    count = 0
    for part in source.parts():
        assert part.rows.schema == source.schema
        bad |= {row + count: problem for row, problem in part.bad.items()}
        count += part.rows.num_rows
        tables.append(part.rows)
    assert not tables or part.done == source.size
    found = pl.from_arrow(pa.concat_tables([source.schema.empty_table(), *tables]))
    assert isinstance(found, pl.DataFrame)
    return found, bad


def refused(path: Path, encoding: str | None = None) -> list[str]:
    with pytest.raises(Refused) as caught:
        read(path, encoding)
    return [problem.code for problem in caught.value.problems]


def test_json_lines_keep_every_digit_and_every_kind(tmp_path: Path) -> None:
    path = lines(
        tmp_path,
        '{"a": 1, "b": "x", "c": true, "d": null}\n\n'
        '{"a": 12345678901234567.89, "b": 2.50, "c": false, "e": [1]}\n'
        '  \n{"b": {"x": 1.5}, "c": 3}\n',
    )
    frame, bad = read(path)
    assert bad == {}
    assert frame.get_column("a").to_list() == [1, Decimal("12345678901234567.89"), None]
    assert frame.get_column("b").to_list() == ["x", "2.50", '{"x": "1.5"}']
    assert frame.get_column("c").to_list() == ["true", "false", "3"]
    assert frame.get_column("d").to_list() == [None, None, None]


@pytest.mark.parametrize(
    ("number", "kept"),
    [
        ("0.1", "0.1"),
        ("1e-400", "1E-400"),
        ("-1234567890123456.5", "-1234567890123456.5"),
        ("123456789012345678901234567890", "123456789012345678901234567890"),
        ("9" * 60, "9" * 60),
    ],
)
def test_a_number_of_any_length(number: str, kept: str, tmp_path: Path) -> None:
    frame, _ = read(lines(tmp_path, f'{{"a": {number}}}\n'))
    value = frame.get_column("a").item()
    assert Decimal(str(value)) == Decimal(kept)


def test_long_digits_in_a_text_are_no_number(tmp_path: Path) -> None:
    frame, _ = read(lines(tmp_path, '{"号": "110101199003071234", "a": 0.5}\n'))
    assert frame.schema == {"号": pl.String, "a": pl.Float64}


@pytest.mark.parametrize(
    ("first", "second", "kind", "values"),
    [
        ("1", "2.5", pl.Float64, [1.0, 2.5]),
        ("1", str(2**60), pl.Decimal(38, 0), [1, 2**60]),
        (str(2**60), "2.5", pl.String, [str(2**60), "2.5"]),
        ("1", '"x"', pl.String, ["1", "x"]),
        ("null", "1", pl.Int64, [None, 1]),
        ("true", "1", pl.String, ["true", "1"]),
    ],
)
def test_columns_whose_blocks_have_several_types(  # noqa: PLR0913, PLR0917
    first: str, second: str, kind: Any, values: list[Any], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(table_lines, "BLOCK", 4)
    frame, _ = read(lines(tmp_path, f'{{"a": {first}}}\n{{"a": {second}}}\n{{"b": 1}}\n'))
    assert frame.schema["a"] == kind
    assert frame.get_column("a").to_list() == [*values, None]


def test_lines_that_are_no_objects_are_told_and_stop_no_other(tmp_path: Path) -> None:
    deep = "[" * 100_000
    path = lines(tmp_path, f'{{"a": 1}}\n[1]\n{{"a": \n{{"a": NaN}}\n{deep}\n{{"a": 2}}\n')
    frame, bad = read(path)
    assert frame.get_column("a").to_list() == [1, None, None, None, None, 2]
    assert [(row, problem.code) for row, problem in bad.items()] == [
        (row, "E732") for row in (1, 2, 3, 4)
    ]
    assert str(bad[1].place) == f"{path}:2:0"
    with pytest.raises(Refused) as caught:
        whole_table(path)
    assert [problem.code for problem in caught.value.problems] == ["E732"] * 4


def test_two_objects_on_a_line_are_no_row(tmp_path: Path) -> None:
    frame, bad = read(lines(tmp_path, '{"a": 1}\n{"a": 2} {"a": 3}\n'))
    assert frame.get_column("a").to_list() == [1, None]
    assert [problem.code for problem in bad.values()] == ["E732"]


def test_a_stretch_of_blank_lines_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_lines, "BLOCK", 4)
    frame, bad = read(lines(tmp_path, '{"a": 1}\n' + "\n" * 20 + '{"a": 2}\n[]\n'))
    assert frame.get_column("a").to_list() == [1, 2, None]
    assert str(bad[2].place).endswith(":23:0")


def test_nothing_but_bad_lines(tmp_path: Path) -> None:
    assert refused(lines(tmp_path, "no\nno\n")) == ["E732"]
    assert read(lines(tmp_path, ""))[0].height == 0


def test_csv_cells_are_texts_without_blanks_around_them(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes('\ufeff局, 支出 ,注\n 甲 ,"1,234.50",  \n乙,,"a\nb"\n\n'.encode())
    frame, _ = read(path)
    assert frame.to_dict(as_series=False) == {
        "局": ["甲", "乙"], "支出": ["1,234.50", None], "注": [None, "a\nb"],
    }  # fmt: skip


def test_csv_in_gbk(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes("局,支出\n甲,1\n".encode("gb18030"))
    assert read(path, "GBK")[0].get_column("局").to_list() == ["甲"]
    assert refused(path) == ["E731"]
    assert refused(path, "utf-16") == ["E160"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("in.csv", b"", "E731"),
        ("in.csv", b"a,b\n1,2,3\n", "E731"),
        ("in.csv", b"a,b\n1\n", "E731"),
        ("in.csv", b"a,a\n1,2\n", "E721"),
        ("in.parquet", b"PAR1", "E731"),
        ("in.arrow", b"ARROW1", "E731"),
        ("in.txt", b"a", "E730"),
    ],
)
def test_a_file_that_is_not_what_its_name_says(
    name: str, content: bytes, code: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert refused(path) == [code]


def test_a_file_that_breaks_off_in_the_middle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_files, "BLOCK", 64)
    path = tmp_path / "in.csv"
    path.write_text("a,b\n" + "1,2\n" * 100 + "3\n", "utf-8")
    assert source_of(path).names == ("a", "b")
    assert refused(path) == ["E731"]


def _feather(table: pa.Table, path: Path) -> None:
    pyarrow.feather.write_feather(table, path)


@pytest.mark.parametrize(
    ("name", "write"),
    [("in.feather", _feather), ("in.pq", pyarrow.parquet.write_table)],
)
def test_large_batches_are_read_in_parts(
    name: str, write: Callable[[Any, Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_files, "BATCH", 10)
    write(pa.table({"a": list(range(25))}), tmp_path / name)
    parts = list(source_of(tmp_path / name).parts())
    assert [part.rows.num_rows for part in parts] == [10, 10, 5]
    assert [part.done for part in parts] == [10, 20, 25]


def test_a_part_that_another_run_takes_away_is_begun_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl  # noqa: PLC0415

    taken: list[Path] = []
    lock = fcntl.flock

    def late(file: Any, how: int) -> None:
        if not taken and how == fcntl.LOCK_EX:
            taken.append(Path(file.name))
            Path(file.name).unlink()
        lock(file, how)

    monkeypatch.setattr(fcntl, "flock", late)
    with whole_file(tmp_path / "out[1].csv") as file:
        file.file.write(b"x")
        file.keep()
    assert taken
    assert [path.name for path in tmp_path.iterdir()] == ["out[1].csv"]
