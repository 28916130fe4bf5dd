"""The words of the workbook: its sheets, their heads, what its formulas say, its notes."""

from perfrules.messages import Text

# ── sheets ──
SCORES = Text("得分", "Scores")
FACTS = Text("事实", "Facts")
JUDGEMENTS = Text("评判", "Judgements")
STEPS = Text("计算步骤", "Steps")
ABOVE = Text("核对与问题", "Checks and findings")
BASES = Text("依据", "Bases")
NOTES = Text("说明", "Notes")
TABLE = Text("表 {name}", "Table {name}")

# ── defined names ──
POINTS_NAME = Text("分值_{key}", "points_{key}")
SCORE_NAME = Text("得分_{key}", "score_{key}")
VALUE_NAME = Text("指标值_{key}", "value_{key}")
JUDGED_NAME = Text("评分_{key}", "judged_{key}")
APPLIES_NAME = Text("适用_{key}", "applies_{key}")
RANK_NAME = Text("名次_{key}", "place_{key}")
COUNT_NAME = Text("总数_{key}", "ranked_{key}")
FOLD_NAMES = {
    "sum": Text("合计_{table}", "sum_{table}"),
    "mean": Text("平均_{table}", "mean_{table}"),
    "count": Text("计数_{table}", "count_{table}"),
    "share": Text("占比_{table}", "share_{table}"),
    "any": Text("任一_{table}", "any_{table}"),
    "all": Text("全部_{table}", "all_{table}"),
    "weighted_mean": Text("加权平均_{table}", "weighted_mean_{table}"),
    "only": Text("唯一_{table}", "only_{table}"),
}
TABLE_CHECK_NAME = Text("表检查_{table}", "check_{table}")
FINDING_NAME = Text("问题_{name}", "finding_{name}")
TIE_NAME = Text("勾稽_{name}", "tie_{name}")
VETO_NAME = Text("否决_{name}", "veto_{name}")
FAILS_NAME = Text("不能计分", "cannot_score")
CHECKS_NAME = Text("检查全部通过", "all_checks_hold")
TREE_NAME = Text("得分_指标合计", "score_of_indicators")
WHOLE_NAME = Text("得分_否决前", "score_before_vetoes")
TOTAL_NAME = Text("总分", "total")
GRADE_NAME = Text("等级", "grade")
AFTER_NAME = Text("得分_否决后", "score_after_vetoes")

# ── heads of columns ──
NAME = Text("名称", "Name")
VALUE = Text("数值", "Value")
UNIT = Text("单位", "Unit")
SOURCE = Text("来源", "Source")
PAGE = Text("页码", "Page")
CHECKED = Text("核对", "Checked")
NOTE = Text("备注", "Note")
ABOUT = Text("说明", "About")
RECKONED = Text("计算值", "Reckoned")
RANGE = Text("范围", "Range")
ROOM = Text("位数前提", "Digits assumed")
ROOM_SAYS = Text("不超过 {size}，{step} 的整数倍", "up to {size}, multiples of {step}")
ORIGIN = Text("来源性质", "Origin")
REASON = Text("理由", "Reason")
EVIDENCE = Text("凭据", "Evidence")
BY = Text("评判人", "By")
SCORE = Text("得分", "Score")
POINTS = Text("分值", "Points")
TARGET = Text("目标值", "Target")
ACTUAL = Text("实际值", "Actual")
RATE = Text("得分率", "Rate")
LEVELS = (
    Text("一级指标", "Level 1"),
    Text("二级指标", "Level 2"),
    Text("三级指标", "Level 3"),
    Text("四级指标", "Level 4"),
    Text("五级指标", "Level 5"),
)
LEVEL = Text("{level} 级指标", "Level {level}")
WHY = Text("理由、失分原因", "Reason, cause of loss")
STANDING = Text("规则性质", "Standing")
FORMULA_VALUE = Text("按公式", "By formula")
UNROUNDED = Text("取整前", "Unrounded")
LOW = Text("最低", "At least")
HIGH = Text("最高", "At most")
ENGINE = Text("导出时的值", "At export")
CONTROL = Text("核对", "Control")
SURE = Text("精度", "Exactness")
FORMULA = Text("公式（作者原文）", "Formula (as written)")
BASIS = Text("依据", "Basis")
INDICATOR = Text("指标", "Indicator")
COUNTS = Text("计入：{where}", "Counts: {where}")
COUNTS_IN = Text("计入 {leaf}", "Counts in {leaf}")
EVERY_ROW = Text("每行", "every row")
WEIGHT = Text("权重：{text}", "Weight: {text}")
PRODUCT = Text("数值 × 权重", "Value × weight")
OF_ROWS = Text("各行：{text}", "Each row: {text}")
RESULT = Text("结果", "Result")
MUST = Text("须满足：{text}", "Must hold: {text}")
ONCE = Text("只计入一个指标", "Counts once")
ROW_POINTS = Text("本行分值", "Points of the row")
ROW_JUDGED = Text("本行评分", "Judged")
HOLDS = Text("是否成立", "Holds")
LEFT, RIGHT = Text("左边", "Left"), Text("右边", "Right")
APART, ALLOWED = Text("相差", "Apart"), Text("允许", "Allowed")
CONDITION = Text("条件", "Condition")
EFFECT = Text("后果", "Effect")
PROBLEM, ADVICE = Text("问题", "Problem"), Text("措施建议", "Advice")

