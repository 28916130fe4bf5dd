"""The words of a form: its sheets, its columns, what helps to fill it in."""

from collections.abc import Mapping

from perfrules.messages import Text

ORIGINS: Mapping[str, Text] = {
    "published": Text("公布", "published"),
    "reviewer": Text("评审", "reviewer"),
    "reconstructed": Text("重构", "reconstructed"),
}
"""Where a judgement comes from, as a form offers it."""

IDS: Mapping[str, Text] = {
    "value": Text("数值", "value"),
    "unit": Text("单位", "unit"),
    "source": Text("来源", "source"),
    "page": Text("页码", "page"),
    "checked": Text("复核", "checked by"),
    "note": Text("备注", "note"),
    "score": Text("得分", "score"),
    "tier": Text("档次", "tier"),
    "origin": Text("评判来源", "origin"),
    "reason": Text("理由", "reason"),
    "evidence": Text("依据材料", "evidence"),
    "by": Text("评判人", "judged by"),
    "rate": Text("得分率", "rate"),
    "points": Text("分值", "points"),
    "says": Text("说明", "says"),
    "that": Text("等式", "equation"),
    "within": Text("允许相差", "tolerance"),
    "total": Text("总分", "total"),
    "grade": Text("等级", "grade"),
    "text": Text("文字", "text"),
}
"""What a key of a fact file is called in a form."""

COVER = Text("封面", "Cover")
FACTS = Text("指标事实", "Facts")
JUDGEMENTS = Text("评判", "Judgements")
PICKED = Text("选定指标", "Picks")
PUBLISHED = Text("公布数", "Published")
TEXTS = Text("报告文字", "Texts")
CHOICES = Text("选项", "Choices")

FORM_OF = Text("{title} 数据填报表", "{title}: form")
METHODOLOGY = Text("评价办法", "methodology")
IN_FORCE = Text("适用期间", "in force")
SUBJECT = Text("单位（项目）名称", "department or project")
YEAR = Text("评价年度", "year that is scored")
FROM = Text("　或：自", "  or: from")
TO = Text("　　　至", "      to")
PERIOD_HELP = Text(
    "整年的填年度；不是整年的，年度留空，填起止两天。",
    "fill in the year; for other periods leave it empty and give the two days.",
)
SHEET = Text("工作表", "sheet")
HOLDS = Text("内容", "what is entered")
STILL_OPEN = Text("必填项还缺", "required, still empty")
HOW = Text("怎样填", "How to fill it in")
HOW_TO = (
    Text(
        "只填浅黄和白色的格；浅黄的必填，填了变白。没有数据的留空，不要写 0：空着是“没有”，"
        "0 是“有，而且是零”。",
        "Fill in yellow and white cells; yellow ones are required and turn white. Leave empty what"
        " is not known: empty means missing, 0 means that it is zero.",
    ),
    Text(
        "数按旁边的单位填，金额可以在“单位”一列改选 元、千元、万元、亿元。百分数连 % 一起写。",
        "Numbers are in the unit that stands beside them; for amounts of money another one may be"
        " chosen there. Percentages are written with their sign.",
    ),
    Text(
        "每项都写来源和页码，别人才能核对。评判写明由谁、凭什么给的。",
        "Give source and page of everything, so that others can check it; of a judgement who gave"
        " it, and why.",
    ),
    Text(
        "可以插入行、改页名、调列宽、另加工作表作草稿；不要删列，不要动隐藏的 A 列。",
        "Rows may be inserted, sheets renamed or added for drafts, columns widened; delete no"
        " column, and leave the hidden column A alone.",
    ),
    Text(
        "填好后评分：perfrules explain 文件名.xlsx",
        "Score it with: perfrules explain FILE.xlsx",
    ),
)
FACTS_HOLD = Text("{count} 项数据", "facts: {count}")
JUDGEMENTS_HOLD = Text("{count} 项评判", "judgements: {count}")
PICKED_HOLD = Text("从中选定计分的指标", "which indicators count")
TABLE_HOLDS = Text("每行一条", "a row for each")
TEXTS_HOLD = Text(
    "报告中只能由人写的文字，不影响得分",
    "what only people can write in the report; no score rests on it",
)
CHAPTER = Text("章节", "chapter")
PUBLISHED_HOLD = Text(
    "报告印出的数，供 perfrules audit 核对", "what the report prints, for perfrules audit"
)

FACT = Text("数据", "fact")
INDICATOR = Text("指标", "indicator")
FIGURE = Text("公布的项目", "what is printed")
NEEDED = Text("必填", "required")
REQUIRED = Text("必填", "required")
OPTIONAL = Text("选填", "optional")
MAY_BE = Text("可填", "may be")
HELP = Text("说明", "remarks")
PICKS = Text("选定", "picked")
OF = Text("{whole} · {part}", "{whole} · {part}")
PERCENT_HELP = Text("连 % 一起写，如 93.77%", "with its sign: 93.77%")
DAY = Text("日期", "a day")
DAY_HELP = Text("如 2022-12-31", "such as 2022-12-31")
YES_NO_HELP = Text("是或否", "yes or no")
YES, NO = Text("是", "yes"), Text("否", "no")
NUMBER_HELP = Text("数", "a number")
STEP_HELP = Text("{step} 的整数倍", "in steps of {step}")
TEXT_HELP = Text("文字", "text")
CHOICE_HELP = Text("从列表中选", "choose from the list")
NO_LINKS = Text("（没有）", "(none)")
ONE_LINE_EACH = Text(
    "每行一个（Alt+Enter 换行）；一个也没有的写“（没有）”",
    "one on each line (Alt+Enter); where there is none, write (none)",
)
UNIT_HELP = Text("单位：{unit}", "unit: {unit}")
ROW_UNIT = Text("按本行单位", "in the unit of its row")
BASIS = Text("依据：{basis}", "basis: {basis}")
IN_UNIT = Text("{column}（{unit}）", "{column} ({unit})")
ONLY_WHEN = Text("仅当 {condition} 时填", "only where {condition}")
MUST = Text("每行须满足：{condition}", "every row must meet: {condition}")
TOTAL = Text("全表须满足：{condition}", "the whole table must meet: {condition}")
NEEDS_REASON = Text("未给满分的须写理由", "a reason is needed below full points")
BY_RATERS = Text("由下列评分人加权", "weighted from the raters below")
WEIGHT = Text("权重 {weight}", "weight {weight}")
FILL_DOWN = Text(
    "可以插入任意多行；整行空着的不算。",
    "insert as many rows as are needed; empty rows do not count.",
)
WRONG = Text("不能这样填", "This cannot be entered")
WRONG_VALUE = Text("可填：{allowed}", "what may be entered: {allowed}")
NO_ROWS = Text("没有", "none")
WITHOUT_ROWS = Text(
    "本表一行都没有时，在此选“没有”", "choose “none” here where the table has no row at all"
)
JUDGED_ROW = Text("评判·{what}", "judged: {what}")
PAGE_OF = Text("第 &P 页，共 &N 页", "page &P of &N")
