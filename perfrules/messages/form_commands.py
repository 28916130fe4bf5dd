"""What the help of `perfrules form` says."""

from collections.abc import Mapping

from perfrules.messages import Text
from perfrules.messages.help import Help

OF_FORM: Mapping[str, Help] = {
    "form": Help(
        summary=Text("做一份填报用的 Excel 表", "make a workbook in which facts are entered"),
        about=Text(
            "按评分办法做一份 Excel 填报表：要填的数据、评判和各表，带单位、范围、选项和说明，填的"
            "时候就检查。填好的表就是数据文件，explain、score、audit 都能直接读，错处指到哪张表哪"
            "一格。要装 perfrules[xlsx]；读表不用装。",
            "Make a workbook in which a department enters what a methodology wants to know: facts,"
            " judgements and tables, with units, limits, choices and help, checked while it is"
            " filled in. A filled form is a fact file: explain, score and audit read it, and name"
            " the sheet and the cell of what is wrong. Making one needs perfrules[xlsx]; reading"
            " one does not.",
        ),
        examples=(
            "perfrules form beijing/department@2022 -o 填报表.xlsx",
            "perfrules form beijing/department@2022 --facts traffic.toml -o traffic.xlsx",
            "perfrules explain traffic.xlsx",
        ),
        arguments={
            "methodology": Text(
                "评分办法的 id、id@版本，或文件。", "a methodology: its id, id@version, or a file"
            ),
            "facts": Text(
                "先填上这份数据文件里已有的内容。", "fill in what this fact file says already"
            ),
            "published": Text(
                "加一页填报告印出的数，供 audit 核对。",
                "add a sheet for what a report prints, for audit",
            ),
            "out": Text(
                "写入这个文件，名称以 .xlsx 结尾。", "the file to write; its name ends in .xlsx"
            ),
        },
    ),
}
