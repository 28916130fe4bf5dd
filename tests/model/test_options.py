"""Options of nodes as rule and fact files write them, and what is refused."""

from fractions import Fraction

import pytest

from perfrules.files.from_toml import toml_document
from perfrules.messages.in_options import IN_OPTIONS
from perfrules.model.from_tables import methodology_from
from perfrules.model.read_facts import facts_from
from perfrules.problem import Refused
from tests.model.small import HEAD, rules

YES = '[fact."有"]\nkind = "yes/no"\n[measure."用"]\nvalue = "IF(有, 1, 0)"\n'
LEAF = '[indicator."甲"]\npoints = 10\nscore = "分值"\n'
SPLIT = 'split = { how = "equal", to = 1, remainder = "last" }\n'
CHILD = '[indicator."{}"]\nparent = "母"\nscore = "分值"\n'
PARENT = '[indicator."母"]\npoints = 10\n'
RATED = '[indicator."甲"]\npoints = 10\njudged = true\nraters = {{ "甲方" = {}, "乙方" = "40%" }}\n'
RANK = '[indicator."甲"]\npoints = 10\nrank = {{ of = "数", better = "higher", ties = "{}", {} }}\n'
NUMBER = '[fact."数"]\nkind = "number"\n'

BROKEN_RULES = {
    LEAF + 'applies = "有"\n': ["E360"],
    LEAF + 'otherwise = "zero"\n': ["E360"],
    LEAF + 'applies = "有"\notherwise = "skip"\n': ["E302"],
    LEAF + 'applies = "1"\notherwise = "zero"\n': ["E333"],
    PARENT + 'choose = "some"\n' + CHILD.format("甲"): ["E361"],
    PARENT + 'choose = "one"\n' + SPLIT + CHILD.format("甲"): ["E361"],
    PARENT + SPLIT + CHILD.format("甲") + "points = 10\n": ["E362"],
    LEAF + SPLIT: ["E363"],
    LEAF + 'choose = "one"\n': ["E363"],
    PARENT + 'choose = "one"\n' + CHILD.format("甲") + "points = 9\n": ["E364"],
    PARENT + SPLIT + "".join(CHILD.format(k) for k in "一二三四五六七八九十百千万亿"): ["E365"],
    PARENT + 'choose = "some"\n' + SPLIT + '[indicator."子"]\nparent = "母"\n'
    + CHILD.format("甲").replace("母", "子") + "points = 10\n": ["E366"],
    RATED.format('"50%"'): ["E367"],
    RATED.format('"-60%"'): ["E336"],
    RATED.format('"数"'): ["E344"],
    NUMBER + RANK.format("same", 'score = "1", rows = []'): ["E369"],
    NUMBER + RANK.format("same", 'rows = [ { in = "[1, 3]", score = "1" } ]'): ["E323"],
    NUMBER + RANK.format(
        "same", 'rows = [ { in = "[1, 3]", score = "1" }, { in = ">= 3", score = "0" } ]'
    ): ["E323"],
    NUMBER + RANK.format(
        "average", 'rows = [ { in = "[1, 3]", score = "1" }, { in = ">= 4", score = "0" } ]'
    ): ["E323"],
    '[fact."名次"]\nkind = "number"\n' + RANK.format("same", 'score = "1"').replace('"数"', '"名次"'):  # noqa: E501
    ["E319"],
}  # fmt: skip


@pytest.mark.parametrize(("text", "codes"), BROKEN_RULES.items())
def test_a_rule_file_is_refused(text: str, codes: list[str]) -> None:
    body = text if "有" not in text else YES + text
    with pytest.raises(Refused) as refused:
        methodology_from(toml_document(HEAD.format(points=10) + body, "rules.toml"))
    assert [p.code for p in refused.value.problems if p.severity == "error"] == codes
    assert all(problem.place and problem.place.line for problem in refused.value.problems)


def test_places_whose_ends_are_formulas_are_checked_when_scored() -> None:
    rows = 'rows = [ { in = "[1, 总数 ÷ 2]", score = "10" }, { in = "> 总数 ÷ 2", score = "0" } ]'
    assert rules(NUMBER + RANK.format("same", rows)).indicators["甲"].tree is not None


def test_a_stated_cap_stays_where_shares_make_more_than_the_points() -> None:
    keep = SPLIT.replace("last", "keep") + "cap = 12\n"
    body = PARENT + keep + "".join(CHILD.format(key) for key in "甲乙丙丁")
    methodology = rules(body.replace("points = 10", "points = 11"), points=11)
    assert methodology.indicators["母"].cap == 12
    assert methodology.indicators["甲"].points == 3


def head(more: str, body: str) -> list[str]:
    text = HEAD.format(points=10).replace('status = "assumed"', f'status = "assumed"\n{more}')
    try:
        methodology_from(toml_document(text + body, "rules.toml"))
    except Refused as refused:
        return [problem.code for problem in refused.problems]
    return []


def test_stages_and_the_one_that_counts() -> None:
    assert head('stages = ["自评", "复核"]\ncounts = "复核"', LEAF) == []
    assert head('stages = ["自评", "复核"]', LEAF) == ["E131"]
    assert head('stages = ["自评", "复核"]\ncounts = "审核"', LEAF) == ["E302"]
    assert head('stages = ["自评", "自评"]\ncounts = "自评"', LEAF) == ["E309"]
    assert head("stages = []", LEAF) == ["E321"]
    assert head('counts = "复核"', LEAF) == ["E340"]


OPEN = HEAD.replace("points = {points}", 'weights = "open"').format()


