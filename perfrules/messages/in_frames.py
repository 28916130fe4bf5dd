"""E72x, E73x and W72x: what is wrong with a table that has a row for each department."""

from perfrules.messages import Message, Text

IN_FRAMES: dict[str, Message] = {
    "E720": Message(
        Text("{kind} 不是能评分的表", "{kind} is no frame that can be scored"),
        Text(
            "给 Polars、pandas、PyArrow、DuckDB 或 PySpark 的表；其他表先取成其中一种",
            "give a frame of Polars, pandas, PyArrow, DuckDB or PySpark; make one of any other",
        ),
    ),
    "E721": Message(
        Text(
            "列名重复或不是文字：{names}",
            "columns whose name stands twice or is no text: {names}",
        ),
        Text("让每一列有自己的名称", "give each column a name of its own"),
    ),
    "E722": Message(
        Text(
            "表里已有评分结果要用的列：{names}",
            "the table has columns that the scores would take: {names}",
        ),
        Text("先改名或去掉这些列", "rename them, or leave them out"),
    ),
    "E723": Message(
        Text("没有名为“{key}”的指标{near}", "there is no indicator '{key}'{near}"),
        Text(
            "scores 写指标的名称；要全部指标写 True",
            "scores takes the names of indicators, or True for all",
        ),
    ),
    "E724": Message(
        Text("表里一列也没有", "the table has no column"),
        Text("每项数据一列，列名就是数据的名称", "give each fact a column of its own name"),
    ),
    "E725": Message(
        Text(
            "没有写明哪一列说明各行属于谁：{tables}",
            "no column is named that says whose the rows are of: {tables}",
        ),
        Text(
            "用 key（命令行 --key）写出主表和各张表共有的那一列",
            "name the column that the table and its child tables share: key, or --key",
        ),
    ),
    "E726": Message(
        Text("“{table}”没有列“{column}”", "{table} has no column {column}"),
        Text("补上这一列，或更正列名", "add the column, or correct its name"),
    ),
    "E727": Message(
        Text(
            "列“{key}”中有重复的值，分不清表中各行属于谁：{values}",
            "values that stand twice in {key}, so rows of tables are of nobody certain: {values}",
        ),
        Text("让每个单位的值各不相同", "give each department a value of its own"),
    ),
    "E728": Message(
        Text(
            "表“{table}”的行没有对应的单位，{key}：{values}",
            "rows of the table {table} belong to no department, {key}: {values}",
        ),
        Text("补上这些单位，或更正这些行", "add these departments, or correct the rows"),
    ),
    "E729": Message(
        Text("表“{table}”有的行没有填“{key}”", "some rows of the table {table} have no {key}"),
        Text("写明每一行属于谁", "say whose each row is"),
    ),
    "E730": Message(
        Text("不知道 {file} 是哪一种表", "what kind of table {file} is cannot be told"),
        Text(
            "文件名以 .parquet、.csv、.arrow、.feather 或 .jsonl 结尾",
            "let its name end in .parquet, .csv, .arrow, .feather or .jsonl",
        ),
    ),
    "E731": Message(
        Text("无法读取表：{reason}", "the table cannot be read: {reason}"),
        Text(
            "检查文件是否完整，结尾是否与内容相符；CSV 不是 UTF-8 的写 --encoding",
            "see that the file is whole and is what its name says; for a CSV that is not UTF-8"
            " give --encoding",
        ),
    ),
    "E732": Message(
        Text("第 {line} 行不是一个 JSON 对象", "line {line} is no JSON object"),
        Text(
            '每个单位一行，写作 {{"数据": 值, …}}',
            'write each department on one line, as {{"fact": value, …}}',
        ),
    ),
    "E733": Message(
        Text(
            "第 {row} 行复核不符：{column} 批量算得 {fast}，逐步算得 {slow}",
            "row {row} came out differently when scored again: {column} is {fast} in columns,"
            " {slow} step by step",
        ),
        Text(
            "这是程序的错误，没有写出结果；请连同这一行报告",
            "this is a fault of the program, and nothing was written; report it with this row",
        ),
    ),
    "E734": Message(
        Text("--rows 还需要：{options}", "--rows also needs: {options}"),
        Text(
            "写作 perfrules score --methodology 编号 --rows 输入 -o 输出",
            "write perfrules score --methodology ID --rows IN -o OUT",
        ),
    ),
    "E735": Message(
        Text("只有同 --rows 一起才能用：{options}", "only of use together with --rows: {options}"),
        Text("给数据文件评分时去掉这些选项", "leave them out when fact files are scored"),
    ),
    "E736": Message(
        Text("--table 不能是“{given}”", "--table cannot be '{given}'"),
        Text("写作 --table 表名=文件", "write --table NAME=FILE"),
    ),
    "E738": Message(
        Text("--rows 不能同数据文件一起用", "--rows and fact files do not go together"),
        Text("分两次运行", "run the command twice"),
    ),
    "W720": Message(
        Text(
            "评价办法没有用到这些列，原样保留：{names}",
            "the methodology has no use for these columns, which are kept as they are: {names}",
        ),
    ),
    "W721": Message(
        Text(
            "没有这些列，每一行都缺这些数据：{names}",
            "these columns are not there, so every row lacks them: {names}",
        ),
    ),
}
