"""E77x, E78x: what is wrong with a workbook, and with a form that somebody has filled in."""

from perfrules.messages import Message, Text

NO_ZIP = Text("不是 Excel 工作簿，或文件不完整", "it is not an Excel workbook, or not a whole one")
NO_WORKBOOK = Text("其中没有工作表", "it has no sheet")
NO_PART = Text("缺少其中的 {part}", "its part {part} is not there")
DAMAGED = Text("其中的 {part} 已损坏", "its part {part} is damaged")
WITH_DTD = Text(
    "其中的 {part} 带有 DTD，工作簿不会有", "its part {part} has a DTD, as no workbook has"
)
TWICE = Text("其中有两个同名的部分", "two of its parts have the same name")
ENCRYPTED = Text("工作簿设了打开密码", "the workbook is encrypted with a password")
IS_OLD = Text("这是旧式文件（.xls、.doc 等）", "this is a file of the old kind, such as .xls")
MACROS = Text("工作簿带有宏（.xlsm）", "the workbook has macros (.xlsm)")
PARTS = Text("个部分", "parts")
UNPACKED = Text("字节（解压后）", "bytes when unpacked")
TAGS = Text("个 XML 标记", "XML tags")
CELLS = Text("格", "cells")
OTHER_VERSION = Text(
    "这是别的版本的 perfrules 做的表", "the form was made by another version of perfrules"
)
HAS_HOURS = Text("带有时刻", "it has an hour")
NO_DAY = Text("不是日历上的一天", "it is no day of the calendar")

