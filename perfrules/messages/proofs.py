"""What `perfrules prove` says beside the problems themselves."""

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
BY_ROWS_OR_PLACE = Text(
    "它经过表的各行或名次起作用，这里没有化成算式",
    "it acts through the rows of a table or through places, which is no formula here",
)
READ_OTHERWISE = Text(
    "它的数据在得分里另有用处，不能只动它一项",
    "the score reads its facts in other ways too, so that it cannot move alone",
)

NOT_IN_TIME = Text("{seconds} 秒内没有结论", "nothing was found within {seconds} seconds")
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

# ── rows ──
ROW = Text("第 {number} 行（{text}）", "row {number} ({text})")
OTHERWISE = Text("其他", "otherwise")
COVERED_BY = Text("前面的{rows}已经全部包括", "it is covered by {rows} above it")
NEVER_HOLDS = Text("条件不会成立", "its condition never holds")
VALUE_IS = Text("{what} = {value}：{said}", "{what} = {value}: {said}")
