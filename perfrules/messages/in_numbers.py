"""E23x to E26x: units, quantities, and what goes wrong while a formula is computed."""

from perfrules.messages import Message, Text

IN_NUMBERS: dict[str, Message] = {
    "E230": Message(
        Text("“{unit}”不是一个计量单位", "'{unit}' is not a unit"),
        Text("例如 万元、%、套、元/人", "for example 万元, %, 套, 元/人"),
    ),
    "E231": Message(
        Text(
            "单位不同，不能相加、比较或并列：{left}与{right}",
            "different units cannot be added, compared or chosen between: {left} and {right}",
        ),
        Text(
            "请先换算成同一单位，或相乘、相除",
            "bring both to one unit first, or multiply or divide",
        ),
    ),
    "E232": Message(
        Text("{unit}旁边的数应带单位：{number}", "a number beside {unit} needs its unit: {number}"),
        Text("例如写 {number}万元 或 {number}元", "for example {number}万元 or {number}元"),
    ),
    "E233": Message(
        Text(
            "带单位（{unit}）的值取整没有确定的含义",
            "whole numbers of something in {unit} are not one thing",
        ),
        Text("请写出一档的大小：round_down(x, {step})", "give the step: round_down(x, {step})"),
    ),
    "E234": Message(
        Text(
            "得分公式的结果应为分数或纯数，却是{unit}",
            "a score must come out in points or as a plain number, not in {unit}",
        ),
        Text(
            "请除以同单位的值，例如 分值 × (实际 ÷ 目标)",
            "divide by a value of the same unit: points × (actual ÷ target)",
        ),
    ),
    "E235": Message(
        Text(
            "百分数旁边的 {number} 是 {number}00%，恐非本意",
            "{number} beside a percentage means {number}00%, which is hardly meant",
        ),
        Text(
            "请写 {number}%；确为倍数的写 {number}00%",
            "write {number}%, or {number}00% if you mean it",
        ),
    ),
    "E240": Message(
        Text("“{text}”无法读作一个数", "'{text}' cannot be read as a number"),
        Text("{instead}", "{instead}"),
    ),
    "E241": Message(
        Text("单位应为{unit}，却是{found}", "expected the unit {unit}, found {found}"),
        Text("请换算成{unit}", "convert it to {unit}"),
    ),
    "E242": Message(
        Text(
            "“{text}”里的千位逗号位置不对", "the commas in '{text}' do not stand at the thousands"
        ),
        Text(
            "每三位一个逗号，如 1,234.50，或不写逗号",
            "a comma every three digits, 1,234.50, or none",
        ),
    ),
    "E243": Message(
        Text("“{text}”的位数太多", "'{text}' has too many digits"),
        Text(
            "一个数最多 {most} 位，指数不超过 20",
            "a number has at most {most} digits, an exponent 20",
        ),
    ),
    "E244": Message(
        Text("百分数应带 %：{text}", "a percentage needs its %: {text}"),
        Text("例如 93.77%", "for example 93.77%"),
    ),
    "E250": Message(
        Text("除数为零：{denominator} = 0{facts}", "division by zero: {denominator} = 0{facts}"),
        Text(
            "请核对所列事实；为零时另有规定的，用 如果(…) 写明",
            "check these facts; if the policy says what holds at zero, write it with IF(…)",
        ),
    ),
    "E251": Message(
        Text(
            "算到“{formula}”时数值过大（超过 {bits} 个二进制位）",
            "the value of '{formula}' is too large (more than {bits} bits)",
        ),
        Text("请核对所用的事实，或在中间步骤舍入", "check its facts, or round a step before it"),
    ),
    "E252": Message(
        Text("一档的大小应大于 0，却是 {step}", "a step must be above 0, not {step}"),
        Text("请核对这个参数", "check this argument"),
    ),
    "E253": Message(
        Text("插值各点的 x 没有从小到大", "the x of the points does not grow"),
        Text("请核对各点所用的事实", "check the facts of the points"),
    ),
    "E254": Message(
        Text(
            "表“{table}”中没有可用的行，“{function}”没有结果",
            "'{function}' has no result over no rows of '{table}'",
        ),
        Text(
            "请填写该表，或用 如果(计数({table}) > 0, …, …) 写明没有行时怎样算",
            "fill in the table, or say what holds without rows: IF(count({table}) > 0, …, …)",
        ),
    ),
    "E255": Message(
        Text(
            "表“{table}”应恰有一行符合条件，却有 {found} 行",
            "exactly one row of '{table}' must meet the condition, not {found}",
        ),
        Text("请核对该表，或改写条件", "check the table, or change the condition"),
    ),
    "E256": Message(
        Text("表“{table}”各行权重之和为零", "the weights of '{table}' add up to zero"),
        Text("请核对权重一列", "check the column of weights"),
    ),
    "E257": Message(
        Text("没有一行的条件成立，得分无从确定", "no row holds, so there is no score"),
        Text("请补上缺少的情形", "add the case that is missing"),
    ),
    "E258": Message(
        Text("政策没有规定这一段怎样得分", "the policy leaves this stretch without a score"),
        Text(
            "请核对所用的事实，或请制定单位解释", "check the facts, or ask whoever wrote the policy"
        ),
    ),
    "E259": Message(
        Text("不止一行的条件成立，而只允许一行", "several rows hold where only one may"),
        Text("请使各行的条件互不重叠", "make the conditions of the rows exclude each other"),
    ),
    "E260": Message(
        Text("目标值应大于 0", "a target must be above 0"),
        Text(
            "请核对目标值；零或负的目标请写成 score 公式",
            "check the target; for one of zero or less write a score formula",
        ),
    ),
}
