"""E6xx: what is wrong with a command line."""

from perfrules.messages import Message, Text

_SEE_HELP = Text("运行 {command} --help 查看用法。", "run {command} --help to see how it is used")

IN_COMMANDS: dict[str, Message] = {
    "E601": Message(
        says=Text("没有“{given}”这个命令{suggestion}", "there is no command '{given}'{suggestion}"),
        hint=Text("可用的命令：{known}", "the commands are: {known}"),
    ),
    "E602": Message(
        says=Text("无法识别的参数：{given}{suggestion}", "unknown argument: {given}{suggestion}"),
        hint=_SEE_HELP,
    ),
    "E603": Message(
        says=Text("缺少参数：{missing}", "an argument is missing: {missing}"),
        hint=_SEE_HELP,
    ),
    "E604": Message(
        says=Text("{option} 后面要写一个值", "{option} needs a value behind it"),
        hint=_SEE_HELP,
    ),
    "E605": Message(
        says=Text(
            "{option} 不能是“{given}”，可选：{known}{suggestion}",
            "{option} cannot be '{given}'; the choices are: {known}{suggestion}",
        ),
        hint=Text("从列出的值中选一个。", "choose one of them"),
    ),
    "E606": Message(
        says=Text("“{given}”不是日期", "'{given}' is not a day"),
        hint=Text("日期写作 2022-12-31。", "write a day like 2022-12-31"),
    ),
    "E607": Message(
        says=Text("“{given}”不是层数", "'{given}' is not a number of levels"),
        hint=Text("层数是 1 以上的整数。", "levels are a whole number from 1 up"),
    ),
    "E608": Message(
        says=Text("这里需要 {library}，还没有安装", "this needs {library}, which is not installed"),
        hint=Text(
            "安装：pip install 'perfrules[{extra}]'", "install it: pip install 'perfrules[{extra}]'"
        ),
    ),
    "E609": Message(
        says=Text("{option} 不接受值：{given}", "{option} takes no value: {given}"),
        hint=_SEE_HELP,
    ),
    "E610": Message(
        says=Text("命令行不能用：{message}", "the command line cannot be used: {message}"),
        hint=_SEE_HELP,
    ),
    "E611": Message(
        says=Text("无法写入 {file}：{reason}", "cannot write {file}: {reason}"),
        hint=Text(
            "换一个可以写入的位置，或检查磁盘空间和权限。",
            "choose a place that can be written, or look at disk space and permissions",
        ),
    ),
    "E612": Message(
        says=Text(
            "{file} 是输入文件，不能同时作为输出",
            "{file} is read, so it cannot be written as well",
        ),
        hint=Text("-o 后面换一个文件名。", "give -o another name"),
    ),
    "E613": Message(
        says=Text(
            "{methodology} 里没有名为“{given}”的指标{suggestion}",
            "{methodology} has no indicator '{given}'{suggestion}",
        ),
        hint=Text(
            "不加 --only 运行一次，可以看到所有指标的名称。",
            "run once without --only to see the names of all indicators",
        ),
    ),
    "E614": Message(
        says=Text("文件夹 {folder} 里没有评价办法文件", "the folder {folder} holds no rule file"),
        hint=Text(
            "评价办法文件以 .toml 结尾，并有 [methodology] 一节。",
            "a rule file ends in .toml and has a section [methodology]",
        ),
    ),
}
