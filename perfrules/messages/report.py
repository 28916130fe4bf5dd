"""The words of the report: chapters, sentences with figures, marked blanks, captions, heads."""

from perfrules.messages import Text

# ── title and opening ──
TITLE = Text("{year}{title}报告", "{title}: report{year}")
YEAR = Text("{period}年度", ", {period}")
SPAN = Text("（{period}）", ", {period}")
CONTENTS = Text("目　录", "Contents")
KEY_TOTAL = Text("综合得分", "Total")
KEY_GRADE = Text("评价等级", "Grade")
KEY_OPEN = Text("未定", "open")
KEY_POINTS = Text("满分 {points} 分", "of {points} points")

# ── chapters that nobody declared ──
OVERVIEW = Text("概况", "Overview")
CONCLUSION = Text("总体评价结论", "Conclusion")
PARTS = {
    "scores": Text("评价得分情况", "Scores"),
    "findings": Text("存在的问题及原因分析", "Problems found and their causes"),
    "advice": Text("措施建议", "Advice"),
    "evidence": Text("附件：评分依据、数据和核对", "Annex: rules, facts and checks"),
}
ASKS_OVERVIEW = Text(
    "评价对象的职责或立项背景、主要内容、年度任务和绩效目标",
    "what the subject does, why, its tasks of the year and its goals",
)
ASKS_INDICATOR = Text("{name}的情况和分析", "how {name} went, and why")
ASKS_PROBLEMS = Text("存在的问题及原因（规则没有列出）", "problems and causes: the rules list none")
ASKS_ADVICE = Text("措施建议", "advice")
ASKS_ADVICE_FOR = Text("问题 {number} 的措施建议", "advice on problem {number}")
BLANK = Text("【待填：{what}】", "[to be filled in: {what}]")
SOURCE = Text("（出处：{source}）", "(source: {source})")

# ── numbers of headings ──
HEADINGS = {
    1: Text("{number}、", "{path}  "),
    2: Text("（{number}）", "{path}  "),
    3: Text("{number}.", "{path}  "),
    4: Text("（{number}）", "{path}  "),
}

# ── sentences ──
OVERVIEW_SAYS = Text(
    "本报告的评价对象为{subject}，评价期间为{period}，依据《{title}》（{id}，{version} 版）评分。",
    "This report is about {subject}, for {period}, scored by {title} ({id}, version {version}).",
)
PERIOD = Text("{period}年度", "{period}")
SOMEBODY = Text("评价对象的名称", "name of the subject")
SOME_PERIOD = Text("评价期间", "period")
TOTAL_SAYS = Text(
    "{year}{subject}绩效评价得分为 {total} 分（满分 {points} 分）{grade}。"
    "各一级指标得分情况如下表：",
    "The total is {total} of {points} points{grade}. The indicators of the top level:",
)
GRADE_SAYS = Text("，综合评价等级为“{grade}”", ", and the grade is {grade}")
TOTAL_OPEN = Text(
    "尚不能得出总分：总分在 {low} 分与 {high} 分之间（满分 {points} 分）{grades}。"
    "各一级指标得分情况如下表：",
    "There is no total yet: it lies between {low} and {high} of {points} points{grades}. "
    "The indicators of the top level:",
)
GRADES_OPEN = Text("，等级可能为{grades}", ", and the grade may be {grades}")
TOTAL_REFUSED = Text(
    "有无法计算的指标，或者数据有错误，因此总分不能采用。各一级指标情况如下表：",
    "Some indicators cannot be computed, or facts are wrong, so there is no total that can be "
    "used. The indicators of the top level:",
)
NO_SCORES = Text(
    "所用的办法没有分值，因此本报告只列数据和指标值，不打分、不评等级。",
    "The methodology gives no points: this report lists facts and measures, no scores or grades.",
)
INDICATOR_SAYS = Text(
    "{name}：分值 {points} 分，得分 {score} 分，得分率 {rate}。",
    "{name}: {score} of {points} points, a rate of {rate}.",
)
INDICATOR_OPEN = Text(
    "{name}：分值 {points} 分，得分未定，在 {low} 分与 {high} 分之间。",
    "{name}: {points} points, the score is open and lies between {low} and {high}.",
)
INDICATOR_REFUSED = Text(
    "{name}：分值 {points} 分，得分无法计算。", "{name}: {points} points, it cannot be computed."
)
INDICATOR_OUT = Text("{name}：{why}。", "{name}: {why}.")
SCORED_BY = Text("得分说明：", "How it was scored: ")
FOUND = Text(
    "按评分办法所列的条件，由数据查出以下问题：",
    "By the conditions of the methodology, the facts show these problems:",
)
NOTHING_FOUND = Text(
    "按评分办法所列的条件，没有由数据查出问题。",
    "By the conditions of the methodology, the facts show no problem.",
)
NO_CONDITIONS = Text(
    "评分办法没有列出可以由数据查出的问题。",
    "The methodology lists no problems that facts could show.",
)
FOR_PROBLEM = Text("（对应问题 {number}）", "(on problem {number})")
FINDING_BASIS = Text("依据：{basis}（{standing}）", "Basis: {basis} ({standing})")
NOT_DECIDED = Text("“{name}”尚不能判断", "'{name}' cannot be decided yet")
MISSING_SAYS = Text("尚缺：{names}。", "Missing: {names}.")

