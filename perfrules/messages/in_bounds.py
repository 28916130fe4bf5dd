"""E51x, W51x: what a score may be by units and declared ranges, beside the points it has."""

from perfrules.messages import Message, Text

_HINT = Text(
    "为这些数据写明 range（表的列用 must），或在公式里用 min、max 限住；政策规定封顶、保底的，"
    "写 cap、floor。区间只说明“可能”，是否真会超出，由 perfrules prove 判定",
    "declare a range for these facts (must for columns of a table), or write min or max in the"
    " formula, or cap or floor where the policy limits the score; an interval only says “may”:"
    " perfrules prove decides",
)

IN_BOUNDS: dict[str, Message] = {
    "E510": Message(
        Text(
            "这里应为{must}，不是以“{unit}”计的数", "{must} must stand here, not a number in {unit}"
        ),
        Text(
            "写成不带单位的数；占分值的比例可以写百分数，如 80%",
            "write a number without a unit; a share of the points may be a percentage, such as 80%",
        ),
    ),
    "W510": Message(
        Text(
            "“{key}”的得分可能超出 {limits}：按所声明的范围在 {found} 之内；用到的数据：{facts}",
            "'{key}' may leave {limits}: by the declared ranges it lies within"
            " {found}; facts: {facts}",
        ),
        _HINT,
    ),
    "W511": Message(
        Text(
            "“{key}”的得分{side}，应在 {limits}之内：按所声明的范围是 {found}；用到的数据：{facts}",
            "nothing bounds '{key}' {side}, though it has {limits}: by the declared"
            " ranges it lies within {found}; facts: {facts}",
        ),
        _HINT,
    ),
    "W512": Message(
        Text(
            "这里给“{key}”{found} 分，一定超出 {limits}：计分时会被拒绝",
            "this gives '{key}' {found} points, always outside {limits}:"
            " it will be refused when scored",
        ),
        Text(
            "更正分数或分值；政策允许超过满分的，写 cap（低于 0 的，写 floor）",
            "correct the score or the points; where the policy goes beyond them say cap,"
            " and floor for less than 0",
        ),
    ),
    "W513": Message(
        Text(
            "“{key}”的分段没有覆盖 {where}，而 {of} 按所声明的范围可以达到：计分时会被拒绝",
            "the rows of '{key}' leave out {where}, which {of} can reach by the declared ranges:"
            " it will be refused when scored",
        ),
        Text(
            "补上分段；政策没有规定的写 open；达不到的，为 {facts} 写明 range",
            "add a row, or one with open where the policy says nothing; if it cannot be reached,"
            " declare a range for {facts}",
        ),
    ),
    "W514": Message(
        Text(
            "“{key}”的这一行永远用不到：没有数据能满足它，又不满足前面的各行",
            "this row of '{key}' is never reached: no facts meet it and none of the rows before it",
        ),
        Text(
            "核对界限和行的顺序；多余的行删去",
            "look at the limits and at the order of the rows; remove a row that is not needed",
        ),
    ),
    "W515": Message(
        Text(
            "“{key}”的条件永远不成立：按所声明的范围，没有数据能满足它",
            "the condition of '{key}' never holds: by the declared ranges no facts meet it",
        ),
        Text(
            "核对条件里的界限和单位，以及数据的 range",
            "look at the limits and units in the condition, and at the ranges of its facts",
        ),
    ),
}
