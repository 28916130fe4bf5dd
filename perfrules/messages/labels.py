"""The words of the views: labels, sentences and table heads, Chinese and English side by side."""

from perfrules.messages import Text

# ── heads ──
SUBJECT = Text("评价对象", "Subject")
PERIOD = Text("评价期间", "Period")
METHODOLOGY = Text("评价办法", "Methodology")
VERSION = Text("{version} 版", "version {version}")
TOTAL = Text("总分", "Total")
OUT_OF = Text("{total} / {points} 分", "{total} of {points} points")
GRADE = Text("等级", "Grade")
GRADE_OPEN = Text("{names}（未定）", "{names} (not settled)")
GRADE_ON = {
    "printed": Text("等级按印出的总分判定", "graded by the printed total"),
    "exact": Text("等级按取整前的总分判定", "graded by the exact total"),
}
GRADE_STANDING = Text("等级界限：{standing}", "the limits of the grades: {standing}")
NO_GRADE = Text("无", "none")
STANDINGS = {
    "official": Text("官方", "official"),
    "inferred": Text("推得", "inferred"),
    "unverified": Text("未核实", "unverified"),
    "assumed": Text("假设", "assumed"),
}
STANDING_SAYS = {
    "official": Text("官方规则，读自所注的依据", "official: read in the source named"),
    "inferred": Text("由公布的数字推得，并非印出的规则", "inferred from published figures"),
    "unverified": Text("已知有官方文件，但未读到原文", "unverified: an official text not read"),
    "assumed": Text("假设，不是官方规则", "assumed: not an official rule"),
}
ORIGINS = {
    "published": Text("公布的评判", "published judgement"),
    "reviewer": Text("评审人员的评判", "reviewer's judgement"),
    "reconstructed": Text("重构的评判", "reconstructed judgement"),
}
ORIGINS_SHORT = {
    "published": Text("公布", "published"),
    "reviewer": Text("评审", "reviewer"),
    "reconstructed": Text("重构", "reconstr."),
}
CAUSES = {
    "performance": Text("实绩（按公式、比例、扣分）", "performance (formula, ratio, deduction)"),
    "step": Text("档次（按情形、分档、清单）", "step (case, band, checklist)"),
    "published": Text("评判（公布）", "judgement (published)"),
    "reviewer": Text("评判（评审人员）", "judgement (reviewer)"),
    "reconstructed": Text("评判（重构）", "judgement (reconstructed)"),
    "floor": Text("上限或下限", "cap or floor"),
    "not_applicable": Text("不适用", "does not apply"),
    "untied": Text(
        "分值不平（已接受，或均分后不等）", "points that do not tie (accepted, or equal shares)"
    ),
    "bonus": Text("加分", "bonus"),
    "penalty": Text("扣分项目", "penalty"),
    "veto": Text("一票否决", "veto"),
    "rounding": Text("取整", "rounding"),
}

# ── opening statements ──
RECONSTRUCTED = Text(
    "{all} 分中有 {points} 分的指标，得分出自重构的评判，不是公布的评分，也不是评审人员的评分。",
    "{points} of the {all} points rest on reconstructed judgements; these were neither published"
    " nor given by a reviewer.",
)
ASSUMED = Text(
    "{all} 分中有 {points} 分的指标，评分规则是假设，不是官方规则。",
    "{points} of the {all} points are scored by assumed rules, which are not official.",
)
IS_OPEN = Text(
    "尚缺 {count} 项数据或评判，因此没有总分；总分在 {low} 与 {high} 之间。",
    "{count} facts or judgements are missing, so there is no total yet; it lies between {low} and"
    " {high}.",
)
IS_REFUSED = Text(
    "有无法计算的指标，因此没有总分；已算到的步骤照列于下。",
    "Some indicators cannot be computed, so there is no total; the steps reached are shown below.",
)

# ── sections ──
SCORES = Text("得分", "Scores")
INDICATOR = Text("指标", "Indicator")
POINTS = Text("分值", "Points")
SCORE = Text("得分", "Score")
RATE = Text("得分率", "Rate")
LOST = Text("失分", "Lost")
STANDING = Text("规则", "Rule")
ORIGIN = Text("评判", "Judged")
SUM = Text("合计", "Total")
LOSSES = Text("失分原因", "Points lost, by cause")
BY_STATUS = Text("分值：按规则的性质", "Points, by standing of the rule")
BY_ORIGIN = Text("分值：按评判的来源", "Points, by origin of the judgement")
BY_SOURCE = Text("分值：按数据的出处", "Points, by source of the facts")
SOURCES = {
    "without": Text("用到未注明出处的数据", "on a fact without a source"),
    "with": Text("所用数据都注明了出处", "all facts have a source"),
    "none": Text("不依据数据", "on no facts"),
}
MISSING = Text("所缺", "Missing")
MISSING_FACT = Text("数据 {name}", "fact {name}")
MISSING_JUDGEMENT = Text("评判 {name}", "judgement of {name}")
MISSING_TABLE = Text("表 {name}", "table {name}")
WAITING = Text("等它的指标：{names}", "waited for by: {names}")
DERIVATION = Text("计算过程", "Derivation")
LEGEND = Text(
    "✓ 成立　✗ 不成立　– 未用到　≈ 数字经过取整，精确值另注",
    "✓ holds  ✗ does not hold  – not needed  ≈ rounded, the exact value stands beside it",
)
OTHER_MEASURES = Text("其他指标值（不参与评分）", "Other measures (no score rests on them)")
PROBLEMS = Text("问题", "Problems")
FILES = Text("所用文件（SHA-256）", "Files used (SHA-256)")
STATES = {
    "done": Text("完成", "done"),
    "open": Text("待定", "open"),
    "refused": Text("无法计算", "refused"),
}