IN_FORM: dict[str, Message] = {
    "E770": Message(
        Text("无法读取工作簿：{reason}", "the workbook cannot be read: {reason}"),
        Text(
            "请用 Excel、WPS 或 LibreOffice 打开，另存为 .xlsx；打不开的，请找回原来的文件。",
            "open it in Excel, WPS or LibreOffice and save it as .xlsx; if it does not open,"
            " look for an older copy.",
        ),
    ),
    "E771": Message(
        Text("不能读取这种工作簿：{found}", "a workbook of this kind is not read: {found}"),
        Text(
            "请打开后另存为“Excel 工作簿（.xlsx）”，不带密码和宏。",
            "open it and save it as an Excel workbook (.xlsx), without password and macros.",
        ),
    ),
    "E772": Message(
        Text(
            "工作簿过大：超过 {most} {what}", "the workbook is too large: more than {most} {what}"
        ),
        Text(
            "请删去图片和不用的工作表；单位很多时改用 CSV。",
            "delete pictures and sheets that are not needed; for very many departments use CSV.",
        ),
    ),
    "E773": Message(
        Text("文件中这一格写了两次", "the file has this cell twice"),
        Text(
            "文件不是表格软件保存的；请用 Excel 打开核对后另存。",
            "no spreadsheet program writes that; open the file, look at the cell, save it again.",
        ),
    ),
    "E774": Message(
        Text(
            "这一格在第 {row} 行或第 {column} 列之外",
            "this cell lies beyond row {row} or column {column}",
        ),
        Text("请清除这一格。", "clear the cell."),
    ),
    "E775": Message(
        Text("这一格是错误值 {value}", "the cell shows the error {value}"),
        Text(
            "请改正公式，或直接写数；没有数据的留空。",
            "mend the formula, or write the number; leave the cell empty where there is none.",
        ),
    ),
    "E776": Message(
        Text("这一格的公式还没有算出值", "the formula in this cell has no computed value"),
        Text(
            "请用 Excel 打开并保存一次，或直接写数。",
            "open the file in a spreadsheet program and save it, or write the number itself.",
        ),
    ),
    "E777": Message(
        Text(
            "这一格中的 {written} 不是可用的数",
            "{written} in this cell is no number that can be used",
        ),
        Text("请重新写这个数。", "write the number again."),
    ),
    "E778": Message(
        Text(
            "这一格的日期 {value} 不能用：{why}",
            "the day {value} in this cell cannot be used: {why}",
        ),
        Text(
            "请写成 2022-12-31；要写的是数时，把单元格格式改为常规。",
            "write it as 2022-12-31; if a number is meant, give the cell the format General.",
        ),
    ),
    "E779": Message(
        Text("表中隐藏的标记不能用：{what}", "the hidden marks of the form cannot be used: {what}"),
        Text(
            "请用 perfrules form 重新做一份空表，把填好的内容抄过去。",
            "make a new form with perfrules form, and copy what was filled in.",
        ),
    ),
    "E780": Message(
        Text("表中缺少“{column}”一列", "the column “{column}” is gone from the form"),
        Text(
            "请撤销删除，或用 perfrules form 重新做一份空表。",
            "undo the deletion, or make a new form with perfrules form.",
        ),
    ),
    "E781": Message(
        Text(
            "这一行不是表中的项目，写在这里的 {value} 不知道属于谁",
            "this row is none of the form's: nobody can know what {value} here is of",
        ),
        Text(
            "请移到项目所在的行，或清除；说明文字可以写在另一张工作表上。",
            "move it to the row of its item, or clear it; notes may stand on a sheet of their own.",
        ),
    ),
    "E782": Message(
        Text("{what} 出现了两次", "{what} is there twice"),
        Text(
            "请删去复制出来的行、列或工作表，只留一处。",
            "delete the row, column or sheet that was copied.",
        ),
    ),
    "E783": Message(
        Text("合并的单元格占了几项数据的位置", "merged cells take the place of several entries"),
        Text("请取消合并，每格各写各的值。", "unmerge them, and write each value in its own cell."),
    ),
    "E784": Message(
        Text("与 {other} 说的是同一件事", "{other} says the same already"),
        Text(
            "只填一处；期间填年度，或填起止日期。",
            "fill in one of them; of the period either the year or the two days.",
        ),
    ),
    "E785": Message(
        Text("这里应写分数，{value} 不是", "a score stands here, and {value} is none"),
        Text(
            "请只写一个数，如 26.5；没有评的留空。", "write one number, such as 26.5, or nothing."
        ),
    ),
    "E786": Message(
        Text("表中没有地方写 {what}", "the form has no place for {what}"),
        Text(
            "请直接用数据文件评分，或从文件中去掉这一项后再做表。",
            "score the fact file itself, or take this out of it before you make the form.",
        ),
    ),
    "E787": Message(
        Text("{out} 的名称不是 .xlsx", "the name of {out} does not end in .xlsx"),
        Text("请写 -o 名称.xlsx", "write -o NAME.xlsx"),
    ),
    "E788": Message(
        Text(
            "这里写“{word}”或留空，不能写 {value}", "here stands “{word}” or nothing, not {value}"
        ),
        Text(
            "表中一行都没有，写“{word}”；有的，在下面逐行填写。",
            "write “{word}” where the table has no row at all; otherwise fill in its rows below.",
        ),
    ),
    "E789": Message(
        Text(
            "{other} 说本表没有内容，这里却有一行",
            "{other} says that the table has no row, and here is one",
        ),
        Text("请清除其中一处。", "clear one of them."),
    ),
    "W770": Message(
        Text(
            "这些格是公式，采用工作簿中最后算出的值：{cells}",
            "these cells are formulas; the value last computed in the workbook is taken: {cells}",
        ),
        Text("请核对，或改写为数值。", "check them, or write the values themselves."),
    ),
    "W771": Message(
        Text("这些工作表没有读：{sheets}", "these sheets are not read: {sheets}"),
        Text(
            "其中有要评分的数据时，请抄到表中的位置。",
            "copy what is to be scored to its place in the form.",
        ),
    ),
    "W772": Message(
        Text("隐藏的格也读了：{cells}", "hidden cells were read as well: {cells}"),
        Text("请取消隐藏后核对。", "show them, and check them."),
    ),
}
