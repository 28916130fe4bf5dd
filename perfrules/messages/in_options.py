"""E36x, E45x, E54x: when a node applies, what is picked, equal shares, hands, ranks."""

from perfrules.messages import Message, Text

IN_OPTIONS: dict[str, Message] = {
    "E360": Message(
        Text(
            "{key} 单独写不完整：适用条件和不适用时的处理必须同时写明",
            "{key} alone is not enough: when a node applies, and what else, are said together",
        ),
        Text(
            'applies = "条件"，并写 otherwise = "rescale_parent"（分值由同级指标分担）、'
            '"rescale_total"（总分折算）、"full"（得满分）、"zero"（不得分）或 "error"（不允许）',
            'applies = "condition" with otherwise = "rescale_parent" (the siblings share the '
            'points), "rescale_total" (they leave the total), "full", "zero" or "error"',
        ),
    ),
    "E361": Message(
        Text(
            'choose = "some" 必须写 split（分值怎样分），choose = "one" 不能写',
            'choose = "some" needs split (how the points are shared); "one" goes without it',
        ),
        Text(
            'split = {{ how = "equal", to = 1, remainder = "last" }}',
            'split = {{ how = "equal", to = 1, remainder = "last" }}',
        ),
    ),
    "E362": Message(
        Text(
            "上级指标写了 split，分值由它均分，这里不能再写 points",
            "the indicator above splits its points equally, so none can be stated here",
        ),
        Text("删去 points，或删去上级的 split", "remove points, or the split above"),
    ),
    "E363": Message(
        Text("{key} 只对有下级的指标有意义", "{key} means nothing without indicators below"),
        Text(
            "删去 {key}；若漏写了下级指标，请在下级写 parent",
            "remove {key}; or give the indicators below it a parent",
        ),
    ),
    "E364": Message(
        Text(
            "“{name}”下级择一考核，每个下级的分值都应是 {all}，不是 {points}",
            "one of those below {name} is chosen, so each has its {all} points, not {points}",
        ),
        Text("删去 points，或改为 {all}", "remove points, or write {all}"),
    ),
    "E365": Message(
        Text(
            "{points} 分均分给 {count} 个指标，有的指标分不到分",
            "{points} points in {count} equal shares leave some of them without points",
        ),
        Text(
            '把 split 的 to 改小（例如 to = 0.1），或写 remainder = "spread"',
            'make the step of the split smaller (such as to = 0.1), or say remainder = "spread"',
        ),
    ),
    "E366": Message(
        Text(
            "“{name}”由单位选定后才知道分值，不能再有下级",
            "the points of {name} are known only when it is picked: it cannot have others below",
        ),
        Text("把它的下级直接放到上级之下", "put those below it directly below its parent"),
    ),
    "E367": Message(
        Text("各评分人的权重之和是 {sum}，不是 100%", "the raters' weights make {sum}, not 100%"),
        Text("更正某一个权重", "correct one of the weights"),
    ),
    "E368": Message(
        Text(
            'weights = "open" 的指标框架没有分值，不能写分值、等级和按分计的规则（{key}）',
            'a framework with weights = "open" has no points, grades or rules in points ({key})',
        ),
        Text(
            "框架只写 value 或 judged = true；要评分，请另写一个文件引用它（extends）并给出分值",
            "write value or judged = true only; to score, extend it in a file that gives points",
        ),
    ),
    "E369": Message(
        Text("按名次计分写 score 或 rows，二者取一", "a rank says score or rows, one of them"),
        Text(
            'score = "分值 − 0.25 × (名次 − 1)"，或 rows = [ {{ in = "[1, 5]", score = "5" }}, … ]',
            'score = "points - 0.25 × (名次 - 1)", or rows = [ {{ in = "[1, 5]", score = "5" }} ]',
        ),
    ),
    "W360": Message(
        Text(
            "“{name}”的下级各 {each} 分，{count} 个合计 {sum} 分，与其分值 {points} 分不等",
            "those below {name} have {each} points each: {count} of them make {sum}, not {points}",
        ),
        Text(
            'remainder = "keep" 就是这个结果；要相等，请写 "last"、"first" 或 "spread"',
            'that is what remainder = "keep" says; "last", "first" or "spread" would tie',
        ),
    ),
    "E450": Message(
        Text("“{name}”不是可以选择的指标{near}", "{name} is no indicator that lets choose{near}"),
        Text(
            "[picked] 里写规则文件中有 choose 的上级指标",
            "[picked] names the indicators that say choose in the rule file",
        ),
    ),
    "E451": Message(
        Text("“{name}”下没有“{child}”{near}", "there is no {child} below {name}{near}"),
        Text("应为以下之一：{options}", "one of: {options}"),
    ),
    "E452": Message(
        Text("“{name}”只能选一个，这里有 {count} 个", "one is picked below {name}, not {count}"),
        Text('写成 "{name}" = "选定的指标"', 'write "{name}" = "the one that is picked"'),
    ),
    "E453": Message(
        Text(
            "“{name}”的 {points} 分均分给选定的 {count} 个，有的分不到分",
            "the {points} points of {name} leave some of the {count} picked without points",
        ),
        Text("少选几个，或更正规则文件的 split", "pick fewer, or correct the split of the rules"),
    ),
    "E454": Message(
        Text("“{name}”没有被选定，不能评分", "{name} was not picked, so it cannot be judged"),
        Text("删去这条评分，或更正 [picked]", "remove the judgement, or correct [picked]"),
    ),
    "E455": Message(
        Text("没有“{stage}”这个阶段{near}", "there is no stage {stage}{near}"),
        Text("应为以下之一：{options}", "one of: {options}"),
    ),
    "E456": Message(
        Text(
            "评分人与规则不符：{names}{near}", "the raters are not those of the rule: {names}{near}"
        ),
        Text("每人一个分数，不多不少：{options}", "one score from each of: {options}"),
    ),
    "E540": Message(
        Text(
            "“{key}”不适用，而办法不允许它不适用",
            "'{key}' does not apply, which its rule does not allow",
        ),
        Text(
            "核对适用条件所用的数据；允许不适用时，改 otherwise",
            "check the facts of its condition; if it may be, change otherwise",
        ),
    ),
    "E541": Message(
        Text(
            "“{key}”的下级没有一个适用，不适用的分值无人分担",
            "none of those below '{key}' applies, so nobody can take over the points",
        ),
        Text(
            "核对适用条件；整个上级不适用时，给上级写 applies",
            "check the conditions; if the whole does not apply, say so above",
        ),
    ),
    "E542": Message(
        Text("没有一个指标适用，无法折算总分", "nothing applies, so there is no total to rescale"),
        Text("核对各指标的适用条件", "check when the indicators apply"),
    ),
}
