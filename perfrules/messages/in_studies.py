"""E62x: what is wrong with examples in rule files, and with two versions to be compared."""

from perfrules.messages import Message, Text

IN_STUDIES: dict[str, Message] = {
    "E620": Message(
        Text(
            "例“{name}”：{what} 应为 {expected}，算得 {got}",
            "example '{name}': {what} should be {expected}, it is {got}",
        ),
        Text(
            "核对规则；规则没有错的，更正例中的期望",
            "look at the rules; if they are right, correct what the example expects",
        ),
    ),
    "E621": Message(
        Text("like 所写的例“{like}”不存在{near}", "there is no example '{like}' to be like{near}"),
        Text(
            "like 写同一文件中另一个例的 name；被 extends 的文件中的例不算",
            "like takes the name of another example of this file, not of one that it extends",
        ),
    ),
    "E622": Message(
        Text("like 首尾相接：{circle}", "like goes round in a circle: {circle}"),
        Text("让其中一个例把全部数据写出", "let one of these examples give all of its facts"),
    ),
    "E623": Message(
        Text(
            "这里没有名为“{given}”的{kind}{near}", "there is no {kind} named '{given}' here{near}"
        ),
        Text(
            "score 写指标或加分、扣分的名称，value 写计算步骤或有 value 的指标，"
            "grade 写等级的名称，findings、vetoes、broken_ties 写问题、一票否决、勾稽的名称，"
            "peers 写排名计分的指标",
            "score takes indicators, bonuses and penalties, value takes measures and indicators"
            " that have a value, grade takes the name of a grade, and findings, vetoes and"
            " broken_ties those of findings, vetoes and ties; peers takes ranked indicators",
        ),
    ),
    "E624": Message(
        Text("有不止一个例叫“{name}”", "more than one example is named '{name}'"),
        Text("给每个例不同的 name", "give each example a name of its own"),
    ),
    "E625": Message(
        Text("例“{name}”没有写出期望的结果", "example '{name}' expects nothing"),
        Text(
            '在 [example.expect] 中写 total、grade、score."…"、value."…"、findings、vetoes、'
            "broken_ties、error 或 open",
            'write total, grade, score."…", value."…", findings, vetoes, broken_ties, error or'
            " open under [example.expect]",
        ),
    ),
    "E626": Message(
        Text("没有名称中含有“{given}”的例", "no example has '{given}' in its name"),
        Text("去掉 -n，加 -v，可以看到所有的例", "without -n and with -v all examples are listed"),
    ),
    "E627": Message(
        Text("无法从 git 取出 {asked}：{reason}", "cannot take {asked} from git: {reason}"),
        Text(
            "写作 git:版本:路径，例如 git:HEAD~1:rules/beijing/department/2022.toml；"
            "须在该仓库内运行",
            "write git:REVISION:PATH, such as git:HEAD~1:rules/beijing/department/2022.toml,"
            " inside the repository",
        ),
    ),
    "E628": Message(
        Text(
            "{path} 里没有 {methodology} 的数据文件", "{path} holds no fact file of {methodology}"
        ),
        Text(
            "数据文件的 methodology 须与两个评分办法之一的 id 相同",
            "methodology of a fact file must be the id of one of the two rule files",
        ),
    ),
}
