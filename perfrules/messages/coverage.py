"""The words of the study of links."""

from perfrules.messages import Text

NO_QUESTIONS = Text(
    '评价办法没有提出对应关系的问题（[coverage."…"]）。',
    'The methodology asks no question of links ([coverage."…"]).',
)
PATH = Text("每一行{each}都要由 {needs} 指到", "each row of {each} must be reached by {needs}")
HEADS = (Text("", ""), Text("{each}", "{each}"), Text("对应的{table}", "Named by {table}"))
NONE = Text("没有", "none")
ADVICE = Text("建议：{advice}", "Advice: {advice}")
MISSING = Text("不能判断，还缺：{names}", "Cannot be told, missing: {names}")
ALL_COVERED = Text("每一行都有对应。", "Every row has a partner.")
SUM = Text(
    "共 {questions} 项对应关系，{rows} 行，其中 {uncovered} 行没有对应。",
    "{questions} questions, {rows} rows, {uncovered} of them without a partner.",
)
SEVERITY = {"error": Text("错误", "Error"), "warning": Text("提醒", "Warning")}
