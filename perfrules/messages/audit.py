"""The words of an audit: verdicts, other readings, and the mistakes of reports."""

from collections.abc import Mapping

from perfrules.messages import Text

VERDICTS: Mapping[str, Text] = {
    "ties": Text("相符", "ties"),
    "ties on another basis": Text("换一种算法相符", "ties on another basis"),
    "differs": Text("推不出", "does not follow"),
    "does not close": Text("合不拢", "does not close"),
    "cannot be computed": Text("无法计算", "cannot be computed"),
}

# ── what is looked at ──
KINDS: Mapping[str, Text] = {
    "figure": Text("{name}", "{name}"),
    "value": Text("{name} 指标值", "{name}: value"),
    "score": Text("{name} 得分", "{name}: score"),
    "rate": Text("{name} 得分率", "{name}: rate"),
    "points": Text("{name} 分值", "{name}: points"),
    "total": Text("总分", "total"),
    "grade": Text("等级", "grade"),
    "sum of scores": Text("{name} 各部分印出的得分之和", "{name}: sum of the printed scores"),
    "sum of points": Text("{name} 各部分印出的分值之和", "{name}: sum of the printed points"),
    "relation": Text("{name}", "{name}"),
}
TOTAL = Text("总分", "total")

# ── head ──
TITLE = Text("核对公布的报告", "Audit of a published report")
REPORT = Text("{subject}  {period}", "{subject}  {period}")
FILE = Text("数据文件 {file}", "fact file {file}")
METHODOLOGY = Text("评价办法 {title}（{id}@{version}）", "methodology {title} ({id}@{version})")
COUNTS = Text("共核对 {all} 项：{counts}。", "{all} figures: {counts}.")
COUNT = Text("{verdict} {count}", "{verdict} {count}")
MEANING = Text(
    "“推不出”是说印出的数不能由所给的数据和规则算出；原因在报告还是在数据、规则，要由人核对。",
    "'Does not follow' says that the printed figure cannot be had from these facts and rules;"
    " whether report, facts or rules are to blame is for a person to find out.",
)
ALL = Text("各项", "All figures")
HEADS = (
    Text("结论", "Verdict"),
    Text("公布", "Printed"),
    Text("算得", "Computed"),
    Text("项目", "Figure"),
)
BASES = Text("所用的分母", "Bases of the rates")
BASE_HEADS = (
    Text("分母", "Base"),
    Text("金额或数量", "Amount"),
    Text("用于", "Used for"),
)
REMARKS = Text("提示", "Remarks")
REMARK = Text("{name}：{says}", "{name}: {says}")

# ── lines of one figure ──
PRINTED = Text("公布", "printed")
COMPUTED = Text("算得", "computed")
APART = Text("相差", "apart")
OPEN_AMOUNT = Text("未合拢", "open")
OTHER_BASIS = Text("算法", "basis")
MISTAKE = Text("提示", "remark")
NOTE = Text("附注", "note")
LACKING = Text("尚缺", "missing")
NOT_PRINTED = Text("未公布", "not printed")
REASON = Text("理由", "reason")
WHY = Text("原因", "why")
LEFT, RIGHT = Text("左边", "left side"), Text("右边", "right side")
AT_MOST = Text("最多 {number}", "at most {number}")
AT_LEAST = Text("最少 {number}", "at least {number}")
CLOSER = Text("{shown}（{closer}）", "{shown} ({closer})")
GIVEN = Text("{name} {shown}", "{name} {shown}")

BASIS: Mapping[str, Text] = {
    "printed inputs": Text(
        "由印出的数推得 {value}：{given}", "from printed figures: {value}, with {given}"
    ),
    "printed score": Text(
        "由取整后的得分除以分值得 {value}，不是由未取整的得分",
        "{value} from the rounded score divided by the points, not from the unrounded one",
    ),
    "another base": Text(
        "以 {given} 为分母得 {value}，不是以 {instead} 为分母",
        "{value} with {given} as its base instead of {instead}",
    ),
    "fewer digits": Text(
        "取到较少的位数得 {value}，评价办法要求的位数更多",
        "{value} rounded to fewer digits than the methodology asks for",
    ),
    "unrounded parts": Text(
        "各部分取整前的得分相加得 {value}", "{value} from the parts before they are rounded"
    ),
    "printed parts": Text(
        "各部分印出的得分相加得 {value}", "{value} from the printed scores of the parts"
    ),
    "printed total": Text("由印出的总分 {value} 判定", "graded by the printed total {value}"),
    "half-even": Text("四舍六入五成双得 {value}", "{value} with halves rounded to even"),
    "truncated": Text("只舍不入得 {value}", "{value} with the rest cut off"),
}