# ── what cells say ──
YES, NO = Text("是", "yes"), Text("否", "no")
AGREES = Text("一致", "agrees")
DIFFERS = Text("不一致", "differs")
ALL_AGREE = Text("全部一致", "all agree")
SOME_DIFFER = Text(" 处与导出时不一致", " differ from the export")
OPEN = Text("待定", "open")
OPEN_BETWEEN = Text("待定 {low}–{high}", "open {low}–{high}")
REFUSED = Text("不能计分", "cannot be scored")
NOT_PICKED = Text("未选", "not picked")
UNWEIGHTED = Text("不计分", "not scored")
LOST = Text("失 {points} 分：{causes}", "{points} lost: {causes}")
HOLDS_WORD, HOLDS_NOT = Text("成立", "holds"), Text("不成立", "does not hold")
BROKEN, KEPT = Text("不符", "does not tie"), Text("相符", "ties")
IS_SURE, IS_ROUGH = Text("精确", "exact"), Text("≈ 近似", "≈ approximate")
NOT_LIVE = Text("非实时", "not live")
MISSING_FACT = Text("缺", "missing")
OPTIONAL_FACT = Text("未填（可不填）", "not given (optional)")
NO_SOURCE = Text("未注明来源", "no source given")
PARAMETER = Text("参数文件", "parameter file")

# ── heads and sections ──
TITLE = Text("{title}：得分情况表", "{title}: scores")
SUBJECT = Text("评价对象", "Subject")
PERIOD = Text("评价期间", "Period")
RULES = Text("评价办法", "Methodology")
TOTAL = Text("总分", "Total")
GRADE = Text("等级", "Grade")
STATE = Text("与导出时核对", "Against the export")
TOTAL_OF = Text("总分（满分 {points} 分）", "Total of {points} points")
SUM = Text("合计", "Total")
SUM_OF_TREE = Text("指标合计", "Indicators")
BONUS, PENALTY = Text("加分", "Bonus"), Text("扣分", "Penalty")
LIMITED = Text("加减分后（限幅、取整）", "After bonus and penalty, limited and rounded")
AFTER_VETO = Text("一票否决后", "After vetoes")
TIES = Text("勾稽关系", "Ties")
VETOES = Text("一票否决", "Vetoes")
FINDINGS = Text("存在的问题与措施建议", "Findings and advice")
GRADES = Text("等级界限", "Limits of the grades")
CHECKS = Text("检查", "Checks")
OTHER_MEASURES = Text("计算步骤（指标值、适用条件）", "Steps: measures, values, conditions")
FACTS_TITLE = Text("事实（可改动：浅黄格）", "Facts (yellow cells may be changed)")
JUDGEMENTS_TITLE = Text("评判（可改动：浅黄格）", "Judgements (yellow cells may be changed)")
BASES_TITLE = Text("规则、依据与公式", "Rules, bases and formulas")
TABLE_CHECK = Text("表 {name} 的检查", "Checks of the table {name}")
FIXED_CHECK = Text("适用情况与导出时相同：{name}", "Applies as at the export: {name}")
OF_GRADE = Text("等级 {name}", "Grade {name}")

VETO_SCORE = Text("总分为 {points}", "the total is {points}")
VETO_CAP = Text("总分不高于 {points}", "the total is at most {points}")
VETO_GRADE = Text("等级为 {grade}", "the grade is {grade}")
VETO_BEST = Text("等级不优于 {grade}", "the grade is at best {grade}")
FILLED_AT_EXPORT = Text("（文字为导出时所填）", "(worded at the export)")

