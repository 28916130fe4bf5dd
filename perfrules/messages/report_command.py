"""What the help of `perfrules report` says."""

from collections.abc import Mapping

from perfrules.messages import Text
from perfrules.messages.help import Help

OF_REPORT: Mapping[str, Help] = {
    "report": Help(
        summary=Text(
            "写一份绩效报告（Word、Markdown）", "write the report, for Word or in Markdown"
        ),
        about=Text(
            "写一份绩效报告：章节、表和句子里的数字都由数据和规则算出；存在的问题和措施建议一一对应；"
            "规则的性质、评判的来源、缺的数据都写明。\n没有人写就没有的文字取自数据文件的 [texts]，"
            "没有的地方留出标明的空，绝不编造。",
            "Write the report: its figures, tables and sentences are computed from facts and rules,"
            " each problem has its advice, and the standing of rules, the origin of judgements and"
            " what is missing are stated.\nWhat only a person can write comes from [texts] of the"
            " fact file, or stands as a marked blank; nothing is made up.",
        ),
        examples=(
            "perfrules report examples/beijing-traffic-2022.toml -o report.docx",
            "perfrules report examples/beijing-traffic-2022.toml --format md",
        ),
        arguments={
            "facts": Text("数据文件：.toml、.json 或 .csv。", "fact file: .toml, .json or .csv"),
            "format": Text(
                "docx（要安装 perfrules[docx]）或 md；不写时看 -o 的文件名。",
                "docx, which needs perfrules[docx], or md; otherwise the name after -o decides",
            ),
            "out": Text(
                "写入这个文件。写完才换名，不会留下半个文件。",
                "write to this file; it is renamed when complete, so never left half written",
            ),
        },
    ),
}
