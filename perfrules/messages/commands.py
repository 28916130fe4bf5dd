"""What the help of each command says."""

from collections.abc import Mapping

from perfrules.messages import Text
from perfrules.messages.compare import COMPARE
from perfrules.messages.form_commands import OF_FORM
from perfrules.messages.frames import OF_ROWS
from perfrules.messages.generated_commands import OF_GENERATED
from perfrules.messages.help import Help
from perfrules.messages.proof_commands import OF_PROOFS
from perfrules.messages.report_command import OF_REPORT
from perfrules.messages.study_commands import OF_STUDIES

USAGE = Text("用法：", "Usage: ")
ARGUMENTS = Text("参数", "Arguments")
OPTIONS = Text("选项", "Options")
COMMANDS_TITLE = Text("命令", "Commands")
EXAMPLES = Text("示例：", "Examples:")
EXIT_CODES = Text(
    "退出码：0 完成；1 找到了要找的问题；2 输入或命令行不能用；3 缺少数据或评判，尚未算完，"
    "或者没有结论。",
    "Exit codes: 0 done; 1 it found what it looks for; 2 the input or the command line cannot"
    " be used; 3 open, because a fact or a judgement is missing, or not decided.",
)


COMMON: Mapping[str, Text] = {
    "help": Text("显示这份说明。", "show this help"),
    "lang": Text(
        "提示信息的语言。不写时看环境变量 PERFRULES_LANG，再看系统语言。",
        "language of the messages; otherwise PERFRULES_LANG, then the locale decides",
    ),
    "rules": Text(
        "另在这个文件夹里找评价办法文件，可以写多次。",
        "also look for methodologies in this folder; may be given several times",
    ),
    "as_of": Text(
        "用这一天有效的评价办法版本，代替评价期间。",
        "take the version in force on this day instead of the scored period",
    ),
    "methodology": Text(
        "用这个评价办法（编号或文件路径）。数据文件自己没有写明评价办法时用，例如 CSV。",
        "score by this methodology, an id or a path; for fact files that name none, such as CSV",
    ),
    "encoding": Text(
        "CSV 文件的编码，默认 utf-8；Excel 另存的常为 gbk。",
        "encoding of a CSV file, utf-8 if not given; Excel in China often writes gbk",
    ),
    "out": Text(
        "写入这个文件（UTF-8）。写完才换名，不会留下半个文件。",
        "write to this file, in UTF-8; it is renamed when complete, so never left half written",
    ),
}

MAIN = Help(
    summary=Text("", ""),
    about=Text(
        "按评价办法文件给绩效评分，并说明每一分从哪里来。",
        "Score performance by written rules, and show where every point comes from.",
    ),
    examples=(
        "perfrules explain examples/beijing-traffic-2022.toml",
        "perfrules explain --help",
    ),
    arguments={"version": Text("显示版本号。", "show the version")},
)