# ── notes ──
NOTES_TITLE = Text("怎样读这份工作簿", "How to read this workbook")
NOTES_ABOUT = (
    Text(
        "得分、得分率、合计、总分、等级和每个计算步骤都是公式，直接引用带名称的单元格（事实、指标值、"
        "分值、评分），不依赖任何宏或外部程序，可逐格追查。改动“事实”“评判”或表中的浅黄格，"
        "全部结果随之重算。",
        "Scores, rates, sums, the total, the grade and every step are formulas over named cells"
        " (facts, measures, points, judgements). No macro and no other program is needed. Change a"
        " yellow cell of a fact, a judgement or a table, and everything is reckoned again.",
    ),
    Text(
        "“导出时的值”是软件用精确分数算出的结果，固定不变；“核对”列比较本表现在的结果与它。"
        "改动数据之后出现“不一致”是正常的，表示结果已随数据变动。",
        "The column “at export” holds what the engine came to in exact fractions, and never moves;"
        " the control column compares. After a fact is changed, “differs” is to be expected.",
    ),
    Text(
        "表格软件用双精度浮点数计算，所以每次取整、每次比较之前先取到 12 位小数，数额大时位数较少。"
        "“精确”表示已经证明：在“位数前提”之内，无论数据怎样改动，这一格的取整和比较都与精确计算相同。"
        "“≈ 近似”表示不能证明：结果极少数情况下可能差一个末位；导出时的核对仍然有效。",
        "Spreadsheets compute in doubles, so each rounding and each comparison first snaps to 12"
        " decimals (fewer where numbers are large). “Exact” is proved: within the digits assumed,"
        " whatever the facts are changed to, this cell rounds and compares as exact arithmetic"
        " does. “≈ approximate” is not proved: in rare cases the last digit may differ; the control"
        " at the export holds all the same.",
    ),
    Text(
        "空着的事实不是 0：依赖它的得分显示“待定”和所在区间，中间格显示 #N/A；"
        "分母为零、规则没有规定等不能计算的情形显示“不能计分”，中间格显示 #DIV/0!。",
        "An empty fact is not 0: what rests on it is “open”, with its interval, and cells on the"
        " way show #N/A. Where nothing can be computed (a zero denominator, a case without a rule)"
        " it says so, and cells on the way show #DIV/0!.",
    ),
    Text(
        "表中的行不能增减：公式只算导出时已有的行。事实的取值范围由软件检查，本表不再检查。",
        "Rows of tables can be changed, not added. Ranges of facts are checked by the engine, not"
        " by this workbook.",
    ),
)
NOT_LIVE_TITLE = Text("不随数据变动的单元格", "Cells that do not move")
NOT_LIVE_NONE = Text("没有：每一格都是公式。", "None: every cell is a formula.")
ROUGH_TITLE = Text("不能证明精确的单元格", "Cells that are not proved exact")
ROUGH_NONE = Text("没有。", "None.")
WHERE = Text("位置", "Where")
RANK_REASON = Text(
    "名次由一起评价的所有单位决定，工作簿里只有一个单位",
    "places depend on all departments that are scored together; this workbook has one",
)
PICK_REASON = Text(
    "选哪些下级指标由事实文件决定", "which indicators count is picked in the fact file"
)
RESCALE_REASON = Text(
    "是否适用决定分值转移；按导出时的适用情况计算，情况变了本表显示“不能计分”",
    "what applies decides where points go; reckoned as at the export, and refused when it changes",
)
LONG_REASON = Text("公式超出表格软件的长度或层数", "the formula is too long or deep for a sheet")
NESTED_REASON = Text(
    "对一张表的每一行都要再查另一张表", "for each row of a table it reads the rows of another"
)
TABLE_REASON = Text("表没有给出，没有可引用的行", "the table is not given, so there are no rows")
DAY_REASON = Text(
    "1900 年 3 月以前的日期，各表格软件算法不同", "sheets disagree on days before March 1900"
)
SHARE_REASON = Text(
    "各行平分的分值按导出时计入的行数计算",
    "equal shares are those of the rows that counted at the export",
)
ROUGH_REASON = Text(
    "两个不同的精确结果可能相差小于双精度的误差",
    "two different exact results may lie closer together than doubles can tell",
)
