"""E38x, W38x and E53x: bonuses, penalties, vetoes, ties, findings, gaps and acceptances."""

from perfrules.messages import Message, Text

_DOES_NOT_TIE = Text(
    "勾稽关系“{name}”不成立：{that}，左边 {left}，右边 {right}，相差 {difference}{allowed}{says}",
    "the tie '{name}' does not hold: {that}, {left} on the left, {right} on the right, "
    "{difference} apart{allowed}{says}",
)
_CORRECT_THE_FACTS = Text(
    "核对等号两边的数据及其出处；允许有差额的，用 within 写明",
    "check the facts on both sides against their sources; say with within what may differ",
)

IN_ABOVE: dict[str, Message] = {
    "E380": Message(
        Text(
            "加分或扣分项目“{name}”没有可用的计分方式",
            "'{name}' says no way of scoring that a bonus or a penalty can have",
        ),
        Text(
            "写 score、cases、bands、ratio、add、checklist 或 judged = true 之一；从零往上算，"
            "扣几分也写 add，不写 deduct",
            "write one of score, cases, bands, ratio, add, checklist, judged = true; it is "
            "reckoned upward from zero, so a penalty too has add and not deduct",
        ),
    ),
    "E381": Message(
        Text(
            "有加分或扣分项目时，必须写明总分的上限和下限",
            "with a bonus or a penalty, the limits of the total must be stated",
        ),
        Text(
            "在 [methodology] 中写 total_at_most = 100（可超过满分的写更大的数）和 total_floor = 0",
            "under [methodology] write total_at_most = 100 (more, where the total may pass the "
            "points) and total_floor = 0",
        ),
    ),
    "E382": Message(
        Text(
            "“{name}”自己计分，它下面不能有未写入规则的部分",
            "'{name}' is scored by itself, so it cannot have a gap below it",
        ),
        Text(
            "parent 写它的上级；一级的写在顶层，不写 parent",
            "give the gap the parent of that leaf; at the top level it has none",
        ),
    ),
    "E383": Message(
        Text("一票否决“{name}”没有说明后果", "the veto '{name}' does not say what it does"),
        Text(
            "写 score（总分记为）、cap（总分不超过）、grade（等级定为）、best_grade（等级不高于）"
            "中的一项或几项",
            "write any of score (the total becomes), cap (the total is at most), grade (the grade "
            "becomes), best_grade (the grade is at best)",
        ),
    ),
    "E384": Message(
        Text("没有名为“{name}”的等级{near}", "there is no grade {name}{near}"),
        Text("写 [[grade]] 中的一个名称", "use a name that stands in [[grade]]"),
    ),
    "E385": Message(
        Text(
            "{key} 不在总分可能的范围 {low} 至 {high} 之内",
            "{key} lies outside what the total can be, {low} to {high}",
        ),
        Text(
            "更正这个数，或 points、total_at_most、total_floor",
            "correct this number, or points, total_at_most, total_floor",
        ),
    ),
    "E386": Message(
        Text("勾稽关系应是一个等式", "a tie is one equation"),
        Text(
            'that 中只写一个等号，例如 that = "基本支出 + 项目支出 = 财政拨款支出"',
            'that has one equals sign, such as that = "基本支出 + 项目支出 = 财政拨款支出"',
        ),
    ),
    "E387": Message(
        Text(
            "within 应是不小于零的数，可带单位",
            "within is a number, perhaps with a unit, and not below zero",
        ),
        Text(
            '写成 within = "0.01万元"；必须完全相等的不写 within',
            'write within = "0.01万元"; leave it out where both sides must be equal',
        ),
    ),
    "E388": Message(
        Text("“{text}”不能填入数值", "'{text}' is no place for a value"),
        Text(
            "花括号里只写名称，或 得分(名称)、满分(名称)、得分率(名称)，后面可加位数："
            "{{执行率:.2%}}、{{得分(执行):.2f}}；要算的数先写成 [measure]",
            "in braces stands a name, or score_of(name), points_of(name), rate_of(name), perhaps "
            "with digits: {{执行率:.2%}}, {{score_of(执行):.2f}}; what is reckoned is a [measure]",
        ),
    ),
    "E389": Message(
        Text(
            "“{name}”不能按 {show} 显示",
            "'{name}' cannot be shown as {show}",
        ),
        Text(
            "百分数用 .2%，其他数用 .2f，文字、日期和是否不写位数",
            "a percentage takes .2%, another number .2f; a text, a day, yes or no take nothing",
        ),
    ),
    "W380": Message(
        Text(
            "[[accept]] 所指的问题（{code}，{node}）并不存在",
            "there is no problem for [[accept]] to accept ({code}, {node})",
        ),
        Text(
            "删去它；或核对 code 和 node（问题中提到的名称）",
            "remove it, or check code and node (the name that the problem mentions)",
        ),
    ),
    "W381": Message(
        Text("已接受的问题 {code}：{said}；理由：{reason}", "accepted, {code}: {said}; {reason}"),
    ),
    "E530": Message(_DOES_NOT_TIE, _CORRECT_THE_FACTS),
    "W530": Message(_DOES_NOT_TIE, _CORRECT_THE_FACTS),
}
