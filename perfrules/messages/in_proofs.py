"""E64x, E65x, W64x: what proofs refute, and acceptances of what is not there."""

from perfrules.messages import Message, Text

IN_PROOFS: dict[str, Message] = {
    "E640": Message(
        Text(
            "“{name}”的得分会超出 {low} 至 {high}：{score}",
            "'{name}' can score outside {low} to {high}: {score}",
        ),
        Text(
            "公式里写 min、max 或 clamp，或写明 cap、floor；数据到不了那里的，给数据写上 range",
            "write min, max or clamp in the formula, or cap and floor; if the facts cannot be so,"
            " declare their range",
        ),
    ),
    "E641": Message(
        Text("“{name}”会无法计算：{said}", "'{name}' cannot always be computed: {said}"),
        Text(
            '不会为零的写 range = "> 0"；会为零的，用 如果(…) 写明那时怎样算',
            'where it is never zero write range = "> 0"; where it may be, say with IF(…) what then',
        ),
    ),
    "E642": Message(
        Text("“{name}”的目标值会是零或负数", "the target of '{name}' can be zero or below"),
        Text(
            '给目标写 range = "> 0"（表里写 must）；目标会是零的，另写一种计分规则',
            'declare range = "> 0" for the target (must in a table); if it may be zero, write'
            " another way of scoring for that",
        ),
    ),
    "E643": Message(
        Text("“{name}”有漏掉的情况：{what}", "'{name}' leaves a case out: {what}"),
        Text(
            "补上这一档；政策没有规定的，写 open；数据到不了那里的，写 range",
            "add a row for it; where the policy says nothing write open; if the facts cannot be"
            " so, declare their range",
        ),
    ),
    "E644": Message(
        Text("“{name}”会同时符合几行：{rows}", "several rows of '{name}' can hold at once: {rows}"),
        Text(
            '让各行互斥，或写 hit = "first"',
            'make the rows exclude each other, or write hit = "first"',
        ),
    ),
    "E645": Message(
        Text("“{name}”的{row}永远轮不到：{why}", "{row} of '{name}' can never be hit: {why}"),
        Text(
            "核对各行的条件和次序；确实多余的，删去",
            "look at the conditions and their order; remove the row if it is not needed",
        ),
    ),
    "E646": Message(
        Text(
            "“{fact}”{more}，“{name}”的得分反而降低：{before} → {after}",
            "more points were expected for {more} '{fact}', but '{name}' falls: {before} → {after}",
        ),
        Text(
            "核对公式的方向；政策如此的，用 [[accept]] 说明",
            "look at the direction of the formula; if the policy is so, say why in [[accept]]",
        ),
    ),
    "E647": Message(
        Text("一票否决“{name}”永远不会触发", "the veto '{name}' can never fire"),
        Text(
            "核对 when 的条件，以及其中各项数据的 range",
            "look at the condition in when, and at the ranges of its facts",
        ),
    ),
    "E648": Message(
        Text(
            "“{name}”不影响任何得分：总是 {score} 分",
            "'{name}' never makes a difference: its score is always {score}",
        ),
        Text(
            "核对分值和公式；只作记载的，不必列为指标",
            "look at its points and its formula; what is only told need not be an indicator",
        ),
    ),
    "E649": Message(
        Text("总分会没有等级：{total}", "a total can be without a grade: {total}"),
        Text(
            "写明 total_at_most、total_floor，或扩大等级的区间",
            "state total_at_most and total_floor, or widen the grades",
        ),
    ),
    "E650": Message(
        Text(
            "印出的总分与等级矛盾：取整前 {exact}（{grade}），印作 {printed}（{other}）",
            "the printed total can contradict the grade: {exact} before rounding is '{grade}',"
            " {printed} as printed is '{other}'",
        ),
        Text(
            '写 grade_on = "printed"，让印出的总分定等级',
            'write grade_on = "printed", so that the printed total is graded',
        ),
    ),
    "E651": Message(
        Text(
            "取整会改变等级：取整前 {exact}（{grade}），印作 {printed}（{other}）",
            "rounding can change the grade: {exact} before rounding is '{grade}', {printed} as"
            " printed is '{other}'",
        ),
        Text(
            "rounding 取到 0.01；政策规定按整数定等级的，用 [[accept]] 说明",
            "round to 0.01; if the policy grades whole numbers, say so in [[accept]]",
        ),
    ),
    "E652": Message(
        Text("“{given}”不是秒数", "'{given}' is no number of seconds"),
        Text("写一个正数，如 2 或 0.5", "write a number above zero, such as 2 or 0.5"),
    ),
    "W640": Message(
        Text(
            "[[accept]] 所写的问题并不存在（{code}，{node}）",
            "there is nothing for [[accept]] to accept ({code}, {node})",
        ),
        Text(
            "删去，或核对 code 和 node；code 和 node 见 perfrules prove 的输出",
            "remove it, or check code and node against what perfrules prove says",
        ),
    ),
}
