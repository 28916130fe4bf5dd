"""E75x: what is wrong with asking for a workbook."""

from perfrules.messages import Message, Text

IN_WORKBOOK: dict[str, Message] = {
    "E750": Message(
        says=Text("工作簿不能写到终端", "a workbook cannot be written to the terminal"),
        hint=Text("加上 -o 文件名.xlsx。", "give it a file: -o FILE.xlsx"),
    ),
    "E751": Message(
        says=Text(
            "工作簿总是完整的，不能用 {option}",
            "a workbook is always whole: {option} cannot be used",
        ),
        hint=Text(
            "去掉 {option}；只看一部分时用网页或终端文字。",
            "leave out {option}; for a part take the page or the text",
        ),
    ),
}
