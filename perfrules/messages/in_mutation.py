"""E68x, W68x: what examples leave untested, and what is wrong with how that was asked."""

from perfrules.messages import Message, Text

IN_MUTATION: dict[str, Message] = {
    "E680": Message(
        Text("{option} 不能是“{given}”", "{option} cannot be '{given}'"),
        Text(
            "写 0 到 1 的分数、小数或百分数，如 9/10、0.9、90%",
            "write a fraction, a decimal or a percentage from 0 to 1: 9/10, 0.9, 90%",
        ),
    ),
    "E681": Message(
        Text("{option} 要与 {other} 一起用", "{option} needs {other} beside it"),
        Text("加上 {other}，或去掉 {option}", "add {other}, or leave {option} out"),
    ),
    "E682": Message(
        Text(
            "例“{name}”在规则未改动时就不通过，不能用来察觉改动",
            "example '{name}' fails with the rules as they are, so no change can be told by it",
        ),
        Text("先让所有的例通过", "let all examples pass first"),
    ),
    "W680": Message(
        Text("没有例走到：{what}（{node}）", "no example reaches: {what} ({node})"),
    ),
    "W681": Message(
        Text("没有例察觉到改动：{what}（{node}）", "no example notices: {what} ({node})"),
    ),
}
