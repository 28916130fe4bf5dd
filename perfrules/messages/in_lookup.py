"""E35x: what is wrong with finding, extending and parametrising a methodology."""

from perfrules.messages import Message, Text

IN_LOOKUP: dict[str, Message] = {
    "E350": Message(
        Text(
            "extends 只能写评价办法文件夹内的一个 .toml 文件，这里是：{text}",
            "extends must name a .toml file inside the rules folder, this is: {text}",
        ),
        Text(
            '从评价办法文件夹写起，例如 extends = "beijing/department/2022.toml"；'
            "不用 ..、盘符、网址，也不用通到文件夹外的链接",
            'write it from the rules folder on, such as extends = "beijing/department/2022.toml"; '
            "no .., drive, address, or link that leads out of the folder",
        ),
    ),
    "E351": Message(
        Text("extends 的文件不存在：{text}", "the file that extends names is not there: {text}"),
        Text(
            "路径从评价办法文件夹写起，不从本文件所在的文件夹写起",
            "the path starts at the rules folder, not at the folder of this file",
        ),
    ),
    "E352": Message(
        Text(
            "extends 首尾相接，或者连续超过 {longest} 个文件：{chain}",
            "extends goes round in a circle or through more than {longest} files: {chain}",
        ),
        Text(
            "让其中一个文件不再 extends，或者直接 extends 最上面的文件",
            "let one of these files extend nothing, or extend the topmost one directly",
        ),
    ),
    "E353": Message(
        Text("评价办法文件夹不存在：{folder}", "the rules folder is not there: {folder}"),
        Text(
            "检查 --rules 和环境变量 PERFRULES_RULES",
            "look at --rules and at the environment variable PERFRULES_RULES",
        ),
    ),
    "E354": Message(
        Text("这里没有 {name}{near}", "there is no {name} here{near}"),
        Text(
            "remove 和 after 只能写被 extends 的文件中有的名称，after 也可写本文件的其他名称",
            "remove and after take names of the extended file, after also other names of this one",
        ),
    ),
    "E355": Message(
        Text(
            "remove 要么单独写 true（删去整项），要么是要删去的键的列表",
            "remove is either true and stands alone (the whole entry goes), or a list of keys",
        ),
        Text('例如 remove = true，或 remove = ["judged"]', 'remove = true, or remove = ["judged"]'),
    ),
    "E356": Message(
        Text("找不到评价办法 {asked}{near}", "there is no methodology {asked}{near}"),
        Text(
            "用 --rules 给出评价办法文件夹，或者直接写评价办法文件的路径",
            "give its folder with --rules, or name the rule file by its path",
        ),
    ),
    "E357": Message(
        Text(
            "评价办法 {asked} 没有适用的版本{period}。现有版本：{candidates}",
            "no version of the methodology {asked} fits{period}. There are:{candidates}",
        ),
        Text(
            "版本的 in_force 须包含整个评价期；要指定版本，写作 名称@版本",
            "in_force of a version must contain the whole scored period; "
            "id@version takes a version all the same",
        ),
    ),
    "E358": Message(
        Text(
            "评价办法 {asked} 有不止一个版本适用：{candidates}",
            "more than one version of the methodology {asked} would do:{candidates}",
        ),
        Text(
            "写作 名称@版本 来指定一个；同一天适用的版本只应有一个",
            "choose one as id@version; only one version should be in force on a day",
        ),
    ),
    "E359": Message(
        Text(
            "参数 {name} 在同一天有两个值：{days} 与 {other_days}（{other}）重叠",
            "the parameter {name} has two values on a day: {days} overlaps {other_days} ({other})",
        ),
        Text(
            "改 from 或 to，使每一天只有一个值",
            "change from or to so that each day has one value",
        ),
    ),
}