def framework(text: str, opened: str = OPEN) -> list[str]:
    try:
        methodology_from(toml_document(opened + text, "rules.toml"))
    except Refused as refused:
        return [problem.code for problem in refused.problems]
    return []


def test_a_framework_has_no_points() -> None:
    measured = '[indicator."甲"]\nvalue = "1"\n'
    grade = '[[grade]]\nname = "优"\nin = "[0, 10]"\n'
    assert framework(measured) == []
    assert framework('[indicator."甲"]\njudged = true\n') == []
    assert framework(LEAF) == ["E368"]
    assert framework('[indicator."甲"]\nscore = "1"\n') == ["E368"]
    assert framework('[indicator."甲"]\n') == ["E314"]
    assert framework(measured + grade, OPEN.replace("version", 'grade_on = "exact"\nversion')) == [
        "E368"
    ]
    assert framework(measured, OPEN.replace("version", "points = 100\nversion")) == ["E368"]
    assert framework(measured + "points = 10\n", HEAD.format(points=10)) == ["E314"]


STAGED = """
[indicator."母"]
points = 20
choose = "some"
split = { how = "equal", to = 1, remainder = "last" }
[indicator."甲"]
parent = "母"
judged = true
needs_reason = true
raters = { "领导" = "20%", "职工" = "80%" }
[indicator."乙"]
parent = "母"
judged = true
step = 0.5
[indicator."另"]
points = 10
choose = "one"
[indicator."丙"]
parent = "另"
score = "分值"
[indicator."丁"]
parent = "另"
judged = true
raters = { "领导" = "50%", "职工" = "50%" }
step = 1
"""
ORIGIN = 'origin = "reviewer"\n'
BROKEN_FACTS = {
    '[picked]\n"毋" = "甲"\n': "E450",
    '[picked]\n"甲" = "甲"\n': "E450",
    '[picked]\n"母" = "丙"\n': "E451",
    '[picked]\n"另" = ["丙", "丁"]\n': "E452",
    '[picked]\n"母" = ["甲", "甲"]\n': "E309",
    '[picked]\n"母" = []\n': "E321",
    '[picked]\n"母" = 3\n': "E136",
    "picked = 3\n": "E137",
    f'[picked]\n"母" = "甲"\n[judgement."乙"]\nscore = 3\n{ORIGIN}': "E454",
    f'[judgement."乙".stages."终审"]\nscore = 3\n{ORIGIN}': "E455",
    f'[judgement."乙"]\nscore = 3\n{ORIGIN}[judgement."乙".stages]\n': "E130",
    f'[judgement."丁"]\n{ORIGIN}raters = {{ "领导" = 3 }}\n': "E456",
    f'[judgement."丁"]\n{ORIGIN}raters = {{ "领导" = 3, "职工" = 4, "群众" = 3 }}\n': "E456",
    f'[judgement."丁"]\n{ORIGIN}raters = {{ "领导" = 3, "职工" = 11 }}\n': "E413",
    f'[judgement."丁"]\n{ORIGIN}raters = {{ "领导" = 3.5, "职工" = 10 }}\n': "E414",
    f'[judgement."丁"]\n{ORIGIN}score = 3\n': "E131",
    f'[judgement."甲"]\n{ORIGIN}raters = {{ "领导" = 3, "职工" = 4 }}\n': "E415",
}


def staged(text: str = STAGED) -> str:
    head_text = HEAD.format(points=30)
    return head_text.replace("status", 'stages = ["自评", "复核"]\ncounts = "复核"\nstatus') + text


@pytest.mark.parametrize(("text", "code"), BROKEN_FACTS.items())
def test_a_fact_file_is_refused(text: str, code: str) -> None:
    methodology = methodology_from(toml_document(staged(), "rules.toml"))
    with pytest.raises(Refused) as refused:
        facts_from(toml_document(text, "facts.toml"), methodology)
    assert code in [problem.code for problem in refused.value.problems]


def test_too_many_picks_leave_somebody_without_points() -> None:
    body = '[indicator."母"]\npoints = 10\nchoose = "some"\n' + SPLIT.replace("to = 1", "to = 8")
    body += "".join(CHILD.format(key) for key in "甲乙丙")
    methodology = rules(body)
    with pytest.raises(Refused, match="E453"):
        facts_from(
            toml_document('[picked]\n"母" = ["甲", "乙", "丙"]\n', "facts.toml"), methodology
        )


def test_hands_are_all_kept_and_one_counts() -> None:
    methodology = methodology_from(toml_document(staged(), "rules.toml"))
    text = '[picked]\n"母" = ["甲", "乙"]\n'
    text += f'[judgement."甲".stages."复核"]\n{ORIGIN}reason = "r"\n'
    text += 'raters = { "领导" = 5, "职工" = 7.5 }\n'
    text += f'[judgement."甲".stages."自评"]\n{ORIGIN}reason = "r"\n'
    text += 'raters = { "领导" = 10, "职工" = 10 }\n'
    text += f'[judgement."乙".stages."自评"]\n{ORIGIN}score = 9.5\n'
    given = facts_from(toml_document(text, "facts.toml"), methodology)
    assert given.judgements.keys() == {"甲"}
    assert given.judgements["甲"].score == 7
    assert given.judgements["甲"].raters == {"领导": 5, "职工": Fraction("7.5")}
    assert given.stages["甲"]["自评"].score == 10
    assert given.stages["乙"]["自评"].text == "9.5"


def test_every_code_of_options_is_met_here_or_where_scores_are() -> None:
    met = {code for codes in BROKEN_RULES.values() for code in codes} | set(BROKEN_FACTS.values())
    assert IN_OPTIONS.keys() - met == {"E368", "W360", "E453", "E540", "E541", "E542"}
