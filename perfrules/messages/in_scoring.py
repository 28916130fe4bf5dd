"""E5xx: what went wrong while scoring."""

from perfrules.messages import Message, Text

IN_SCORING: dict[str, Message] = {
    "E501": Message(
        Text("总分 {total} 不在任何等级之内", "no grade holds the total {total}"),
        Text(
            "请在 [[grade]] 中为这个分数规定等级，或更正各等级的区间",
            "give this total a grade under [[grade]], or correct the intervals of the grades",
        ),
    ),
    "E502": Message(
        Text(
            "“{key}”算得 {score} 分，不在 {low} 至 {high} 分之间",
            "'{key}' comes to {score} points, which is not between {low} and {high}",
        ),
        Text(
            "请核对公式和事实；政策规定封顶或保底的，用 cap 或 floor 写明",
            "check formula and facts; if the policy limits the score, say so with cap or floor",
        ),
    ),
    "E503": Message(
        Text("“{key}”的满分为 0，没有得分率", "'{key}' has 0 points, so it has no rate"),
        Text("请不要引用它的得分率", "do not ask for its rate"),
    ),
    "E504": Message(
        Text(
            "“{key}”各下级指标精确得分之和的位数过多",
            "the exact scores below '{key}' add up to a number with too many digits",
        ),
        Text(
            "请在下级指标的公式中舍入，例如 四舍五入(…, 0.01)",
            "round in the formulas below it, for example round(…, 0.01)",
        ),
    ),
    "E505": Message(
        Text(
            "精确总分的位数过多",
            "the exact scores add up to a total with too many digits",
        ),
        Text(
            "请在各指标的公式中舍入，例如 四舍五入(…, 0.01)",
            "round in the formulas of the indicators, for example round(…, 0.01)",
        ),
    ),
}
