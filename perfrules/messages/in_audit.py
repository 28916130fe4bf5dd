"""E46x and E63x: what is wrong with what a report printed, and with asking for an audit."""

from perfrules.messages import Message, Text

IN_AUDIT: dict[str, Message] = {
    "E460": Message(
        Text(
            "[published] 中的“{name}”不是评价办法里的数据、计算步骤或指标{near}",
            "{name} under [published] is no fact, measure or indicator of the methodology{near}",
        ),
        Text(
            "更正名称；评价办法没有的数字，先在规则文件里声明",
            "correct the name; a figure that the methodology does not know is declared there first",
        ),
    ),
    "E461": Message(
        Text("“{name}”没有指标值", "{name} has no measured value"),
        Text(
            '印出的得分写在 [published.score."指标"] 的 score 里',
            'a printed score is the score of [published.score."indicator"]',
        ),
    ),
    "E462": Message(
        Text(
            "“{name}”不是数，无法与计算结果比较",
            "{name} is no number, so it cannot be compared with what is computed",
        ),
        Text(
            '照原文写数和单位，带引号，例如 "93.77%"；原文作文字的，照录文字',
            'write number and unit as printed, in quotes, such as "93.77%";'
            " where words are printed, the words",
        ),
    ),
    "E463": Message(
        Text("within 不能小于 0", "within cannot be below 0"),
        Text(
            "within 是允许的差，按印出的单位计；不允许有差就写 0",
            "within is the difference that is allowed, in the printed unit; 0 allows none",
        ),
    ),
    "E464": Message(
        Text(
            "[published.score] 中的“{name}”不是指标，也不是表中的行{near}",
            "{name} under [published.score] is neither an indicator nor a row of a table{near}",
        ),
        Text(
            '指标写它的名称；表中的行写成 "表/行名"',
            'an indicator is written by its name, a row of a table as "table/row"',
        ),
    ),
    "E630": Message(
        Text(
            "没有 [published]，没有可以核对的数字", "there is no [published], so nothing to audit"
        ),
        Text(
            "把报告印出的数字、得分、总分和等级写进 [published]，照原文的位数",
            "put what the report printed into [published]: figures, scores, total and grade, with"
            " the digits as printed",
        ),
    ),
}
