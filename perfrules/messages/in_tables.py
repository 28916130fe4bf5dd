"""E37x, E43x, E52x: what is wrong with tables, in rules, in facts, and while they are scored."""

from perfrules.messages import Message, Text

IN_TABLES: dict[str, Message] = {
    "E370": Message(
        Text("“{name}”是保留字，不能作列名", "{name} is reserved and cannot name a column"),
        Text(
            '换一个列名；分值可以作列名，但要由 points = "分值" 指明它是各行的分值',
            'choose another; 分值 can be a column when points = "分值" says that it is the points',
        ),
    ),
    "E371": Message(
        Text(
            "列名“{name}”已经是数据、计算步骤或指标的名称",
            "the column {name} has the name of a fact, a measure or an indicator",
        ),
        Text(
            "换一个列名：逐行计算的公式里，同一个名称不能有两个意思",
            "choose another: in a formula that is read row by row, one name means one thing",
        ),
    ),
    "E372": Message(
        Text("没有“{name}”这一列{near}", "there is no column {name}{near}"),
        Text(
            '各列由 columns."列名" 声明；请更正名称',
            'columns are declared by columns."name"; correct the name',
        ),
    ),
    "E373": Message(
        Text("“{name}”这一列应为{must}", "the column {name} must be {must}"),
        Text("更正这一列的 kind，或改用另一列", "correct its kind, or name another column"),
    ),
    "E374": Message(
        Text("没有“{name}”这张表{near}", "there is no table {name}{near}"),
        Text('表由 [table."名称"] 声明', 'tables are declared by [table."name"]'),
    ),
    "E375": Message(
        Text("不能用表“{name}”的各行计分：{why}", "the rows of {name} cannot be scored: {why}"),
        Text(
            "各行计分要有两样：每行怎样得分，每行占多少分",
            "scoring rows takes two things: how a row scores, and how many points it has",
        ),
    ),
    "E376": Message(
        Text(
            "这里不能写 {{{field}}}，只能用 {{未覆盖}}",
            "{{{field}}} means nothing here; only {{uncovered}} does",
        ),
        Text(
            "{{未覆盖}} 会换成没有对应的各行名称",
            "{{uncovered}} becomes the names of the rows without a partner",
        ),
    ),
    "E377": Message(
        Text(
            "“{name}”这一列不能作 sign：它的选项里没有 ≥、≤ 或 =",
            "the column {name} cannot be the sign: none of ≥, ≤, = is among its choices",
        ),
        Text(
            '例如 columns."性质" = {{ choice = ["≥", "≤", "=", "定性"] }}',
            'for example columns."性质" = {{ choice = ["≥", "≤", "=", "定性"] }}',
        ),
    ),
    "E378": Message(
        Text(
            "needs 里的“{name}”没有连到表“{each}”",
            "{name} in needs does not lead to the table {each}",
        ),
        Text(
            'needs 写 "表.列"，其中的列写明 refers = "{each}"；要经过中间的表时写 "表.列.列"',
            'needs is "table.column", and the column says refers = "{each}"; '
            'through a table in between it is "table.column.column"',
        ),
    ),
    "E379": Message(
        Text(
            "这些数各用本行的单位，各行可以不同，{what}",
            "these numbers are each in the unit of their row, which may differ: {what}",
        ),
        Text(
            "改用 占比、计数，或先除以同一行的目标值；单位都一样时，给这一列写 unit",
            "take share or count, or divide by the target of the same row first; "
            "where all rows have one unit, declare the unit of the column",
        ),
    ),
    "E430": Message(
        Text("没有“{name}”这张表{near}", "the methodology has no table {name}{near}"),
        Text("更正名称，或删去这张表", "correct the name, or remove the table"),
    ),
    "E431": Message(
        Text(
            "“{row}”的“{column}”应为一个数，不是“{value}”",
            "the {column} of {row} must be a number, not '{value}'",
        ),
        Text(
            "写实际完成的数，如 4652 套；没有数的，不要写这一项，也不要写 0",
            "write the number itself, such as 4652 套; without a number leave the entry out, "
            "never write 0",
        ),
    ),
    "E432": Message(
        Text(
            "“{row}”的“{column}”是一个界限（{value}），不是一个数",
            "the {column} of {row} is a bound ({value}), not a number",
        ),
        Text(
            "实际值写实际的数，如 365 天；≥、≤ 写在表示方向的那一列里",
            "write the number that was reached, such as 365 天; "
            "≥ and ≤ belong in the column of the direction",
        ),
    ),
    "E433": Message(
        Text(
            "“{row}”不该有“{column}”：只有 {condition} 时才填这一列",
            "{row} must not have a {column}: it is given only when {condition}",
        ),
        Text(
            "删去这一项，或更正条件所看的那一列",
            "remove it, or correct the column that the condition looks at",
        ),
    ),
    "E434": Message(
        Text("表“{table}”里“{row}”写了不止一行", "the table {table} has more than one row {row}"),
        Text("每行的名称不能相同", "give each row a name of its own"),
    ),
    "E435": Message(
        Text(
            "“{row}”的“{column}”：表“{table}”里没有“{name}”这一行{near}",
            "the {column} of {row}: the table {table} has no row {name}{near}",
        ),
        Text(
            "名称要与那张表里写的完全一样；那张表没有给出时先补上",
            "the name must be just as it is in that table, which must be given too",
        ),
    ),
    "E436": Message(
        Text("这一行没有“{column}”", "the row has no {column}"),
        Text("每行都要写这一列", "each row needs it"),
    ),
    "E437": Message(
        Text(
            "“{row}”不是表“{table}”里的一行{near}",
            "{row} is no row of the table {table}{near}",
        ),
        Text('评判写作 [judgement."表"."行"]', 'a judgement is [judgement."table"."row"]'),
    ),
    "E438": Message(
        Text(
            "“{row}”的“{column}”中，“{value}”不是单位",
            "in the {column} of {row}, '{value}' is no unit",
        ),
        Text("写一个单位，如 套、公里、人次、%", "write one unit, such as 套, 公里, 人次 or %"),
    ),
    "E439": Message(
        Text(
            "“{row}”的“{column}”只能是一行的名称",
            "the {column} of {row} must be the name of one row",
        ),
        Text(
            '写一个名称；规则里写明 many = true 的列才可以写几个：["甲", "乙"]',
            'write one name; only a column with many = true takes several: ["a", "b"]',
        ),
    ),
    "E449": Message(
        Text("“{row}”的“{key}”小于零", "the {key} of {row} is below zero"),
        Text("分值是零以上的数", "points are a number from zero up"),
    ),
    "W430": Message(
        Text(
            "“{row}”的“{column}”是 {value}，超过 100%",
            "the {column} of {row} is {value}, more than 100%",
        ),
        Text(
            "确实如此就不用改；把 2.9% 写成 290% 一类的错误请更正，超额很多时请说明目标是否偏低",
            "leave it when it is so; correct it when the point slipped, as in 290% for 2.9%; "
            "far above the target, say whether the target was too low",
        ),
    ),
    "E520": Message(
        Text(
            "“{leaf}”有 {points} 分，表“{table}”中计入它的各行合计 {sum} 分，相差 {difference} 分",
            "{leaf} has {points} points, but its rows of {table} add up to {sum}: "
            "a difference of {difference}",
        ),
        Text(
            "更正各行的分值，使它们的和等于 {points}",
            "correct the points of the rows so that they add up to {points}",
        ),
    ),
    "E521": Message(
        Text(
            "“{row}”计入了 {count} 个指标：{leaves}",
            "{row} counts in {count} indicators: {leaves}",
        ),
        Text(
            "表“{table}”的每一行要恰好计入一个指标：请核对 rows 的 where 和这一行的各列",
            "each row of {table} counts in exactly one indicator: look at the where of rows, "
            "and at the columns of the row",
        ),
    ),
    "E522": Message(
        Text("表“{table}”一行也没有", "the table {table} has no row that counts here"),
        Text(
            "“{leaf}”要由各行计分，至少要有一行",
            "{leaf} is scored by rows, so there must be one at least",
        ),
    ),
    "E523": Message(
        Text(
            "“{row}”不符合要求：{condition}",
            "{row} does not meet what is asked of every row: {condition}",
        ),
        Text("请核对这一行的各列", "look at the columns of the row"),
    ),
    "E524": Message(
        Text(
            "表“{table}”不符合要求：{condition}{got}",
            "the table {table} does not meet what is asked of it: {condition}{got}",
        ),
        Text("请核对各行", "look at its rows"),
    ),
    "E525": Message(
        Text(
            "“{row}”没有适用的计分方式",
            "no way of scoring fits {row}",
        ),
        Text(
            '请核对这一行的各列；若是规则漏了一种情形，在 [[table."{table}".score]] 补上',
            "look at the columns of the row; if the rules lack a case, "
            'add it under [[table."{table}".score]]',
        ),
    ),
    "E526": Message(
        Text(
            "“{row}”按公式计分，不由人评判",
            "{row} is scored by a formula, not judged by a person",
        ),
        Text("删去对它的评判", "remove its judgement"),
    ),
}
