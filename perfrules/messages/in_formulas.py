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
}
