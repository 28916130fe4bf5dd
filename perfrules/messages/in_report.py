"""E79x: what is wrong with the chapters of a report, its texts, and with asking for it."""

from perfrules.messages import Message, Text

IN_REPORT: dict[str, Message] = {
    "E790": Message(
        Text("没有名为“{name}”的章节{near}", "there is no chapter {name}{near}"),
        Text(
            'parent 写另一个 [chapter."…"] 的名称；一级章节不写 parent',
            'let parent name another [chapter."…"]; a chapter of the top level has none',
        ),
    ),
    "E791": Message(
        Text(
            "章节要列出“{name}”，但没有这个名称的数据、指标值、表或指标{near}",
            "the chapter shows {name}, but no fact, measure, table or indicator is called so{near}",
        ),
        Text(
            "shows 里写数据、指标值、表或指标的名称；句子写在 says 里",
            "shows takes names of facts, measures, tables and indicators; sentences go into says",
        ),
    ),
    "E792": Message(
        Text(
            "章节“{name}”超过 {most} 层，或者上下级绕成一圈",
            "the chapter '{name}' is deeper than {most} levels, or its parents go in a circle",
        ),
        Text(
            "改 parent，使章节不超过一、（一）、1 三层",
            "change parent: there are chapters, sections and subsections, no more",
        ),
    ),
    "E793": Message(
        Text(
            "章节“{first}”和“{name}”都写了 holds = {part}",
            "both '{first}' and '{name}' say holds = {part}",
        ),
        Text("每一部分只放在一个章节里", "each part stands in one chapter only"),
    ),
    "E794": Message(
        Text("报告没有名为“{name}”的章节{near}", "the report has no chapter {name}{near}"),
        Text(
            "[texts] 里写章节的名称；perfrules show 列出全部章节",
            "[texts] takes the names of chapters; perfrules show lists them all",
        ),
    ),
    "E795": Message(
        Text("章节“{name}”的文字是空的", "the text for the chapter '{name}' is empty"),
        Text(
            "还没有文字就不写这一项：报告会在这里留出标明的空",
            "leave it out until there is a text: the report then has a marked blank there",
        ),
    ),
    "E796": Message(
        Text("grid 不是行列整齐的文字表", "grid is no table of texts with equally long rows"),
        Text(
            '写成 grid = [["项目", "金额"], ["支出", "{{支出}}"]]：第一行是表头，每行的格数相同',
            'write grid = [["Item", "Amount"], ["Spent", "{{spent}}"]]: heads first, and as many'
            " cells in each row",
        ),
    ),
    "E797": Message(
        Text(
            "从文件名 {file} 看不出报告的格式",
            "the name {file} does not say which format the report has",
        ),
        Text(
            "文件名以 .docx 或 .md 结尾，或者写明 --format",
            "let it end in .docx or .md, or say --format",
        ),
    ),
    "E798": Message(
        Text("Word 报告不能写到屏幕上", "a Word report cannot be written to the terminal"),
        Text("用 -o 写明文件，例如 -o 报告.docx", "name a file with -o, such as -o report.docx"),
    ),
}
