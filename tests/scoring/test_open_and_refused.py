"""What is missing or cannot be computed: it touches what rests on it, and nothing else."""

from fractions import Fraction

from tests.scoring.rules import GIVEN, TWO, codes, exactly, scored


def test_a_score_outside_the_points_is_refused_at_its_formula() -> None:
    body = '[indicator."甲"]\npoints = 10\nscore = "分值 × 支出"\n[fact."支出"]\nunit = ""\n'
    body = body.replace('unit = ""', 'kind = "number"')
    for value in ("1.5", "-0.5"):
        result = scored(body, f'[facts]\n"支出" = {value}\n', points=10)
        assert (result.state, codes(result), result.losses) == ("refused", ["E502"], ())
        place = result.problems[0].place
        assert place is not None
        assert place.source == 'score = "分值 × 支出"'
        assert (result.low, result.high) == exactly(0, 10)
        assert result.printed is None


def test_what_is_missing_leaves_only_its_readers_open() -> None:
    result = scored(
        TWO, GIVEN.replace('"支出" = "2 万元"\n', "").replace('"预算" = "3 万元"\n', "")
    )
    assert [node.state for node in result.roots] == ["open", "done"]
    assert (result.state, result.exact, result.printed, result.grade) == ("open", None, None, None)
    assert (result.low, result.high) == exactly(75, 95)
    assert result.missing == {"支出", "预算"}
    assert result["执行"].rate is None
    assert (result.apart, result["执行"].apart) == exactly(0, 0)


def test_a_missing_judgement_is_named() -> None:
    result = scored(TWO, GIVEN[: GIVEN.index("[judgement")])
    assert result.missing == {"judgement:评"}
    assert (result.low, result.high) == (Fraction("13.33"), Fraction("93.33"))


def test_all_that_is_surely_needed_is_missing_and_nothing_that_is_guarded() -> None:
    body = (
        "".join(f'[fact."{name}"]\nkind = "number"\n' for name in "甲乙丙丁戊己")
        + """
    [indicator."一"]
    points = 5
    value = "甲"
    score = "IF(指标值 < −乙 < 丙 and 丁 > 0, 戊, 1)"
    [indicator."二"]
    points = 5
    score = "min(5, 得分率(一) + IF(not (乙 > 0), 己, 得分(一)))"
    """
    )
    result = scored(body, points=10)
    assert result["一"].missing == {"甲", "乙"}, "丙 is read only where 指标值 < −乙"
    assert result["二"].missing == {"甲", "乙"}


def test_a_zero_denominator_is_refused_and_its_interval_stays() -> None:
    result = scored(TWO, GIVEN.replace("3 万元", "0"))
    assert (result.state, result["执行"].state, result["评"].state) == (
        "refused",
        "refused",
        "done",
    )
    assert codes(result) == ["E250"]
    assert (result.low, result.high) == exactly(75, 95)


def test_refused_beats_open() -> None:
    result = scored(TWO, GIVEN[: GIVEN.index("[judgement")].replace("3 万元", "0"))
    assert (result.state, set(result.missing)) == ("refused", {"judgement:评"})


def test_an_unused_measure_that_fails_is_listed_and_the_total_stands() -> None:
    unused = '[measure."比"]\nvalue = "预算 ÷ (支出 − 支出)"\n'
    result = scored(unused + TWO, GIVEN)
    assert (result.state, codes(result)) == ("done", ["E250"])
    assert [measured.outcome.state for measured in result.measures] == ["refused", "done"]


def test_a_measured_value_that_nothing_reads_leaves_its_score_alone() -> None:
    body = TWO.replace("judged", 'value = "1 ÷ (支出 − 支出)"\njudged')
    result = scored(body, GIVEN)
    assert (result.state, codes(result)) == ("done", ["E250"])
    assert result["评"].printed == 75


def test_a_guard_keeps_trouble_away() -> None:
    body = TWO.replace("支出 ÷ 预算", "IF(预算 > 0, 支出 ÷ 预算, 1)")
    assert scored(body, GIVEN.replace("3 万元", "0")).state == "done"


def test_a_stretch_without_a_score_is_refused_at_its_leaf() -> None:
    body = """
    [fact."数"]
    kind = "number"
    [indicator."甲"]
    points = 10
    [indicator."甲".bands]
    of = "数"
    rows = [ { in = "[0, 5)", share = "100%" }, { in = "[5, 9]", open = "未规定" } ]
    """
    full = scored(body, '[facts]\n"数" = 3\n', points=10)
    assert full.printed == 10
    for value, code in ((6, "E258"), (12, "E257")):
        result = scored(body, f'[facts]\n"数" = {value}\n', points=10)
        assert (result.state, codes(result)) == ("refused", [code])
        assert result.problems[0].place is not None


def test_the_rate_of_nothing_is_refused() -> None:
    body = """
    [indicator."空"]
    points = 0
    score = "0"
    [indicator."乙"]
    points = 10
    score = "得分率(空)"
    """
    result = scored(body, points=10)
    assert (result["空"].rate, result["乙"].state, codes(result)) == (None, "refused", ["E503"])


def test_a_refused_score_refuses_what_reads_it_and_is_listed_once() -> None:
    body = """
    [indicator."甲"]
    points = 5
    score = "9"
    [indicator."乙"]
    points = 5
    score = "得分(甲)"
    """
    result = scored(body, points=10)
    assert (result["乙"].state, codes(result)) == ("refused", ["E502"])


def test_sums_keep_their_bounds() -> None:
    body = '[fact."数"]\nkind = "number"\n[indicator."母"]\npoints = 10\n'
    for name in "甲乙丙丁戊":
        body += f'[indicator."{name}"]\nparent = "母"\npoints = 2\nscore = "SCORE"\n'
    wide = " × ".join(["1 ÷ (数 + PLUS)"] * 25)
    for plus in range(1, 6):
        body = body.replace("SCORE", wide.replace("PLUS", str(plus)), 1)
    given = f'[facts]\n"数" = {10**18 * 7}\n'
    below = scored(body, given, points=10)
    assert {leaf.state for leaf in below["母"].children} == {"done"}
    assert (below["母"].state, codes(below)) == ("refused", ["E504"])
    top = body.replace('[indicator."母"]\npoints = 10\n', "").replace('parent = "母"\n', "")
    result = scored(top, given, points=10)
    assert (result.state, result.exact, codes(result)) == ("refused", None, ["E505"])
