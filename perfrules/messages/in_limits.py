"""What is said of an input that is larger than anybody needs, of the limits between rooms."""

from perfrules.messages import Message, Text

IN_LIMITS = {
    "E810": Message(
        Text(
            "各表一共有 {count} 行，最多 {most} 行",
            "the tables have {count} rows in all, of at most {most}",
        ),
        Text(
            "把细目汇总成较少的行；每个部门一行的大表用 perfrules score --rows",
            "sum up what is too detailed; for a table with a row for each department use "
            "perfrules score --rows",
        ),
    ),
    "E811": Message(
        Text(
            "各行要计算的公式太多：{count} 步，最多 {most} 步；最多的是表“{table}”",
            "there is too much to reckon for the rows: {count} steps, of at most {most}, "
            "the most of them for the table {table}",
        ),
        Text(
            '减少行数，或把各行都要算的合计写成一个 [measure."…"]，公式里用它的名称',
            'take fewer rows, or make sums that several formulas ask for one [measure."…"] '
            "and name it",
        ),
    ),
    "E812": Message(
        Text(
            "各指标所依据的数据和中间量合计 {count} 项，最多 {most} 项；最多的是“{name}”，{own} 项",
            "the indicators rest on {count} facts and measures in all, of at most {most}; "
            "the most of them are behind {name}: {own}",
        ),
        Text(
            "说明里每个指标都要列出这些；减少指标，或把多个指标共用的数据先汇总成一个数据",
            "an explanation lists them below each indicator; take fewer indicators, "
            "or give as one fact what is only summed up",
        ),
    ),
}
