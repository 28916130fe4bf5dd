"""E3xx and W3xx: what is wrong with a methodology; its ways of scoring stand beside it."""

from perfrules.messages import Message, Text

IN_RULES: dict[str, Message] = {
    "E300": Message(
        Text("format 应为 1，不是 {format}", "format must be 1, not {format}"),
        Text(
            "文件开头写 format = 1；更高的数字需要更新的 perfrules",
            "begin the file with format = 1; a higher number needs a newer perfrules",
        ),
    ),
    "E301": Message(
        Text("“{text}”不是区间", "'{text}' is no interval"),
        Text(
            "写法如 [80%, 90%)（含左端、不含右端）、> 0、≤ 100%，或单独一个值",
            "write [80%, 90%) (left end included, right end not), > 0, <= 100%, or one value",
        ),
    ),
    "E302": Message(
        Text("不能是“{word}”", "'{word}' is not one of the words that may stand here"),
        Text("应为以下之一：{options}", "one of: {options}"),
    ),
    "E303": Message(
        Text("id“{id}”不合格式", "'{id}' is no usable id"),
        Text(
            "用文字、数字、- 和 _，各级之间用 /，例如 beijing/department",
            "letters, digits, - and _, levels parted by /, such as beijing/department",
        ),
    ),
    "E304": Message(
        Text(
            "终止日 {last} 早于起始日 {first}", "the last day {last} is before the first, {first}"
        ),
        Text("对调两个日期，或更正年份", "exchange the two days, or correct the year"),
    ),
    "E305": Message(
        Text("show 不能是“{text}”", "show cannot be '{text}'"),
        Text(
            "写 .2% 表示百分数两位小数，.2f 表示两位小数",
            "write .2% for a percentage with two decimals, .2f for a number with two",
        ),
    ),
    "E306": Message(
        Text("区间“{text}”里没有任何数", "no number lies in '{text}'"),
        Text(
            "左端要小于右端；只有一个数时写成一个值，例如 5",
            "the left end is the smaller one; for a single number write it alone, such as 5",
        ),
    ),
    "E307": Message(
        Text("没有说明“{name}”是什么数据", "nothing says what kind of fact {name} is"),
        Text(
            '数值写 unit = "万元"（无单位写 kind = "number"）；是否类写 kind = "yes/no"；'
            '日期写 kind = "date"；选项写 choice = ["甲", "乙"]',
            'a number: unit = "万元" (without a unit: kind = "number"); yes or no: '
            'kind = "yes/no"; a day: kind = "date"; a choice: choice = ["a", "b"]',
        ),
    ),
    "E308": Message(
        Text("kind 为 {kind} 时不能写 {key}", "{key} does not go with kind = {kind}"),
        Text(
            "删去 {key}，或更正 kind",
            "remove {key}, or correct the kind",
        ),
    ),
    "E309": Message(
        Text("{key} 里“{name}”写了不止一次", "{key} has {name} more than once"),
        Text("删去重复的一项，或改名", "remove or rename one of them"),
    ),
    "E310": Message(
        Text("bare 只用于单位为 % 的数据", "bare is only for facts in %"),
        Text('删去 bare，或写 unit = "%"', 'remove bare, or write unit = "%"'),
    ),
    "E312": Message(
        Text(
            "“{name}”下有下级指标“{child}”，得分是下级之和，不能再写计分方式",
            "{name} has {child} below it: its score is the sum, so it cannot have a way of scoring",
        ),
        Text(
            "删去它的计分方式，或把下级指标的 parent 改为别的指标",
            "remove the way of scoring here, or give the indicators below another parent",
        ),
    ),
    "E313": Message(
        Text("没有名为“{parent}”的指标{near}", "there is no indicator {parent}{near}"),
        Text('写成 [indicator."名称"] 里的名称', 'use the name that stands in [indicator."…"]'),
    ),
    "E314": Message(
        Text(
            "指标“{name}”没有计分方式，也没有下级指标",
            "indicator {name} says no way of scoring and has no indicators below it",
        ),
        Text(
            "写 score、cases、bands、ratio、deduct、add、checklist 或 judged = true 之一；"
            '作上级指标时，下级应写 parent = "{name}"',
            "write one of score, cases, bands, ratio, deduct, add, checklist, judged = true; "
            'for a parent, the indicators below it say parent = "{name}"',
        ),
    ),
    "E315": Message(
        Text(
            "一级指标分值之和 {sum}，不等于总分 {points}，相差 {difference}",
            "the top-level points {sum} do not tie with {points}: {difference} apart",
        ),
        Text(
            "更正某个一级指标的 points，或总分", "correct the points of one of them, or the total"
        ),
    ),
    "E316": Message(
        Text(
            "“{name}”的下级分值之和 {sum}，不等于其分值 {points}，相差 {difference}",
            "below {name}, {sum} does not tie with its {points} points: {difference} apart",
        ),
        Text(
            "更正下级的 points，或“{name}”的 points", "correct the points below, or those of {name}"
        ),
    ),
    "E317": Message(
        Text(
            "有等级时必须写明 grade_on：按印出的总分还是精确总分定级",
            "with grades, grade_on must say which total they are read from",
        ),
        Text(
            'grade_on = "printed"（按四舍五入后的总分）或 "exact"（按未舍入的总分）',
            'grade_on = "printed" (the rounded total) or "exact" (the unrounded one)',
        ),
    ),
    "E318": Message(
        Text("各等级{what}以下总分：{where}", "the grades {what} these totals: {where}"),
        Text(
            "相邻等级首尾相接：前一个写 [80, 90)，后一个写 [90, 100]",
            "let neighbours meet: [80, 90) beside [90, 100]",
        ),
    ),
    "E319": Message(
        Text("名称“{name}”已被使用，或是保留字", "the name {name} is already used, or reserved"),
        Text(
            "换一个名称：数据、计算步骤、指标不能重名；分值、指标值、得分、完成比和函数名不能作名称",
            "choose another: facts, measures and indicators do not share names; "
            "points, value, score, 完成比 and the functions cannot be names",
        ),
    ),
    "E320": Message(
        Text("循环引用：{circle}", "these rest on each other in a circle: {circle}"),
        Text("其中一个公式必须不再引用下一个", "one of the formulas must stop naming the next"),
    ),
    "E322": Message(
        Text("指标“{name}”没有指标值（value）", "indicator {name} has no measured value"),
        Text(
            '引用它的得分写 得分({name})；或给它写 value = "公式"',
            'for its score write score_of({name}); or give it value = "formula"',
        ),
    ),
    "E331": Message(
        Text("指标的 points 不能小于零", "the points of an indicator cannot be below zero"),
        Text(
            "只扣分的指标写 points = 0，并用 floor 写明最多扣到多少，例如 floor = -5",
            "an indicator that only takes off has points = 0 and a floor, such as floor = -5",
        ),
    ),
    "E332": Message(
        Text(
            "这里不属于任何指标，不能用{word}", "no indicator stands here, so {word} means nothing"
        ),
        Text("写明是哪个指标，例如 满分(指标名)", "name the indicator, such as points_of(name)"),
    ),
    "E333": Message(
        Text("这里应为{must}，公式得出的却是“{is}”", "this must be {must}; the formula is {is}"),
        Text(
            "条件要用比较，例如 执行率 ≥ 90%；数值不能是比较",
            "a condition compares, such as 执行率 >= 90%; a number does not",
        ),
    ),
    "E334": Message(
        Text(
            "指标“{name}”的上级绕回了它自己", "the parents of indicator {name} lead back to itself"
        ),
        Text(
            "顺着 parent 逐级检查，一级指标不写 parent",
            "follow the parents upward; a top-level indicator has none",
        ),
    ),
    "E335": Message(
        Text("文件里没有指标", "the file has no indicators"),
        Text('至少写一个 [indicator."名称"]', 'write at least one [indicator."name"]'),
    ),
    "E336": Message(
        Text("{key} 必须大于零", "{key} must be above zero"),
        Text(
            "写成正数；扣多少分也写正数，例如 points = 0.5",
            "write a positive number, also for points that are deducted: points = 0.5",
        ),
    ),
    "E344": Message(
        Text("这里的端点必须是数", "the ends must be plain numbers here"),
        Text(
            "写成数，例如 [80, 90) 或 > 0，不写名称或算式",
            "write numbers, such as [80, 90) or > 0, neither names nor reckoning",
        ),
    ),
    "E345": Message(
        Text("floor {floor} 高于上限 {cap}", "the floor {floor} is above the limit {cap}"),
        Text("更正 floor 或 cap", "correct floor or cap"),
    ),
    "E346": Message(
        Text(
            "已填() 只能问数据，“{name}”不是数据", "given() asks about a fact, and {name} is none"
        ),
        Text('数据是 [fact."名称"] 声明的名称', 'facts are declared in [fact."name"]'),
    ),
    "E348": Message(
        Text(
            "公式得出的单位是{found}，声明的是{declared}",
            "the formula comes out in {found}, but {declared} is declared",
        ),
        Text("更正 unit 或公式", "correct unit, or the formula"),
    ),
    "E391": Message(
        Text(
            "这里应为分数，{text} 是占分值的比例",
            "{text} is a share of the points where a score must stand",
        ),
        Text(
            "写 分值 × {text}；分段和档次也可以写 share",
            "write points × {text}; rows of bands and tiers may say share instead",
        ),
    ),
    "W301": Message(
        Text("没有规则使用数据“{name}”", "no rule reads the fact {name}"),
        Text(
            "只供报告使用的数据写 for_report = true；否则删去",
            "say for_report = true when only reports need it; else remove it",
        ),
    ),
    "W302": Message(
        Text(
            "数据“{name}”写了 for_report，但有规则使用它",
            "the fact {name} says for_report, but a rule reads it",
        ),
        Text("删去 for_report", "remove for_report"),
    ),
}
