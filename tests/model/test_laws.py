"""Laws that hold for any stretches, trees, orders and deductions."""

from collections.abc import Iterable
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfrules.model.rounding import rounded
from perfrules.model.stretches import Stretch, gaps, overlaps
from perfrules.model.terms import Mode, Rounding
from perfrules.scoring.score import score
from tests.model.small import facts, refusal, rules, scored

ENDS = st.one_of(st.none(), st.integers(0, 6).map(Fraction))
STRETCHES = st.builds(Stretch, ENDS, ENDS, st.booleans(), st.booleans()).map(
    lambda s: Stretch(
        s.low, s.high, s.low_closed and s.low is not None, s.high_closed and s.high is not None
    )
)
WHOLES = STRETCHES.filter(lambda stretch: not stretch.empty)
# Every end, the middles between them, and what lies beyond.
SAMPLES = [Fraction(half, 2) for half in range(-2, 15)]


def holding(stretches: Iterable[Stretch], number: Fraction) -> int:
    return sum(stretch.holds(number) for stretch in stretches)


@given(st.lists(STRETCHES, max_size=5), WHOLES)
def test_gaps_are_what_no_stretch_covers(stretches: list[Stretch], whole: Stretch) -> None:
    found = gaps(stretches, whole)
    for number in SAMPLES:
        missing = whole.holds(number) and not holding(stretches, number)
        assert holding(found, number) == missing


@given(st.lists(STRETCHES, max_size=5))
def test_overlaps_are_what_several_stretches_cover(stretches: list[Stretch]) -> None:
    shared = [both for _, _, both in overlaps(stretches)]
    for number in SAMPLES:
        assert (holding(shared, number) > 0) == (holding(stretches, number) > 1)


@given(st.lists(STRETCHES, max_size=4), WHOLES, st.sampled_from([Fraction(1, 2), Fraction(2)]))
def test_with_a_step_only_gaps_that_hold_a_multiple_count(
    stretches: list[Stretch], whole: Stretch, step: Fraction
) -> None:
    multiples = [number for number in SAMPLES if (number / step).denominator == 1]
    missing = [n for n in multiples if whole.holds(n) and not holding(stretches, n)]
    found = gaps(stretches, whole, step)
    assert [n for n in multiples if holding(found, n)] == missing
    for gap in found:
        assert gap.low is None or gap.high is None or any(gap.holds(n) for n in multiples)


@given(STRETCHES)
def test_a_stretch_is_empty_when_it_holds_nothing(stretch: Stretch) -> None:
    assert stretch.empty == (
        not holding([stretch], Fraction(-1)) and not any(map(stretch.holds, SAMPLES))
    )


@st.composite
def trees(draw: st.DrawFn) -> tuple[str, list[tuple[str, int, int]], int]:
    """A rule file of leaves and parents; the parents with their own points and their children's."""
    lines: list[str] = []
    parents: list[tuple[str, int, int]] = []

    def grow(key: str, depth: int, parent: str) -> int:
        """The points of a node, written down after its children."""
        count = draw(st.integers(0, 3 if depth else 0))
        below = sum(grow(f"{key}{n}", depth - 1, key) for n in range(count))
        wrong = draw(st.sampled_from([0, 0, 0, 0, 1]))
        points = below + wrong if count else draw(st.integers(0, 5))
        if count:
            parents.append((key, points, below))
        lines.append(f'[indicator."{key}"]\npoints = {points}')
        lines.extend([f'parent = "{parent}"'] * bool(parent) + ["judged = true"] * (not count))
        return points

    total = sum(grow(f"n{n}", 2, "") for n in range(draw(st.integers(1, 3))))
    return "\n".join(lines), parents, total


@settings(max_examples=50)
@given(trees(), st.integers(1, 30))
def test_the_points_of_a_tree_tie_or_are_refused(
    tree: tuple[str, list[tuple[str, int, int]], int], points: int
) -> None:
    text, parents, total = tree
    open_ends = [key for key, own, below in parents if own != below]
    refused = refusal(text, points)
    assert sum(said.startswith("E316") for said in refused) == len(open_ends)
    assert sum(said.startswith("E315") for said in refused) == (total != points)
    assert len(refused) == len(open_ends) + (total != points)


PARTS = [
    '[measure."一"]\nvalue = "二 + 率"\n',
    '[measure."二"]\nvalue = "率 × 2"\n',
    '[fact."率"]\nunit = "%"\n',
    '[indicator."甲"]\npoints = 4\nparent = "父"\nscore = "分值 × min(一, 1)"\n',
    '[indicator."乙"]\npoints = 3\nparent = "父"\nscore = "得分(丙) ÷ 2"\n',
    '[indicator."丙"]\npoints = 3\nvalue = "一 − 二"\nscore = "分值 × 丙"\n',
    '[indicator."父"]\npoints = 7\n',
]


