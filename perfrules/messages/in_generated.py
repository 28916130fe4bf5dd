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
}