HELP: Mapping[str, Help] = {
    "explain": Help(
        summary=Text("给一份数据文件评分，逐步说明得分", "score one fact file and explain it"),
        about=Text(
            "给一份数据文件评分，写出每个指标的公式、代入、结果、依据，以及失去的每一分。",
            "Score one fact file: the formula, the numbers put in, the result and the basis of"
            " every indicator, and every point that was lost.",
        ),
        examples=(
            "perfrules explain examples/beijing-traffic-2022.toml",
            "perfrules explain examples/beijing-traffic-2022.toml --only 当年预算执行情况",
            "perfrules explain examples/beijing-traffic-2022.toml --format html -o report.html",
            "perfrules explain examples/beijing-traffic-2022.toml --format xlsx -o report.xlsx",
        ),
        arguments={
            "facts": Text("数据文件：.toml、.json 或 .csv。", "fact file: .toml, .json or .csv"),
            "only": Text(
                "只说明这个指标和它的下级。", "explain only this indicator and those below it"
            ),
            "depth": Text("只显示到第几级指标。", "show this many levels of indicators"),
            "format": Text(
                "终端文字，或 JSON、Markdown、网页（HTML）、工作簿（XLSX，各项都是公式）；"
                "文件用评价办法文件的语言，除非写了 --lang。",
                "text for the terminal, or a document, page or workbook of live formulas, in the"
                " language of the rule file unless --lang is given",
            ),
        },
    ),
    "score": Help(
        summary=Text("给许多数据文件评分，每份一行", "score many fact files, a line for each"),
        about=Text(
            "给许多数据文件评分，每份一行；一行一个单位的 CSV，每行出一行。"
            "有问题的文件不影响其他文件。用 --rows 给一张大表评分：Parquet、CSV、Arrow 或 JSON 行，"
            "输入和输出可以不是同一种，结果写在每一行后面。有的行被拒绝时退出码为 1，"
            "只有缺数据的行时为 3。",
            "Score many fact files, a line for each; a CSV with one department in each row gives"
            " a line for each row. A file with a problem does not stop the others. With --rows, a"
            " table of any size (Parquet, CSV, Arrow, JSON lines; what is written may be of"
            " another kind than what is read) gets its scores behind each row; the exit code is 1"
            " where rows were refused, and 3 where rows only lack facts.",
        ),
        examples=(
            "perfrules score examples/*.toml",
            "perfrules score examples/*.toml --format csv -o scores.csv",
            "perfrules score --methodology beijing/department --rows in.parquet -o out.parquet",
        ),
        arguments={
            "facts": Text("数据文件，可以有多个。", "fact files, one or more"),
            "format": Text("表格、JSON 或 CSV。", "a table, JSON or CSV"),
            **OF_ROWS,
        },
    ),
    **COMPARE,
    "check": Help(
        summary=Text("检查评价办法文件", "check rule files"),
        about=Text(
            "检查评价办法文件，一次列出全部问题：位置、原因、怎么改。没有问题就什么也不显示。",
            "Check rule files and list everything that is wrong with them: where, why, and what"
            " to do. Says nothing when there is nothing to say.",
        ),
        examples=("perfrules check rules", "perfrules check rules/beijing/department/2022.toml"),
        arguments={
            "paths": Text("评价办法文件或文件夹，可以有多个。", "rule files or folders"),
        },
    ),
    "show": Help(
        summary=Text("列出一个评价办法需要哪些数据", "list the facts that a methodology wants"),
        about=Text(
            "列出一个评价办法需要哪些数据和评判；--format json 给出数据文件的 JSON Schema。",
            "List the facts and judgements that a methodology wants; --format json gives the JSON"
            " Schema of its fact files.",
        ),
        examples=(
            "perfrules show beijing/department --as-of 2022-12-31",
            "perfrules show beijing/department --where",
        ),
        arguments={
            "methodology": Text("评价办法的编号或文件路径。", "a methodology: its id or a path"),
            "where": Text(
                "列出这个编号的所有候选文件和有效期间。",
                "list all files that have this id, with the days they are in force",
            ),
            "format": Text("表格或 JSON Schema。", "a table, or JSON Schema"),
        },
    ),
    **OF_REPORT,
    **OF_STUDIES,
    **OF_PROOFS,
    **OF_FORM,
    **OF_GENERATED,
}

# ── the lines of `score` ──
LINE_HEADS: Mapping[str, Text] = {
    "file": Text("文件", "File"),
    "subject": Text("评价对象", "Subject"),
    "period": Text("评价期间", "Period"),
    "total": Text("总分", "Total"),
    "grade": Text("等级", "Grade"),
    "state": Text("状态", "State"),
}
STATES: Mapping[str, Text] = {
    "done": Text("完成", "done"),
    "open": Text("缺 {count} 项", "{count} missing"),
    "refused": Text("不能计算 {codes}", "refused {codes}"),
}

# ── the tables of `show` ──
WANTED_HEADS = (
    Text("数据", "Fact"),
    Text("单位", "Unit"),
    Text("范围", "Range"),
    Text("必填", "Required"),
    Text("说明", "About"),
)
JUDGED_HEADS = (Text("评判", "Judgement"), Text("分值", "Points"), Text("档次", "Tiers"))
REQUIRED = {True: Text("是", "yes"), False: Text("否", "no")}
KINDS: Mapping[str, Text] = {
    "number": Text("数", "number"),
    "yes/no": Text("是/否", "yes/no"),
    "date": Text("日期", "date"),
    "text": Text("文字", "text"),
}
CANDIDATE_HEADS = (
    Text("评价办法", "Methodology"),
    Text("版本", "Version"),
    Text("有效期间", "In force"),
    Text("文件", "File"),
)
