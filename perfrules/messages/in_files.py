"""E1xx: what is wrong with a file as such."""

from perfrules.messages import Message, Text
from perfrules.messages.in_toml import IN_TOML

_SAVE_AS_UTF8 = Text(
    "用记事本打开，选“另存为”，编码选“UTF-8”，再保存。",
    "open it in a text editor and save it again with the encoding UTF-8.",
)

IN_FILES: dict[str, Message] = {
    # The file as a whole.
    "E101": Message(
        Text("无法打开文件 {file}：{reason}", "cannot open the file {file}: {reason}"),
        Text("请核对文件名和所在文件夹。", "check the name and the folder."),
    ),
    "E102": Message(
        Text("{file} 不是普通文件", "{file} is not an ordinary file"),
        Text(
            "请给出文件本身，不要给文件夹或设备。",
            "name the file itself, not a folder or a device.",
        ),
    ),
    "E103": Message(
        Text("文件 {file} 超过 {most}", "the file {file} is larger than {most}"),
        Text(
            "请拆成几个文件，或核对是否选错了文件。",
            "split it, or check that it is the right file.",
        ),
    ),
    "E104": Message(
        Text(
            "文件不是 UTF-8 编码，像是 {encoding}",
            "the file is not UTF-8; it looks like {encoding}",
        ),
        _SAVE_AS_UTF8,
    ),
    "E105": Message(
        Text(
            "不允许使用看不见的字符 {character}",
            "the invisible character {character} is not allowed",
        ),
        Text(
            "请删去该字符；它常随网页或 Word 的文字粘贴进来。",
            "delete it; such characters come along when text is pasted from a web page or Word.",
        ),
    ),
    "E106": Message(
        Text("换行符不完整（只有回车 U+000D）", "a line ends with a bare carriage return (U+000D)"),
        Text(
            "请用文本编辑器把换行符改为 LF 或 CRLF 后再保存。",
            "save the file with LF or CRLF line ends.",
        ),
    ),
    "E107": Message(
        Text("这不是文本文件", "this is not a text file"),
        Text(
            "请核对是否选错了文件（图片、Word、Excel 等）。",
            "check that it is the right file, not a picture, a Word or an Excel file.",
        ),
    ),
    "E108": Message(
        Text("此处的字节不是 UTF-8", "these bytes are not UTF-8"),
        _SAVE_AS_UTF8,
    ),
    **IN_TOML,
    # What stands under a key.
    "E130": Message(
        Text("不认识的项 {key}{meant}", "unknown key {key}{meant}"),
        Text("请改正，或删去这一项。", "correct it or delete it."),
    ),
    "E131": Message(
        Text("缺少 {key}", "{key} is missing"),
        Text("请补上这一项。", "add it."),
    ),
    "E132": Message(
        Text("{key} 应为文字，此处是{found}", "{key} must be text, not {found}"),
        Text('文字加英文引号，如 {key} = "…"', 'text stands in quotes: {key} = "…"'),
    ),
    "E133": Message(
        Text("{key} 应为是或否，此处是{found}", "{key} must be true or false, not {found}"),
        Text(
            "写作 {key} = true 或 {key} = false，不加引号。",
            "write {key} = true or {key} = false, without quotes.",
        ),
    ),
    "E134": Message(
        Text("{key} 应为数，此处是{found}", "{key} must be a number, not {found}"),
        Text("写作 {key} = 20，不加引号。", "write {key} = 20, without quotes."),
    ),
    "E135": Message(
        Text("{key} 应为日期，此处是{found}", "{key} must be a day, not {found}"),
        Text("写作 {key} = 2022-12-31，不加引号。", "write {key} = 2022-12-31, without quotes."),
    ),
    "E136": Message(
        Text("{key} 应为文字的列表，此处是{found}", "{key} must be a list of texts, not {found}"),
        Text('写作 {key} = ["…", "…"]', 'write {key} = ["…", "…"]'),
    ),
    "E137": Message(
        Text("{key} 应为表，此处是{found}", "{key} must be a table, not {found}"),
        Text(
            "写作 {key} = {{ 名称 = 值 }}，或另起一节。",
            "write {key} = {{ name = value }}, or a section of its own.",
        ),
    ),
    "E138": Message(
        Text("{key} 应为若干行的表，此处是{found}", "{key} must be a list of tables, not {found}"),
        Text(
            "每行写作 {{ 名称 = 值 }}，放在 [ ] 之间。",
            "write each row as {{ name = value }}, between [ and ].",
        ),
    ),
    # JSON.
    "E140": Message(
        Text("此处应为{expected}", "{expected} must stand here"),
        Text(
            "名称和文字加英文双引号，名称后用英文冒号，各项之间用英文逗号，"
            '如 {{"名称": 90, "说明": "…"}}',
            'names and texts stand in double quotes: {{"name": 90, "note": "…"}}',
        ),
    ),
    "E141": Message(
        Text("文件的内容应为一个对象 {{ … }}", "the file must hold one object {{ … }}"),
        Text(
            '写作 {{"methodology": "…", "facts": {{ … }}}}',
            'write {{"methodology": "…", "facts": {{ … }}}}',
        ),
    ),
    "E142": Message(
        Text("null 不是值", "null is no value"),
        Text("没有数据时删去这一项。", "leave the entry out if there is none."),
    ),
    # CSV.
    "E150": Message(
        Text("文件不是 UTF-8 编码，像是 GBK", "the file is not UTF-8; it looks like GBK"),
        Text(
            "请加上选项 --encoding gbk；或在 Excel 中另存为“CSV UTF-8（逗号分隔）”。",
            "add the option --encoding gbk, or save it in Excel as CSV UTF-8.",
        ),
    ),
    "E151": Message(
        Text("此处的双引号不成对", "a double quote does not match here"),
        Text(
            "单元格里的双引号要写两次，整格再放在双引号之间。",
            "write a double quote within a cell twice, and the whole cell between double quotes.",
        ),
    ),
    "E152": Message(
        Text(
            "这一行有 {found} 格，表头有 {wanted} 格",
            "this row has {found} cells, the header has {wanted}",
        ),
        Text(
            "请补齐或删去多余的逗号；数字中不要有千分位逗号，没有数据的格留空。",
            "correct the commas; a number has no thousands separators, a missing value is an "
            "empty cell.",
        ),
    ),
    "E153": Message(
        Text(
            "表头第 {column} 格是空的或含有换行", "cell {column} of the header is empty or broken"
        ),
        Text("每一列都要有一行以内的名称。", "every column has a name on one line."),
    ),
    "E154": Message(
        Text(
            "表头 {key} 重复（与第 {column} 格相同）",
            "the header {key} is the same as cell {column}",
        ),
        Text(
            "全角与半角、字形不同的也视为相同，请保留一列。",
            "keep one; the width and form of letters make no difference.",
        ),
    ),
    "E155": Message(
        Text("表中没有数据行", "the table has no rows"),
        Text(
            "第一行是表头，其后每行一个单位或一项数据。",
            "the first row is the header; rows of data follow it.",
        ),
    ),
    "E156": Message(
        Text("表头中没有名称列", "the header has no column of names"),
        Text(
            "每行一个单位时，要有“单位名称”列；每行一项数据时，要有“名称”和“值”两列；"
            "各列用英文逗号分隔。",
            "a table with a row for each department has a column `name`, one with a row for each "
            "fact has `name` and `value`; columns are separated by commas.",
        ),
    ),
    "E157": Message(
        Text("{key} 重复，第 {line} 行已有", "{key} is given twice; the first is in line {line}"),
        Text("请保留一行。", "keep one row."),
    ),
    "E158": Message(
        Text("超过 {most} 行", "more than {most} rows"),
        Text("请拆成几个文件。", "split the file."),
    ),
    "E161": Message(
        Text("超过 {most} {what}", "more than {most} {what}"),
        Text(
            "请只留用得到的列，或拆成几个文件。",
            "keep the columns that are needed, or split the file.",
        ),
    ),
    "E159": Message(
        Text("这一行没有名称", "this row has no name"),
        Text("请补上，或删去整行。", "write one, or delete the row."),
    ),
    "E160": Message(
        Text("不认识编码 {encoding}", "unknown encoding {encoding}"),
        Text("可用 utf-8 或 gbk。", "utf-8 and gbk are known."),
    ),
}
