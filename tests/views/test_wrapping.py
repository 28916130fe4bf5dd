"""Lines that fit a terminal in which a Chinese character takes two columns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfrules.problem import width_of
from perfrules.views.wrapping import padded, wrapped

texts = st.text(st.sampled_from("预算执行，。（）「」 abc 12.5%×≈"), max_size=60)


@given(texts, st.integers(4, 30))
def test_no_line_is_wider_and_no_character_is_lost(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert all(width_of(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, [""]),
        ("预算执行率，按季考核。", 10, ["预算执行", "率，按季考", "核。"]),
        ("见（附表）一", 8, ["见（附", "表）一"]),
        ("one two three", 7, ["one two", "three"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("分值 × min(预算, 1)", 12, ["分值 ×", "min(预算, 1)"]),
        ("共 462,144.30 万元", 12, ["共", "462,144.30", "万元"]),
    ],
)
def test_breaks(text: str, width: int, lines: list[str]) -> None:
    assert wrapped(text, width) == lines


def test_a_word_that_fills_a_file_takes_no_longer_than_its_length() -> None:
    assert wrapped("a" * 200_000, 80) == ["a" * 80] * 2500


def test_padding_counts_columns() -> None:
    assert padded("预算", 6) == "预算  "
    assert padded("预算", 6, right=True) == "  预算"
    assert padded("预算", 2) == "预算"
