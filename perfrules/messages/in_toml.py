"""E1xx: what is wrong with the way in which a file is written."""

from perfrules.messages import Message, Text

IN_TOML: dict[str, Message] = {
    "E109": Message(
        Text("日期不能带时刻", "a day has no time of day here"),
        Text("只写日期，如 2022-12-31。", "write the day alone, as in 2022-12-31."),
    ),
    "E110": Message(
        Text("此处不能用全角或中文符号 {sign}", "the sign {sign} cannot stand here"),
        Text("请改为英文半角的 {instead}", "write {instead}"),
    ),
    "E111": Message(
        Text("名称 {key} 没有加引号", "the name {key} has no quotes"),
        Text(
            '含中文、空格等字符的名称要加英文引号，写成 "{key}"',
            'a name with blanks or with letters other than a-z stands in quotes: "{key}"',
        ),
    ),
    "E112": Message(
        Text(
            "{value} 不能直接作为值，多半缺少引号", "{value} is no value; perhaps it lacks quotes"
        ),
        Text(
            '文字、公式、百分数、带单位的数都要加英文引号，写成 "{value}"；'
            "是、否写作 true、false；数写作 20 或 0.5。",
            'text, formulas, percentages and numbers with a unit stand in quotes: "{value}"; '
            "yes and no are written true and false, numbers 20 or 0.5.",
        ),
    ),
    "E113": Message(
        Text("此处缺少值", "a value is missing here"),
        Text("请填写，或删去这一项。", "write one, or delete the entry."),
    ),
    "E114": Message(
        Text(
            "此处的 {sign} 没有配对的另一半，或括号里缺少逗号",
            "this {sign} is not closed, or a comma is missing after it",
        ),
        Text(
            "补上右括号，各项之间用英文逗号隔开；内容较长时改用 [名称] 开头的一节。",
            "close it, with commas between the items; what is long is better written under a "
            "[header] of its own.",
        ),
    ),
    "E115": Message(
        Text(
            "此处的引号 {quote} 没有配对的另一半", "the text that this {quote} opens is not closed"
        ),
        Text(
            '文字在同一行内以英文引号结束；跨行的文字用 """ 开头和结尾。',
            "end the text with the same quote on its line; text over several lines stands "
            'between """ and """.',
        ),
    ),
    "E116": Message(
        Text("{key} 后面应为等号", "an equals sign must follow {key}"),
        Text(
            "每一项写成 名称 = 值，不用冒号或短横线；"
            '名称中有空格或标点的要加英文引号，如 "名 称"。',
            "write name = value, without a colon or a dash; a name with blanks or signs "
            'stands in quotes: "a name".',
        ),
    ),
    "E117": Message(
        Text("{key} 重复，第 {line} 行已有", "{key} is given twice; the first is in line {line}"),
        Text("请保留一处。", "keep one of them."),
    ),
    "E118": Message(
        Text("这一项已经结束，后面不应再有内容", "the entry has ended; nothing may follow it here"),
        Text(
            "每项占一行；数字中不加千分位逗号；"
            "文字中要用引号时用中文引号 “ ”，或把整段文字放在英文单引号 ' ' 之间。",
            "one entry on each line; no thousands separators in a number; for quotes within a "
            "text use “ ”, or put the whole text between ' and '.",
        ),
    ),
    "E119": Message(
        Text("引号中的 {wrong} 写法不成立", "{wrong} means nothing in a text"),
        Text(
            "反斜杠本身写成 \\\\ ；或把整段文字放在英文单引号 ' ' 之间。",
            "write \\\\ for a backslash, or put the whole text between ' and '.",
        ),
    ),
    "E120": Message(
        Text("没有这一天", "there is no such day"),
        Text("日期写成 2022-12-31。", "write a day as 2022-12-31."),
    ),
    "E121": Message(
        Text("此处不符合 TOML 的写法", "this is not TOML"),
        Text("请与规则编写指南中的例子对照。", "compare it with the examples of the guide."),
    ),
    "E122": Message(
        Text(
            "名称 {key} 与第 {line} 行的 {first} 只有全角、半角或字形之别，视为重复",
            "the name {key} differs from {first} in line {line} only by the width or form of its "
            "letters",
        ),
        Text("请保留一处，或换一个名称。", "keep one of them, or choose another name."),
    ),
    "E123": Message(
        Text("{key} 不能作名称", "{key} cannot be a name"),
        Text(
            "名称不能为空、不能以两个下划线开头、不能换行，最多 {most} 个字。",
            "a name is not empty, does not begin with two underscores, has no line end and at most "
            "{most} characters.",
        ),
    ),
    "E124": Message(
        Text("嵌套超过 {most} 层", "nested more than {most} deep"),
        Text("请核对括号和点号。", "check the brackets and the dots."),
    ),
    "E125": Message(
        Text("{written} 不是确定的数", "{written} is not a definite number"),
        Text(
            "请填写数字；没有数据时不要填这一项。",
            "write a number; leave the entry out if there is none.",
        ),
    ),
    "E126": Message(
        Text(
            "数 {written} 超过 {most} 位，或小数点移动超过 {most} 位",
            "the number {written} has more than {most} digits, or an exponent beyond {most}",
        ),
        Text("请核对该数。", "check the number."),
    ),
    "E127": Message(
        Text("{sign} 之后的各项之间缺少逗号", "a comma is missing between the items after {sign}"),
        Text("各项之间用英文逗号隔开。", "put a comma between two items."),
    ),
    "E128": Message(
        Text("此处缺少名称", "a name is missing here"),
        Text("请补上名称，或删去多余的符号。", "write one, or delete the sign."),
    ),
    "E129": Message(
        Text("这是 JSON，不是 TOML", "this is JSON, not TOML"),
        Text("请把文件的扩展名改为 .json。", "name the file .json."),
    ),
    "E143": Message(
        Text(
            "行内表 {{ … }} 断成了几行，或在 }} 之前多了逗号",
            "an inline table {{ … }} goes over several lines, or has a comma before its }}",
        ),
        Text(
            '写在一行里；内容长的改用表头，如 [indicator."名称".bands]，每个键一行。',
            'keep it on one line; for long content use a header such as [indicator."name".bands], '
            "one key a line.",
        ),
    ),
}
