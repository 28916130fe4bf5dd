"""E4xx and W4xx: what is wrong with facts and judgements."""

from perfrules.messages import Message, Text

IN_FACTS: dict[str, Message] = {
    "E401": Message(
        Text("period 不是年份，也不是起止日期", "period is neither a year nor two days"),
        Text(
            "写 period = 2022，或 period = {{ from = 2022-01-01, to = 2022-06-30 }}",
            "write period = 2022, or period = {{ from = 2022-01-01, to = 2022-06-30 }}",
        ),
    ),
    "E402": Message(
        Text("评价办法没有声明数据“{name}”{near}", "the methodology declares no fact {name}{near}"),
        Text(
            "更正名称；perfrules show 列出评价办法要的全部数据",
            "correct the name; perfrules show lists the facts that the methodology wants",
        ),
    ),
    "E403": Message(
        Text(
            "“{name}”由参数文件统一给出，单位不能自填",
            "{name} is set for everybody by a parameter file, not by a fact file",
        ),
        Text(
            "删去这一行；要更正数值请改参数文件",
            "remove the line; correct the value in the parameter file",
        ),
    ),
    "E404": Message(
        Text("“{name}”应为数值，不是“{value}”", "{name} must be a number, not '{value}'"),
        Text(
            "写数，单位 {unit}；没有数据就删去这一行，不要写 0",
            "write a number in {unit}; leave the line out when there is none, never 0",
        ),
    ),
    "E405": Message(
        Text(
            "“{name}”是百分数，{value} 有两种读法",
            "{name} is a percentage, and {value} can be read in two ways",
        ),
        Text(
            '连同百分号写成 "93.77%"（带引号）',
            'write it with the sign, as "93.77%" (in quotes)',
        ),
    ),
    "E406": Message(
        Text(
            "“{name}”的值 {value} 超出规定范围 {range}",
            "{name} is {value}, outside its range {range}",
        ),
        Text(
            "核对数值和单位；范围有误时改规则文件",
            "check the value and its unit; if the range is wrong, correct the rule file",
        ),
    ),
    "E407": Message(
        Text("“{name}”应为是或否，不是“{value}”", "{name} must be yes or no, not '{value}'"),
        Text('写 true 或 false，或 "是"、"否"', 'write true or false, or "yes", "no"'),
    ),
    "E408": Message(
        Text("“{name}”应为日期，不是“{value}”", "{name} must be a day, not '{value}'"),
        Text("写 2022-06-30（TOML 里不加引号）", "write 2022-06-30 (in TOML without quotes)"),
    ),
    "E409": Message(
        Text("“{name}”应为文字，不是“{value}”", "{name} must be a text, not '{value}'"),
        Text("写成文字，用英文引号括起来{options}", "write a text, in quotes{options}"),
    ),
    "E410": Message(
        Text("没有名为“{name}”的评判指标{near}", "there is no judged indicator {name}{near}"),
        Text("更正名称，与规则文件里的指标一致", "correct the name to that of the rule file"),
    ),
    "E411": Message(
        Text(
            "指标“{name}”按规则计分，不能直接给分{near}",
            "indicator {name} is scored by its rule, so no score can be given for it{near}",
        ),
        Text(
            "删去这条评分；印出的得分写在 [published.score] 里",
            "remove it; a printed score goes into [published.score]",
        ),
    ),
    "E412": Message(
        Text("“{name}”不能是“{value}”{near}", "{name} cannot be '{value}'{near}"),
        Text("应为以下之一：{options}", "one of: {options}"),
    ),
    "E413": Message(
        Text(
            "“{name}”评分 {score} 超出 {low} 至 {high}",
            "the score {score} of {name} is outside {low} to {high}",
        ),
        Text(
            "更正评分；分值和上下限在规则文件里",
            "correct the score; points and limits stand in the rule file",
        ),
    ),
    "E414": Message(
        Text(
            "“{name}”评分 {score} 不是 {step} 的整数倍",
            "the score {score} of {name} is no multiple of {step}",
        ),
        Text("按规则只能给 {step} 的倍数", "the rule allows multiples of {step} only"),
    ),
    "E415": Message(
        Text(
            "“{name}”没有得满分（{score}），必须写明原因",
            "{name} has not full points ({score}), so a reason is required",
        ),
        Text('补上 reason = "扣分原因"', 'add reason = "why points were lost"'),
    ),
    "E416": Message(
        Text("“{name}”没有名为“{tier}”的档次{near}", "{name} has no tier {tier}{near}"),
        Text("用规则文件里的档次名称", "use the name of a tier in the rule file"),
    ),
    "E417": Message(
        Text(
            "“{name}”的档次互相重叠，评分必须写明 tier",
            "the tiers of {name} overlap, so the judgement must name its tier",
        ),
        Text('补上 tier = "档次名称"', 'add tier = "name"'),
    ),
    "E418": Message(
        Text(
            "“{name}”评分 {score} 不在档次“{tier}”的范围 {range} 内",
            "the score {score} of {name} is not in its tier {tier}, {range}",
        ),
        Text("更正评分或档次", "correct the score or the tier"),
    ),
    "E419": Message(
        Text("“{name}”的值 {value} 不是数", "the value {value} of {name} is not a number"),
        Text("没有数据时不要写这一项", "leave it out when it is not known"),
    ),
    "E420": Message(
        Text(
            "这里要一个单位的数据，文件中有 {count} 个",
            "one fact set is wanted, the file holds {count}",
        ),
        Text(
            "多个单位用 perfrules score 评分，每个一行",
            "score many with perfrules score, a line for each",
        ),
    ),
    "E421": Message(
        Text("“{name}”超过 {most} 个字", "{name} has more than {most} characters"),
        Text("写得短些，详情放进 note 或附件", "shorten it; details go into note or an annex"),
    ),
    "E422": Message(
        Text(
            "这些数据没有写在 [facts] 之下：{names}",
            "these facts do not stand under [facts]: {names}",
        ),
        Text("在第一项之前加一行 [facts]", "put a line [facts] before the first of them"),
    ),
    "W401": Message(
        Text(
            "评价办法没有用到列“{name}”，已忽略",
            "the methodology has no use for the column {name}: ignored",
        ),
        Text(
            "名称有误时请更正；perfrules show 列出要的数据",
            "correct the name if it is meant as a fact; perfrules show lists them",
        ),
    ),
}
