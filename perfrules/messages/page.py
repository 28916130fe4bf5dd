"""The words of the page: its headings, its what-if, and what its own reckoning says."""

from perfrules.messages import Text, labels

# ── the head ──
SKIP = Text("跳到计算过程", "Skip to the derivation")
OF_POINTS = Text("/ {points} 分", "of {points} points")
OPEN_TOTAL = Text("总分未定", "No total yet")
REFUSED_TOTAL = Text("无法得出总分", "No total")
POSSIBLE_GRADES = Text("可能的等级", "Possible grades")
BETWEEN_ENDS = Text("总分在此区间", "The total lies within")
TOP_LEVEL = Text("一级指标得分率", "Rates at the top level")
CONTENTS = Text("目录", "Contents")

REASONS = Text("为什么不能采用", "Why it cannot be used")

# ── the table of scores ──
SCORES = Text("各指标得分", "Scores")
SCORES_NOTE = Text(
    "条形为得分率；点指标名称看它的计算过程。",
    "The bars show the rate; follow the name of an indicator to its derivation.",
)

# ── the way of the points ──
WATERFALL = Text("失分去向", "Where the points went")
WATERFALL_NOTE = Text(
    "由满分 {points} 起，逐项减去失分，到总分 {total}；失分多的在前，合计正好相等。",
    "From all {points} points down to the total of {total}, the largest loss first; the steps add"
    " up exactly.",
)
FULL = Text("满分", "All points")
OTHERS = Text("其余 {count} 项", "{count} others")
LEFT = Text("余分", "Left")
CAUSE = Text("原因", "Cause")
OF_TOTAL = Text("总分", "the total")
NO_LOSS = Text("没有失分。", "No point was lost.")
CHANGE = Text("失分", "Lost")

# ── what everything rests on ──
RESTS = Text("分值依据什么", "What the points rest on")
RESTS_NOTE = Text(
    "官方：读到原文；推得：由公布的数字推得；未核实：有官方文件而未读到；假设：没有依据。",
    "Official: its source was read. Inferred: it follows from published figures. Unverified: an"
    " official text exists that was not read. Assumed: nobody's but ours.",
)
STANDING_BAR = Text("分值按规则的性质", "Points by standing of the rule")

# ── audit ──
AUDIT = Text("与公布数字的核对", "Held against the published figures")

# ── the tree ──
TREE = Text("计算过程", "Derivation")
FIND = Text("查找指标、数据、依据", "Find indicators, facts, bases")
UNFOLD = Text("全部展开", "Unfold all")
FOLD = Text("全部收起", "Fold all")
LINK = Text("指向“{name}”的链接", "Link to {name}")

# ── facts, judgements, what if ──
FACTS = Text("数据", "Facts")
JUDGEMENTS = Text("评判", "Judgements")
FACTS_AND_WHAT_IF = Text("数据、评判与试算", "Facts, judgements, what if")
FACT = Text("数据", "Fact")
VALUE = Text("原值", "Value")
SOURCE = Text("出处", "Source")
ORIGIN = Text("来源", "Origin")
REASON = Text("理由", "Reason")
TRY = Text("试算值", "What if")
WHAT_IF_NOTE = Text(
    "改动“试算值”，本页即按同一套规则重新计算，用精确分数，结果与软件逐位相同；"
    "不联网，也不改变任何文件。清空表示缺数；表里带虚线的数，点一下也可以改。"
    "随之变动的是得分、得分率、总分、等级、失分去向和计算过程；仍说原值的各处，试算时会写明。",
    "Change a value in the last column, and this page reckons again by the same rules, in exact"
    " fractions, to the same digits as the engine. It needs no network and changes no file. An"
    " empty field means that the value is missing; dashed cells of tables open when clicked."
    " Scores, rates, total, grade, lost points and derivations move; what still tells of the"
    " original values says so while a value is tried.",
)
OF_EXPORT = Text(
    "试算中：本节仍是原值的内容，没有随试算变动。",
    "What if: this section still tells of the original values; it has not moved.",
)
TRYING = Text(
    "试算中：得分、总分和等级按改动后的值重新计算，不是所用文件的结果。",
    "What if: scores, total and grade are reckoned from changed values; they are not the result of"
    " the files used.",
)
WHAT_IF_FIXED = Text("选定的下级和名次保持原样。", "Picked indicators and places stay as they are.")
SHEET = Text("表 {name}（{count} 行）", "Table {name} ({count} rows)")
NEEDS_SCRIPT = Text(
    "试算、查找需要浏览器运行脚本；其余内容不受影响。",
    "What-if and search need scripts; everything else can be read without.",
)
PARAMETER = Text("参数", "parameter")
MISSING_WORD = Text("缺", "missing")
NO_ONE_READS = Text("以下数据没有规则用到", "No rule reads the following")
FILES = Text("所用文件", "Files used")
MADE_BY = Text(
    "由 perfrules {version} 生成；一份文件，不联网。",
    "Made by perfrules {version}; one file, no network.",
)