# ── tables ──
TABLE = Text("表 {number}　{caption}", "Table {number}. {caption}")
FIGURE = Text("图 {number}　{caption}", "Figure {number}. {caption}")
ALT = Text("{caption}。{points}", "{caption}. {points}")
ALT_TOO_MANY = Text("共 {count} 项，数字见表", "{count} in all; the tables have the figures")
SCORE_TABLE = Text("绩效评价得分情况表", "Scores of the top level")
SUBTREE = Text("{name}得分情况表", "Scores of {name}")
MEASURES_OF = Text("{name}：指标值", "{name}: measures")
ROW_TABLE = Text("{name}", "{name}")
TOP_INDICATOR = Text("一级指标", "Indicator")
INDICATOR = Text("指标", "Indicator")
POINTS = Text("分值", "Points")
SCORE = Text("得分", "Score")
RATE = Text("得分率", "Rate")
LOST = Text("失分", "Lost")
REASON = Text("得分说明和失分原因", "How scored, why points were lost")
VALUE = Text("指标值", "Value")
ITEM = Text("数据", "Fact")
AMOUNT = Text("数值", "Value")
FROM = Text("出处", "Source")
STANDING = Text("规则的性质", "Standing of the rules")
ORIGIN = Text("评判的来源", "Origin of the judgements")
JUDGED = Text("评判", "Judgement")
WHY = Text("理由和凭据", "Reason and evidence")
CHECK = Text("项目", "Figure")
PUBLISHED = Text("公布", "Published")
COMPUTED = Text("算得", "Computed")
VERDICT = Text("结论", "Verdict")
ROWS_FROM = Text("（各行出处：{source}）", "(source of every row: {source})")

# ── charts ──
RATES = Text("各指标得分率", "Rates of the indicators")
LOSSES = Text(
    "失分去向（从满分到总分）", "Where the lost points went, from full points to the total"
)
STEP = Text("−{points}，余 {left}", "−{points}, {left} left")
GAIN = Text("+{points}，余 {left}", "+{points}, {left} left")
NO_FONT = Text(
    "（本机没有能显示图中文字的字体，图没有画出；数字见表。）",
    "(No font on this machine shows the letters of the chart, so it was not drawn; the figures"
    " stand in the tables.)",
)

# ── the annex ──
RULES = Text("评分规则的性质", "Standing of the rules")
STANDING_SAYS = Text(
    "按规则的性质，{parts}。等级界限的性质：{grades}。",
    "By standing of their rules: {parts}. The limits of the grades: {grades}.",
)
STANDING_ONLY = Text("按规则的性质，{parts}。", "By standing of their rules: {parts}.")
STANDING_PART = Text("{word} {points} 分", "{points} points {word}")
RULE_TABLE = Text(
    "各指标的评分规则、依据和性质", "Rules of the indicators, with basis and standing"
)
BASIS = Text("依据", "Basis")
RULE = Text("性质", "Standing")
FACTS = Text("数据及出处", "Facts and their sources")
FACT_TABLE = Text("数据及出处", "Facts and their sources")
NOT_GIVEN = Text("缺", "missing")
JUDGEMENTS = Text("评判及来源", "Judgements and their origin")
TIES = Text("勾稽关系", "Ties")
AUDIT = Text("与公布数字的核对", "Held against the published figures")
AUDIT_SAYS = Text(
    "公布的数字共核对 {count} 项，相符 {ties} 项，其余列于下表。“推不出”是说印出的数不能由"
    "所给的数据和规则算出，原因在报告还是在数据、规则，要由人核对。",
    "{count} published figures were held against what is computed; {ties} tie, the others follow. "
    "'Does not follow' says no more than that: whether the report, the facts or the rules are the "
    "cause is for a person to find.",
)
AUDIT_ALL = Text(
    "公布的数字共核对 {count} 项，全部相符。",
    "{count} published figures were held against what is computed; all tie.",
)
NO_AUDIT = Text("公布的数字不能核对：", "The published figures cannot be held against anything: ")
GAPS = Text("办法中未写入规则的部分", "Parts of the policy without a rule")
ACCEPTED = Text("已接受的问题", "Accepted problems")
TABLES = Text("其他数据表", "Other tables")
REMARKS = Text("提示和错误", "Remarks and errors")
FILES = Text("所用文件", "Files used")

# ── show ──
ASKED_HEADS = (
    Text("报告章节", "Chapter of the report"),
    Text("要写的文字", "Text to be written"),
)
