"""E2xx: what is wrong with a formula."""

from perfrules.messages import Message, Text

IN_FORMULAS: dict[str, Message] = {
    "E201": Message(
        Text("公式里没有“{sign}”这个符号", "'{sign}' is no sign of formulas"),
        Text("{instead}", "{instead}"),
    ),
    "E202": Message(
        Text("公式里不能有字符 {character}", "the character {character} cannot stand in a formula"),
        Text("{instead}", "{instead}"),
    ),
    "E203": Message(
        Text(
            "应为一个数，“{number}”无法读作数",
            "expected a number; '{number}' cannot be read as one",
        ),
        Text("{instead}", "{instead}"),
    ),
    "E204": Message(
        Text("{what}最多为 {most}，这里{found}", "{what}: at most {most}, here {found}"),
        Text(
            '请把公式拆成几个 [measure."…"]，再引用其名称',
            'split the formula into measures, [measure."…"], and use their names',
        ),
    ),
    "E205": Message(
        Text("引号 {opening} 没有在同一行内配对", "the quote {opening} is not closed on its line"),
        Text(
            "文字写 '定性' 或 “定性”，名称写「名称」",
            "a text is written 'text' or “text”, a name 「name」",
        ),
    ),
    "E206": Message(
        Text(
            "「」里应为名称，首尾不留空格",
            "expected a name within 「」, without blanks at its ends",
        ),
        Text("例如「12345派单响应率」", "for example 「12345派单响应率」"),
    ),
    "E207": Message(
        Text(
            "名称不能以两个下划线开头：{name}", "a name cannot begin with two underscores: {name}"
        ),
        Text("去掉开头的下划线", "drop the underscores"),
    ),
    "E208": Message(
        Text("这个左括号没有配对的右括号", "this bracket is never closed"),
        Text("请补上右括号 )", "add the closing bracket )"),
    ),
    "E209": Message(
        Text("这个右括号没有配对的左括号", "this bracket was never opened"),
        Text("请删去它，或在前面补上左括号 (", "delete it, or add the opening bracket ("),
    ),
    "E210": Message(
        Text("此处应为一个值，却是{got}", "expected a value, found {got}"),
        Text("{instead}", "{instead}"),
    ),
    "E211": Message(
        Text(
            "此处应为运算符或公式结尾，却是 {got}", "expected an operator or the end, found {got}"
        ),
        Text("{instead}", "{instead}"),
    ),
    "E212": Message(
        Text("{what}最多为 {most}", "{what}: at most {most}"),
        Text("请写短一些", "write it shorter"),
    ),
    "E213": Message(
        Text("此处的 if 应有 else", "expected an else for this if"),
        Text(
            "请写 如果(条件, 甲, 乙)，或 甲 if 条件 else 乙", "write A if C else B, or IF(C, A, B)"
        ),
    ),
    "E214": Message(
        Text(
            "连写的比较应为同一方向、至多两个符号，如 80% ≤ x < 90%",
            "a chained comparison has at most two signs of one direction: 80% ≤ x < 90%",
        ),
        Text("请分开写，并用“且”连接", "write two comparisons joined by and"),
    ),
    "E215": Message(
        Text("“{name}”是函数名，后面应有括号", "'{name}' is a function and needs its brackets"),
        Text(
            "请写 {name}(…)；同名的事实请换一个名称", "write {name}(…); a fact needs another name"
        ),
    ),
    "E216": Message(
        Text("没有函数“{name}”{guess}", "there is no function '{name}'{guess}"),
        Text(
            "可用的函数：min max abs clamp round floor ceil steps interpolate IF 等，见规则指南；"
            "相乘请写 ×",
            "functions: min max abs clamp round floor ceil steps interpolate IF …, see the guide; "
            "multiply with ×",
        ),
    ),
    "E217": Message(
        Text(
            "“{name}”应有 {takes}参数，这里有 {found} 个",
            "'{name}' takes {takes} argument(s), not {found}",
        ),
        Text("写法：{shape}", "written: {shape}"),
    ),
    "E218": Message(
        Text("“{name}”的这个参数应为一个名称", "this argument of '{name}' must be a plain name"),
        Text("请直接写名称，不写算式", "write the name, not a formula"),
    ),
    "E219": Message(
        Text(
            "舍入的第二个参数是一档的大小，不是小数位数：{step}",
            "the second argument of a rounding is a step, not a number of decimals: {step}",
        ),
        Text("{instead}", "{instead}"),
    ),
    "E220": Message(
        Text("插值各点的 x 应从小到大", "the x of the points must grow"),
        Text("请按 x 从小到大排列各点", "put the points in the order of their x"),
    ),
    "E221": Message(
        Text("没有名称“{name}”{guess}", "there is no '{name}'{guess}"),
        Text("{instead}", "{instead}"),
    ),
    "E222": Message(
        Text("此处应为{expected}，却是{got}", "expected {expected}, found {got}"),
        Text("{instead}", "{instead}"),
    ),
    "E223": Message(
        Text("{left}不能与{right}比较", "{left} cannot be compared with {right}"),
        Text("两边应为同一类的值", "both sides must be of one kind"),
    ),
    "E224": Message(
        Text("{kind}没有大小之分", "{kind} has no order"),
        Text("只能用 = 或 ≠ 比较", "compare it with = or ≠ only"),
    ),
    "E225": Message(
        Text("这里的取值没有“{text}”{guess}", "'{text}' is none of its values{guess}"),
        Text("可取：{allowed}", "its values: {allowed}"),
    ),
    "E226": Message(
        Text(
            "两个分支应为同一类的值，却是{left}和{right}",
            "both branches must be of one kind, not {left} and {right}",
        ),
        Text("请改写其中一个分支", "change one of the branches"),
    ),
    "E227": Message(
        Text("日期不能加减", "dates cannot be added or subtracted"),
        Text("天数写 days(a, b)，整月数写 months(a, b)", "write days(a, b) or months(a, b)"),
    ),
    "E228": Message(
        Text("“{function}”里不能再有表函数“{inner}”", "'{function}' cannot hold another '{inner}'"),
        Text(
            '请先把里面的算作 [measure."…"]，再引用其名称',
            "make the inner one a measure and use its name",
        ),
    ),
    "E229": Message(
        Text(
            "数后面应为单位，“{unit}”却是一个名称",
            "expected a unit behind the number; '{unit}' is a name",
        ),
        Text("请在两者之间补上运算符，如 ×", "put an operator between them, such as ×"),
    ),
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
    "E244": Message(
        Text("百分数应带 %：{text}", "a percentage needs its %: {text}"),
        Text("例如 93.77%", "for example 93.77%"),
    ),
}