# ── mistakes by name ──
MISTAKES: Mapping[str, Text] = {
    "percent for points": Text(
        "两个百分率之差的单位是百分点，印作 {printed}",
        "a difference of two percentages is in percentage points (百分点), printed as {printed}",
    ),
    "sign left out": Text(
        "这是百分率，印作 {printed}，没有百分号",
        "a percentage, printed as {printed} without its sign",
    ),
    "rounded rates": Text(
        "先取整、后相减；由未取整的数相减，末位不同",
        "rounded before it was subtracted; without that the last digit is another",
    ),
    "rate from printed score": Text(
        "得分率是由取整后的得分算的", "the rate was taken from the rounded score"
    ),
    "unrounded score": Text(
        "由未取整的得分推得；印出的得分除以分值是 {other}",
        "follows from the unrounded score; the printed score divided by the points gives {other}",
    ),
    "rate not from amounts": Text(
        "由所给的金额或数量推不出这个比率", "does not follow from the amounts that are given"
    ),
    "score not from target": Text(
        "由目标值和实际值推不出这个得分", "does not follow from target and actual value"
    ),
    "target missed": Text(
        "未达到目标，却印出满分", "the target is missed, and full points are printed"
    ),
    "no reason": Text(
        "印出的得分低于按规则算得的，没有写明原因",
        "points are taken off without a reason",
    ),
    "not recomputed": Text(
        "得分照录公布的评判，没有重算", "the score is the published judgement, not recomputed"
    ),
    "weights twice": Text(
        "权重似乎乘了两次：{score} × {points}% = {printed}",
        "the weight seems to be applied twice: {score} × {points}% = {printed}",
    ),
    "parts not heading": Text(
        "各部分的分值加起来不是标题的分值", "the points of the parts are not those of the heading"
    ),
    "total not from leaves": Text(
        "由各部分的得分推不出这个合计", "does not follow from the scores of the parts"
    ),
    "empty total": Text(
        "“{whole}”为 0，而 {parts}：合计行是否漏填",
        "{whole} is 0, but {parts}: was the row of the total left empty",
    ),
    "zero base": Text("分母为 0，无法计算", "its base is 0, so nothing can be computed"),
    "over 100%": Text(
        "超过 100%（{printed}）：请核对分母",
        "above 100% ({printed}): look at its base",
    ),
    "money open": Text("资金合不拢，差额没有说明", "money in and out do not meet"),
    "no facts": Text(
        "只公布了得分，没有可以据以计算的数据或评判",
        "a score without the facts or the judgement that it would rest on",
    ),
    "words": Text(
        "应为数字的地方印的是“{printed}”", "'{printed}' is printed where a figure is wanted"
    ),
    "list count": Text("与所列的项数不一致", "is not the number of items that are listed"),
    "of which": Text(
        "“{name}”是其中数，又另计 {points} 分",
        "'{name}' is part of another row and has {points} points of its own",
    ),
    "money as output": Text(
        "“{name}”是金额，却作为产出的数量",
        "'{name}' is an amount of money, counted as a quantity of output",
    ),
    "one leaf": Text(
        "“{name}”一项占 {points} 分，几乎决定总分",
        "'{name}' alone has {points} points and all but decides the total",
    ),
    "unfilled": Text("没有公布任何得分和总分", "no score and no total are published"),
    "several bases": Text(
        "比率用了 {count} 个不同的分母，列于“所用的分母”；报告应逐一写明",
        "the rates have {count} different bases, listed above; a report should name each",
    ),
}
