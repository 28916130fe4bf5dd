"""A large methodology as text: so many indicators, in all the ways of scoring, sound in itself."""

from collections.abc import Iterator

HEAD = """\
format = 1
[methodology]
id = "large/methodology"
version = "1"
title = "大型评分办法"
points = {points}
in_force = {{}}
rounding = {{ to = 0.01, mode = "half-up" }}
grade_on = "printed"
basis = "为试验生成"
status = "assumed"
[[grade]]
name = "优"
in = "[{good}, {points}]"
[[grade]]
name = "其他"
in = "[0, {good})"
[fact."地区"]
choice = ["东部", "中部", "西部"]
"""
POINTS = 10


def methodology_of(leaves: int) -> str:
    """A rule file with so many leaves, ten below each parent."""
    parents = -(-leaves // 10)
    parts = [HEAD.format(points=POINTS * leaves, good=POINTS * leaves * 9 // 10)]
    for parent in range(parents):
        count = min(10, leaves - parent * 10)
        parts.append(f'[indicator."部分{parent}"]\npoints = {POINTS * count}\n')
    parts += [part for number in range(leaves) for part in _leaf(number)]
    return "\n".join(parts)


def _leaf(number: int) -> Iterator[str]:
    n, way = number, _WAYS[number % 7](number)
    yield f"""\
[fact."预算{n}"]
unit = "万元"
range = "> 0"
[fact."支出{n}"]
unit = "万元"
range = ">= 0"
[measure."执行率{n}"]
value = "支出{n} ÷ 预算{n}"
unit = "%"
show = ".2%"
"""
    if "差错" in way:
        yield f'[fact."差错{n}"]\nunit = "处"\nrange = ">= 0"\n'
    if "达标" in way:
        yield f'[fact."达标{n}"]\nkind = "yes/no"\n'
    yield f'[indicator."指标{n}"]\nparent = "部分{n // 10}"\npoints = {POINTS}\n{way}\n'


_WAYS = (
    lambda n: f'score = "分值 × min(执行率{n}, 100%)"',
    lambda n: f'ratio = {{ actual = "支出{n}", target = "预算{n}", sign = "≥" }}',
    lambda n: f'ratio = {{ actual = "支出{n}", target = "预算{n}", sign = "≤" }}',
    lambda n: (
        f"""deduct = [
    {{ for = "max(95% − 执行率{n}, 0)", each = "5百分点", points = 1, steps = "whole" }},
    {{ for = "差错{n}", each = "1处", points = 0.5, steps = "whole", at_most = 3 }},
    {{ when = "非 达标{n}", points = 2 }},
]"""
    ),
    lambda n: (
        f"""cases = [
    {{ when = "达标{n} 且 执行率{n} ≥ 90%", score = "分值" }},
    {{ when = "达标{n}", score = "分值 × 80%" }},
    {{ when = "差错{n} ≤ 3处", score = "分值 × 如果(地区 = '西部', 60%, 50%)" }},
    {{ score = 0 }},
]
hit = "first\""""
    ),
    lambda n: (
        f"""[indicator."指标{n}".bands]
of = "执行率{n}"
rows = [
    {{ in = "[0%, 60%)", score = 0 }},
    {{ in = "[60%, 80%)", from = 0, to = 6 }},
    {{ in = "[80%, 90%)", from = 6, to = 9 }},
    {{ in = "[90%, 100%]", share = "100%" }},
    {{ in = "> 100%", score = "max(分值 − 1分 × (执行率{n} − 100%) ÷ 5百分点, 0)" }},
]"""
    ),
    lambda _: "judged = true",
)