# ── lines of a derivation ──
FORMULA = Text("公式", "formula")
WHERE = Text("其中", "where")
VALUE = Text("指标值", "value")
FACTS = Text("数据", "facts")
PRINTED = Text("印出", "printed")
BASIS = Text("依据", "basis")
RULE = Text("规则", "rule")
ABOUT = Text("说明", "about")
CHILDREN = Text("下级", "children")
CASE = Text("情形", "cases")
BAND = Text("分档", "bands")
RATIO = Text("比例", "ratio")
DEDUCT = Text("扣分", "deducted")
ADD = Text("加分", "added")
CHECKLIST = Text("清单", "items")
JUDGED = Text("评判", "judged")
TIER = Text("档次", "tiers")
REASON = Text("理由", "reason")
EVIDENCE = Text("凭据", "evidence")
WAITS = Text("待定", "waits")
WRONG = Text("问题", "problem")
CLAMPED = Text("限幅", "limited")
NOTE = Text("注意", "Note")

EXACT = Text("（精确值 {exact}）", " (exactly {exact})")
ROUNDED = Text("{printed} 分（取到 {to}，{mode}）", "{printed} points (to {to}, {mode})")
MODES = {
    "half-up": Text("四舍五入", "half away from zero"),
    "half-even": Text("四舍六入五成双", "half to even"),
    "down": Text("只舍不入", "toward zero"),
    "up": Text("只入不舍", "away from zero"),
}
ROUNDING_PARTS = Text(
    "各项取整后相加得 {printed}，精确值相加后取整得 {exact}，两者不同；以 {printed} 为准。",
    "the rounded scores add up to {printed}, the exact ones to {exact} when rounded; {printed}"
    " counts.",
)
LIMITED = Text(
    "公式得 {formula} 分，超出允许的 {low} 至 {high} 分，取 {score} 分",
    "the formula gives {formula} points, outside {low} to {high}: {score} points count",
)
IN_BRACKETS = Text("（{text}）", " ({text})")
PUT_IN = Text("（{numbers}）", " ({numbers})")
LIST = Text("、", ", ")
COMMA = Text("，", ", ")
COLON = Text("：", ": ")
SEMICOLON = Text("；", "; ")
OR = Text(" 或 ", " or ")
SEE = Text("（过程见上）", " (derived above)")
OTHERWISE = Text("其他情形", "otherwise")
SHARE = Text("分值的 {share}", "{share} of the points")
LINE = Text("由 {start} 到 {end} 按直线", "a straight line from {start} to {end}")
OPEN_STRETCH = Text("办法未规定：{why}", "left open by the policy: {why}")
TARGET_MET = Text("达到目标，得满分", "target met: full points")
TARGET_MISSED = Text("未达到目标，按比例得分", "target missed: points in proportion")
EACH = Text("每 {each} {points} 分，{steps}", "{points} pt for each {each}, {steps}")
STEPS = {
    "linear": Text("不足一档按比例", "parts in proportion"),
    "whole": Text("不足一档不计", "whole steps only"),
    "started": Text("不足一档按一档计", "a part counts as a whole step"),
}
FOR_EACH = Text("每一单位 {points} 分", "{points} pt for each")
WHEN = Text("当 {when}", "when {when}")
AT_MOST = Text("最多 {points} 分", "at most {points} pt")
UNLESS = Text("{unless}时不计", "not when {unless}")
FULL_POINTS = Text("分值", "points")
POINTS_OF = Text("{points} 分", "{points} points")
YES, NO = Text("是", "yes"), Text("否", "no")
GIVEN_BY = Text("{score} 分，{origin}{by}", "{score} points, {origin}{by}")
BY = Text("（{by}）", " ({by})")
PAGE = Text("第 {page} 页", "p. {page}")
CHECKED = Text("核对：{checked}", "checked: {checked}")
FROM_PARAMETERS = Text("参数文件", "parameter file")
SOURCE_MISSING = Text("未注明出处", "no source given")
ROWS = Text("{count} 行", "{count} rows")
NOT_THERE = Text("没有", "missing")
NOT_JUDGED = Text("尚未评判", "not judged yet")
BETWEEN = Text("{low} 至 {high}", "{low} to {high}")
