"""E66x: what is wrong with making facts, and with asking for incentives."""

from perfrules.messages import Message, Text

IN_GENERATED: dict[str, Message] = {
    "E660": Message(
        Text(
            "“{name}”的值 {value} 不能写成有限小数",
            "the value {value} of {name} is no finite decimal",
        ),
        Text(
            "数据文件只写有限小数；换一个写得尽的数",
            "a fact file holds finite decimals only; take a number that ends",
        ),
    ),
    "E661": Message(
        Text(
            "试了 {count} 次，没有得到合乎规则的数据；最后一次的问题：{why}",
            "no facts that keep to the rules after {count} attempts; the last one: {why}",
        ),
        Text(
            "勾稽、表的 must 和 total 可能互相矛盾，或者难以同时满足；写一个 [[example]] 作为起点",
            "ties, must and total of tables may contradict each other, or be hard to meet together;"
            " write an [[example]] to start from",
        ),
    ),
    "E662": Message(
        Text(
            "{count} 份数据写不进一个 {format} 文件",
            "{count} fact sets do not fit into one {format} file",
        ),
        Text(
            "用 -o 给一个文件夹，每份写一个文件；或者 --format csv，每份一行",
            "give -o a folder, for a file each; or take --format csv, for a row each",
        ),
    ),
    "E663": Message(
        Text("{format} 不能写{what}", "{format} cannot hold {what}"),
        Text("用 --format toml", "take --format toml"),
    ),
    "E664": Message(
        Text(
            "{option} 不能是“{given}”，应为 {in} 的整数",
            "{option} cannot be '{given}': it takes a whole number, {in}",
        ),
        Text("例如 -n 20 --seed 7", "for example -n 20 --seed 7"),
    ),
    "E665": Message(
        Text(
            "{option} 不能是“{given}”，应为大于 0 的分数",
            "{option} cannot be '{given}': it takes a number of points above 0",
        ),
        Text("例如 --jump 5 或 --jump 0.5", "for example --jump 5 or --jump 0.5"),
    ),
}
