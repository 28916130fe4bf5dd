"""The words of departments side by side."""

from collections.abc import Mapping

from perfrules.messages import Text
from perfrules.messages.help import Help

TITLE = Text("单位比较", "Departments side by side")
PLACE = Text("名次", "Place")
DEPARTMENT = Text("单位", "Department")
BEST = Text("最高", "Best")
MEDIAN = Text("中位数", "Median")
BELOW = Text("{number} {label}（{points} 分）的下级", "Below {number} {label} ({points} points)")
COUNTS = Text(
    "{all} 个单位：{done} 个有总分，{open} 个未定，{refused} 个不能计算",
    "departments: {all} ({done} with a total, {open} open, {refused} refused)",
)
HOW = Text(
    "名次按印出的总分，同分同名次。↑ 得分率最高，↓ 低于中位数；“得分/分值”写出与办法不同的分值。",
    "Places go by the printed total; equal totals share a place. ↑ best rate, ↓ below the median;"
    " a score/points shows points other than the file's.",
)
HOW_OPEN = Text(
    "缺数据的单位以区间列出，不当作 0 分；名次也是区间，连同受它影响的其他单位。",
    "A department that lacks facts stands with its interval, never as 0; so do the places that"
    " depend on it.",
)
NO_POINTS = Text("这个框架没有分值，不排名。", "This framework gives no points; nobody is ranked.")
INDICATORS = Text("指标", "Indicators")
NUMBER = Text("编号", "Number")
WEIGHTS = Text("权重不同之处", "Weights that differ")
WEIGHTS_NOTE = Text(
    "不适用、选做的指标把分值让给了别的指标。这里是各指标在总分中实际占的分。",
    "Points moved from what does not apply or was not picked. These are the points that each"
    " indicator effectively has of the total.",
)
IN_FILE = Text("办法规定", "In the file")
USUAL = Text("多数单位", "For most")
OTHERWISE = Text("不同的单位", "Otherwise")
COUNTED = Text("{points}（{apart}）：{names}", "{points} ({apart}): {names}")
KEPT = Text("{points}，不适用而照计", "{points}, kept though not applicable")
PARAMETERS = Text("参数不同之处", "Parameters that differ")
PARAMETER = Text("参数", "Parameter")
VALUES = Text("取值和单位", "Values and departments")
VALUE_OF = Text("{value}：{names}", "{value}: {names}")
RESTS = Text("总分依据什么", "What the totals rest on")
RESTS_NOTE = Text(
    "各单位由人评判的分值，按评判的来源；规则的性质各单位相同：{standings}。",
    "Judged points of each department, by origin of the judgement. The standing of the rules is"
    " the same for all: {standings}.",
)
PERIOD = Text("期间", "Period")
VETOES = Text("否决", "Vetoes")
FILE = Text("文件", "File")
REASON = Text("原因", "Reason")
NOT_RANKED = Text("总分未定的单位", "Departments without a settled total")
WAITS = Text("缺：{names}", "missing: {names}")
REFUSED = Text("不能使用的文件", "What could not be used")
REFUSED_NOTE = Text("它们没有参加比较。", "They take no part in the comparison.")
SEVERAL = Text("{count} 种评分办法", "{count} methodologies")
OTHER_WEIGHTS = Text("权重不同", "other weights")
SKIP = Text("跳到名次", "Skip to the places")
WARNINGS = Text("先要知道", "To know first")
RANKED_TABLE = Text("名次和一级指标", "Places and first-level indicators")
GAP = Text("离最高 {gap} 个百分点", "{gap} percentage points below the best")
IS_BEST = Text("最高", "best")
IS_BELOW = Text("低于中位数", "below the median")
BAR_NOTE = Text(
    "条形为得分率，竖线为中位数；底色越深，离最高的越远。",
    "Bars are rates, the upright line is the median; the darker the ground, the further from the"
    " best.",
)

COMPARE: Mapping[str, Help] = {
    "compare": Help(
        summary=Text("把几个单位并排比较、排名", "set departments side by side and rank them"),
        about=Text(
            "一起评分，按总分排名：名次、总分、等级、各指标得分，最高和中位数，哪里低于它们。"
            "权重、期间、参数或评分办法不同的，写明是谁、差在哪里，退出码为 1；"
            "评分办法不同的，各自列表，不混排名次。缺数据的单位以区间列出。",
            "Score departments together and rank them by their totals: place, total, grade, scores"
            " of the indicators, best and median, and where each is below them. Where weights,"
            " periods, parameters or methodologies differ, it says who and by how much, and ends"
            " with 1; different methodologies get tables and places of their own. A department that"
            " lacks facts stands with its interval.",
        ),
        examples=(
            "perfrules compare examples/beijing-*.toml",
            "perfrules compare departments/*.toml --depth 3 --format html -o compare.html",
        ),
        arguments={
            "facts": Text("数据文件，可以有多个。", "fact files, one or more"),
            "depth": Text(
                "列到第几级指标，默认 1；下级指标各列一表。",
                "this many levels of indicators, 1 when not given; each parent has a table of what"
                " is below it",
            ),
            "format": Text(
                "终端文字，或 JSON、Markdown、网页（HTML）；后三种用评价办法文件的语言，"
                "除非写了 --lang。",
                "text for the terminal, or a document or page, in the language of the rule file"
                " unless --lang is given",
            ),
        },
    ),
}
