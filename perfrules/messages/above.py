"""The words of the views for what stands above the tree: bonuses, vetoes, ties, findings, gaps."""

from perfrules.messages import Text

FINDINGS = Text("问题与建议", "Problems and advice")
PROBLEM = Text("问题：", "problem: ")
ADVICE = Text("建议：", "advice: ")
CONDITION = Text("条件：", "condition: ")
NOT_FOUND = Text("不存在", "not found")
UNDECIDED = Text("未定，缺 {names}", "not decided, for want of {names}")

TIES = Text("勾稽关系", "Ties")
NOT_RECKONED = Text("无法计算，未核对", "cannot be computed, so it was not checked")
APART = Text("，相差 {apart}{within}", ", {apart} apart{within}")
WITHIN = Text("（允许 {within}）", " ({within} is allowed)")

GAPS = Text("办法中未写入规则的部分", "Parts of the policy that the rules do not express")
NO_POINTS = Text("不计分", "no points")
MISSING_GAP = Text("未写入规则的部分“{name}”", "the part without a rule: {name}")
GAP_NOTICE = Text(
    "评价办法中有 {points} 分的部分没有写入规则，因此没有总分；总分在 {low} 与 {high} 之间。",
    "{points} points of the policy are not expressed by any rule, so there is no total; it lies"
    " between {low} and {high}.",
)
ACCEPTED = Text("已接受的问题", "Accepted problems")

BONUS = Text("加分：{name}", "bonus: {name}")
PENALTY = Text("扣分：{name}", "penalty: {name}")
AT_MOST = Text("≤{points}", "≤{points}")
GIVES = Text("加 {score} 分，最多 {points} 分", "adds {score}, at most {points} points")
TAKES = Text("扣 {score} 分，最多 {points} 分", "takes {score}, at most {points} points")
LIMIT = Text("总分上下限", "limits of the total")
ROUNDING = Text("总分取整", "rounding of the total")
LIMITED_TO = Text(
    "{before} 超出总分的上下限，取 {after}", "{before} passes a limit of the total: {after}"
)

VETO = Text("一票否决：{name}", "veto: {name}")
VETOES = Text("否决", "veto")
SETS_SCORE = Text("总分记为 {points}", "the total becomes {points}")
CAPS_SCORE = Text("总分不超过 {points}", "the total is at most {points}")
SETS_GRADE = Text("等级定为“{grade}”", "the grade becomes {grade}")
CAPS_GRADE = Text("等级不高于“{grade}”", "the grade is at best {grade}")
COSTS = Text("仅此一项即减 {points} 分", "by itself it takes {points} points")
DECISIVE = Text(
    "起决定作用：没有它，总分或等级就会不同",
    "decisive: without it the total or the grade would be another",
)
NOT_DECISIVE = Text(
    "不起决定作用：没有它，结果也一样", "not decisive: without it the result is the same"
)
VETOED_TO = Text(
    "未经否决为 {before} 分，否决后为 {after} 分", "{before} without vetoes, {after} with them"
)
GRADE_BECAME = Text(
    "未经否决为“{before}”，否决后为“{after}”", "{before} without vetoes, {after} with them"
)

NOT_SOUND = Text(
    "有错误，结果不能采用；见“问题”。",
    "There are errors, so the result cannot be used; see Problems.",
)
