"""What `perfrules prove` says beside the problems themselves."""

from collections.abc import Mapping

from perfrules.messages import Text

# ── why nothing had to be asked ──
BY_LIMITS = Text("文件写明的上下限使它成立", "the limits that the file states make it hold")
BY_JUDGEMENT = Text("评判超出范围的不予接受", "a judgement outside its range is refused")

LEAF_BY_LEAF = Text(
    "没有一项得分因此降低；相加、上下限和取整不改变次序",
    "no single score falls by it, and sums, limits and rounding keep the order",
)

# ── why something is not put to z3 ──
RESCALED = Text(
    "“{name}”不适用时分值折算，总分没有化成算式",
    "points are rescaled where '{name}' does not apply, so that the total is no formula here",
)
ROWS_ROUNDED = Text(
    "“{name}”的各行分别取整，印出的总分没有化成算式",
    "the rows of '{name}' are rounded one by one, so that the printed total is no formula here",
)
BY_ROWS_OR_PLACE = Text(
    "它经过表的各行或名次起作用，这里没有化成算式",
    "it acts through the rows of a table or through places, which is no formula here",
)
BOUND = Text(
    "勾稽关系把它与其他参与计分的数据连在一起，它不能单独变动",
    "a tie binds it to other facts that are scored, so that it cannot move by itself",
)
READ_OTHERWISE = Text(
    "它的数据在得分里另有用处，不能只动它一项",
    "the score reads its facts in other ways too, so that it cannot move alone",
)

NOT_IN_TIME = Text("约 {seconds} 秒内没有结论", "nothing was found within about {seconds} seconds")
NO_FACTS_MADE = Text(
    "没有做出一份合乎勾稽和各表要求的数据（E661），无从说明",
    "no facts could be made that keep to the ties and tables (E661), so nothing can be shown",
)
NOT_SHOWN = Text(
    "z3 认为有可能，但没有找到能说明它的数据",
    "z3 holds it possible, but no facts were found that show it",
)

# ── directions ──
MORE = Text("增加", "more")
LESS = Text("减少", "less")
TOTAL = Text("总分", "the total")
DIRECTION = Text("“{fact}”{more}", "{more} '{fact}'")
NO_GRADE = Text("没有等级", "no grade")

# ── the page ──
KINDS: Mapping[str, Text] = {
    "score": Text("得分不出界", "score within its limits"),
    "denominator": Text("总能计算", "can be computed"),
    "target": Text("目标大于零", "target above zero"),
    "gap": Text("没有漏掉的情况", "no case left out"),
    "overlap": Text("没有重叠的行", "no rows overlap"),
    "row": Text("这一行能轮到", "row can be hit"),
    "direction": Text("越好得分不降", "better is not scored lower"),
    "veto": Text("否决能触发", "veto can fire"),
    "matters": Text("会影响得分", "makes a difference"),
    "total": Text("总分都有等级", "every total has a grade"),
    "grade": Text("印出的总分与等级一致", "print and grade agree"),
}
HOWS: Mapping[str, Text] = {
    "by construction": Text("由文件本身保证", "the file itself makes it so"),
    "by bounds": Text("由区间证明", "by intervals"),
    "by z3": Text("由 z3 证明", "by z3"),
    "by example": Text("有数据为证", "facts show it"),
    "by search": Text("由搜索找到", "found by a search"),
}
FOUND: Mapping[str, Text] = {
    "by z3": Text("z3 给出数据，已实际计分", "z3 gave the facts, perfrules scored them"),
    "by example": Text("随机数据中的一份，已实际计分", "facts by chance, scored by perfrules"),
    "by search": Text("搜索得到的数据，已实际计分", "facts by a search, scored by perfrules"),
}
NO_FACTS = Text("z3 证明没有数据能做到", "z3 proves that no facts do it")
ON: Mapping[str, Text] = {
    "unrounded": Text("按取整前的分数", "of unrounded scores"),
    "printed": Text("按印出的分数", "of printed scores"),
}
VERDICTS: Mapping[str, Text] = {
    "proved": Text("已证明", "proved"),
    "refuted": Text("不成立", "refuted"),
    "undecided": Text("未定", "undecided"),
    "accepted": Text("已接受", "accepted"),
}
COUNT = Text("{what} {count} 项", "{count} {what}")
TRIED = Text("看了 {count} 份数据，没有反例", "{count} fact sets looked at, none against it")
TRIED_FOR = Text("看了 {count} 份数据，没有一份做到", "{count} fact sets looked at, none does it")
ACCEPTED = Text("已接受：{reason}", "accepted: {reason}")
CHANGED = Text("其余不变，只改：", "all else equal, with:")
PLACE_TAKEN = Text(
    "“{name}”按第 {rank} 名、共 {count} 个单位计分",
    "'{name}' is scored at place {rank} of {count}",
)
WHOLE_TOTAL = Text("总分", "total")
HEADS = (
    Text("问题", "Question"),
    Text("对象", "Subject"),
    Text("结论", "Answer"),
    Text("依据", "How"),
)
NOTHING_OPEN = Text("没有不成立或未定的", "nothing is refuted or undecided")

# ── rows ──
ROW = Text("第 {number} 行（{text}）", "row {number} ({text})")
OTHERWISE = Text("其他", "otherwise")
NO_WAY = Text("没有一种计分规则适合它的某一行", "no way of scoring fits some row of it")
COVERED_BY = Text("前面的{rows}已经全部包括", "it is covered by {rows} above it")
NEVER_HOLDS = Text("条件不会成立", "its condition never holds")
VALUE_IS = Text("{what} = {value}：{said}", "{what} = {value}: {said}")