@settings(max_examples=30)
@given(st.permutations(PARTS), st.integers(0, 30))
def test_the_order_of_a_rule_file_changes_no_score(parts: list[str], rate: int) -> None:
    said = f"率 = {rate}%"
    plain, shuffled = rules("".join(PARTS)), rules("".join(parts))
    one, other = score(plain, facts(plain, said)), score(shuffled, facts(shuffled, said))
    assert {node.indicator.key: node.exact for node in one.walk()} == {
        node.indicator.key: node.exact for node in other.walk()
    }
    assert one.exact is not None


def test_a_chain_of_800_measures_loads_and_scores() -> None:
    links = [f'[measure."m{n}"]\nvalue = "m{n + 1} + 1"\n' for n in range(800)]
    last = '[fact."始"]\nkind = "number"\n[measure."m800"]\nvalue = "始"\n'
    leaf = '[indicator."甲"]\npoints = 10\nscore = "m0 − 800"\n'
    assert scored(rules("".join(links) + last + leaf), "始 = 7.5") == Fraction(15, 2)


def test_a_circle_of_800_measures_is_refused_and_named() -> None:
    links = [f'[measure."m{n}"]\nvalue = "m{(n + 1) % 800} + 1"\n' for n in range(800)]
    (said,) = refusal("".join(links) + '[indicator."甲"]\npoints = 10\njudged = true\n')
    assert said.startswith("E320 ")
    assert "m798 → m799 → m0" in said


ROW = '{{ when = "数 = {}", {} }}'


@pytest.mark.parametrize("way", ["cases", "deduct"])
def test_a_list_of_200_rows_scores_and_a_longer_one_is_refused(way: str) -> None:
    said = 'score = "3"' if way == "cases" else "points = 7"
    head = '[fact."数"]\nkind = "number"\n[indicator."甲"]\npoints = 10\n'
    head += 'hit = "first"\n' if way == "cases" else ""
    rows = [ROW.format(number, said) for number in range(201)]
    assert scored(rules(f"{head}{way} = [{', '.join(rows[:200])}]"), "数 = 199") == 3
    (refused,) = refusal(f"{head}{way} = [{', '.join(rows)}]")
    assert refused.startswith("E390 ")


NUMBERS = st.fractions(Fraction(1, 10), 50, max_denominator=10)
ITEMS = st.builds(
    'for = "数", each = "{}", points = "{}", at_most = "{}", steps = "{}"'.format,
    NUMBERS,
    NUMBERS,
    NUMBERS,
    st.sampled_from(["linear", "whole", "started"]),
)


@settings(max_examples=50)
@given(st.lists(ITEMS, min_size=1, max_size=3), st.integers(-20, 20), st.integers(-20, 10))
def test_deductions_stay_between_floor_and_points(
    items: list[str], amount: int, floor: int
) -> None:
    rows = ", ".join(f"{{ {item} }}" for item in items)
    text = f"""
[fact."数"]
kind = "number"
[indicator."甲"]
points = 10
floor = {floor}
deduct = [ {rows} ]
"""
    came_to = scored(rules(text), f"数 = {amount}")
    assert isinstance(came_to, Fraction)
    assert floor <= came_to <= 10
    assert came_to == 10 or amount > 0


@given(
    st.fractions(-50, 50, max_denominator=60),
    st.sampled_from([Fraction(1, 100), Fraction(1, 2), Fraction(1), Fraction(5)]),
    st.sampled_from(["half-up", "half-even", "up", "down"]),
)
def test_rounding_goes_to_a_neighbouring_multiple(
    number: Fraction, to: Fraction, mode: Mode
) -> None:
    result = rounded(number, Rounding(to, mode))
    assert (result / to).denominator == 1
    assert abs(result - number) < to
    if mode in ("half-up", "half-even"):
        assert abs(result - number) <= to / 2
    elif mode == "up":
        assert abs(result) >= abs(number)
    else:
        assert abs(result) <= abs(number)


@pytest.mark.parametrize(
    ("mode", "halves"),
    [("half-up", (1, 2, -1)), ("half-even", (0, 2, 0)), ("up", (1, 2, -1)), ("down", (0, 1, 0))],
)
def test_halves_go_where_the_rule_says(mode: Mode, halves: tuple[int, int, int]) -> None:
    ties = (Fraction(1, 2), Fraction(3, 2), Fraction(-1, 2))
    went = [rounded(tie, Rounding(Fraction(1), mode)) for tie in ties]
    assert went == [Fraction(half) for half in halves]
