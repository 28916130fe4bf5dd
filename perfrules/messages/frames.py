"""The words for tables with a row for each department: options, progress, summary."""

from collections.abc import Mapping

from perfrules.messages import Text

OF_ROWS: Mapping[str, Text] = {
    "rows": Text(
        "给这张表评分，每行一个单位；列名是数据的名称，评判的列名是 judgement.指标。",
        "score this table, a department in each row; columns have the names of facts, those of"
        " judgements are judgement.KEY",
    ),
    "rejects": Text(
        "被拒绝的行写到这个文件，不写到输出里；不写本项则留在输出中，status 为 refused。",
        "write refused rows to this file instead of the output, where they else stay with the"
        " status refused",
    ),
    "scores": Text(
        "输出这个指标的得分，可以写多次；all 是全部（不写时），none 是一个也不要。",
        "write the score of this indicator; may be given several times; all of them if not given"
        " or all, and none for none",
    ),
    "table": Text(
        "单位填报的一张表的各行，可以写多次；用 --key 与主表对应。",
        "the rows of a table that departments fill in, joined by --key; may be given several times",
    ),
    "key": Text("说明各行属于哪个单位的列。", "the column that says whose a row is"),
    "period": Text(
        "评价年度：选评价办法的版本，取参数文件当年的值。",
        "the scored year: chooses the version of the methodology and the values of parameter files",
    ),
    "recheck": Text(
        "抽这么多行逐步重算，有一行不同就停止，不写输出；不写时 1000。",
        "score so many rows again step by step, and stop without any output where one comes out"
        " differently; 1000 if not given",
    ),
    "seed": Text(
        "抽样的种子，不写时 0；同一种子抽到的行相同。",
        "which rows are drawn for that; the same for the same number, 0 if not given",
    ),
}

PHASES: Mapping[str, Text] = {
    "places": Text("排名次", "finding places"),
    "scores": Text("评分", "scoring"),
    "recheck": Text("抽样重算", "scoring a sample again"),
}
ROWS_A_SECOND = Text("每秒 {rows} 行", "{rows} rows/s")

# ── the summary ──
COUNTED = Text(
    "共 {rows} 行：完成 {done}，缺数据 {open}，被拒绝 {refused}",
    "{rows} rows: {done} done, {open} open, {refused} refused",
)
GRADES = Text("等级：{grades}", "Grades: {grades}")
OF_GRADE = Text("{grade} {rows} 行", "{grade} {rows}")
RECHECKED = Text(
    "抽 {rows} 行逐步重算，全部相同。", "{rows} rows were scored again step by step: all the same."
)
SPREAD_HEADS = (
    Text("得分", "Score"),
    Text("分值", "Points"),
    Text("行数", "Rows"),
    Text("平均", "Mean"),
    Text("最低", "Least"),
    Text("下四分位", "Quartile"),
    Text("中位数", "Median"),
    Text("上四分位", "Quartile"),
    Text("最高", "Greatest"),
)
TOTAL = Text("总分", "Total")
ROUGH = Text(
    "* 四分位数和中位数只精确到小数点后 {places} 位。",
    "* Quartiles and median are exact to {places} digits behind the point only.",
)