CODES_IN_SCRIPT = (
    "E250", "E251", "E252", "E253", "E254", "E255", "E256", "E257", "E258", "E259", "E260",
    "E413", "E414", "E415", "E416", "E417", "E418", "E433",
    "E501", "E502", "E503", "E504", "E505",
    "E520", "E521", "E522", "E523", "E524", "E525", "E526",
    "E540", "E541", "E542",
)  # fmt: skip
"""What can go wrong when the page reckons; ties have a sentence of their own."""

IN_SCRIPT = {
    "yes": Text("是", "yes"),
    "no": Text("否", "no"),
    "missing": Text("缺", "missing"),
    "lacking": Text("〔缺：{name}〕", "[{name}: missing]"),
    "state_open": Text("待定", "open"),
    "state_refused": Text("无法计算", "refused"),
    "out_not_applicable": Text("不适用", "does not apply"),
    "out_not_picked": Text("未选", "not picked"),
    "points": Text("分", "pt"),
    "between": Text("{low} 至 {high}", "{low} to {high}"),
    "or": Text("或", " or "),
    "list": Text("、", ", "),
    "colon": Text("：", ": "),
    "no_grade": Text("无等级", "no grade"),
    "grade_open": Text("{names}（未定）", "{names} (not settled)"),
    "not_sound": Text("有错误，结果不能采用", "there are errors, so the result cannot be used"),
    "no_total": Text("有无法计算的指标，没有总分", "something cannot be computed: no total"),
    "try_cell": Text("试算 {name}", "Try {name}"),
    "reset": Text("恢复原值", "Reset"),
    "what_if": Text("试算", "What if"),
    "was": Text("原为", "was"),
    "changed_values": Text("改动 {count} 项", "{count} changed"),
    "changed_nodes": Text("{count} 个指标随之变动", "{count} indicators moved"),
    "others": OTHERS,
    "of_total": OF_TOTAL,
    "waterfall_note": WATERFALL_NOTE,
    "stale": Text(
        "计算过程已按试算值重写；标为“原值”的各行没有随试算变动",
        "The derivation is written again for what is tried; lines marked 'original' have not moved",
    ),
    "original": Text("（原值）", " (original)"),
    "exact": labels.EXACT,
    "see": labels.SEE,
    "tie_fails": Text("勾稽不平：{that}，相差 {apart}", "a tie fails: {that}, {apart} apart"),
    "is_missing": Text("缺 {names}", "missing: {names}"),
    "finding_new": Text("出现问题：{text}", "now found: {text}"),
    "finding_gone": Text("不再有此问题：{text}", "no longer found: {text}"),
    "no_number": Text("请只写一个数，例如 1,234.5", "write one number, for example 1,234.5"),
    "no_unit": Text("单位应为 {units}", "the unit must be {units}"),
    "no_day": Text("请写日期，例如 2022-12-31", "write a day, for example 2022-12-31"),
    "out_of_range": Text("应在 {range} 之内", "must be within {range}"),
    "no_step": Text("应为 {step} 的倍数", "must be a multiple of {step}"),
    "in_no_tier": Text("应在档次之内：{tiers}", "must lie within a tier: {tiers}"),
    "too_long": Text("最多 1000 字", "at most 1000 characters"),
    "unusable": Text("有填写不当的值，未计入", "a value that cannot be used was left out"),
    "found": Text("找到 {count} 个指标", "{count} indicators found"),
    "found_none": Text("没有找到", "nothing found"),
    "off": Text(
        "试算已停用：本页的计算与软件的结果不一致（{where}）。其余内容是软件的结果，不受影响。",
        "What-if is switched off: the reckoning of this page differs from the engine's ({where})."
        " Everything else is the engine's result and stands.",
    ),
}
