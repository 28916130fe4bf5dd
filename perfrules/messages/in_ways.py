"""E3xx: what is wrong with a way of scoring."""

from perfrules.messages import Message, Text

IN_WAYS: dict[str, Message] = {
    "E311": Message(
        Text(
            "一个指标只能有一种计分方式，这里写了：{ways}",
            "an indicator is scored in one way, not in several: {ways}",
        ),
        Text("只保留其中一种", "keep one of them"),
    ),
    "E321": Message(
        Text("{key} 里一行也没有", "{key} has no rows"),
        Text("至少写一行，或删去 {key}", "write at least one row, or remove {key}"),
    ),
    "E323": Message(
        Text("分段{what}以下取值：{where}", "the rows of bands {what} these values: {where}"),
        Text(
            '相邻两行首尾相接，只有一行含端点；政策没有规定的一段写 open = "原因"',
            "let neighbours meet, one of them closed; "
            'a stretch that the policy leaves open is a row with open = "why"',
        ),
    ),
    "E324": Message(
        Text(
            "每个分段恰好写一种结果：share、score、from 加 to，或 open",
            "a row of bands gives exactly one of share, score, from with to, or open",
        ),
        Text(
            '例如 {{ in = "[80%, 90%)", share = "80%" }}',
            'for example {{ in = "[80%, 90%)", share = "80%" }}',
        ),
    ),
    "E325": Message(
        Text("加减分项缺少 for 或 when", "the item says neither for nor when"),
        Text(
            'for = "数量或超出额"（按量扣加），或 when = "条件"（满足即扣加一次）',
            'for = "a count or an excess", or when = "a condition" (once)',
        ),
    ),
    "E326": Message(
        Text("each 要和 for 一起用", "each goes with for"),
        Text('写明 for = "数量或超出额"', 'say for = "a count or an excess"'),
    ),
    "E327": Message(
        Text(
            "each 和 steps 必须同时写：不足一档怎么算，政策有三种读法",
            "each and steps go together: a part of a step can be read in three ways",
        ),
        Text(
            'steps = "linear"（按比例）、"whole"（不足一档不算）或 "started"（不足一档按一档）',
            'steps = "linear" (in proportion), "whole" (only whole steps) or '
            '"started" (a part counts whole)',
        ),
    ),
    "E328": Message(
        Text(
            "清单各项之和 {total} 不等于指标分值 {points}",
            "the items of the checklist make {total}, not the {points} points of the indicator",
        ),
        Text(
            "更正某一项的 points，或指标的 points",
            "correct the points of an item, or of the indicator",
        ),
    ),
    "E329": Message(
        Text("评分档次{what}以下得分：{where}", "the tiers {what} these scores: {where}"),
        Text(
            '相邻档次首尾相接；只给整数分时写 step = 1；政策本身重叠时写 overlap = "recorded"',
            "let neighbours meet; when only whole numbers are given say step = 1; "
            'where the policy itself overlaps say overlap = "recorded"',
        ),
    ),
    "E330": Message(
        Text(
            "没有 when 的一行必须是最后一行，否则后面各行永远轮不到",
            "a row without when must be the last: no row behind it can be reached",
        ),
        Text("把它移到最后，或补上 when", "move it to the end, or give it a when"),
    ),
    "E337": Message(
        Text(
            'hit = "only" 时每一行都要有 when',
            'with hit = "only" every row needs a when',
        ),
        Text('补上 when，或写 hit = "first"', 'give the row a when, or say hit = "first"'),
    ),
    "E338": Message(
        Text(
            "from、to 的分段要有左右两个不同的端点",
            "a row with from and to needs two different ends",
        ),
        Text('例如 in = "(2, 3]"', 'for example in = "(2, 3]"'),
    ),
    "E339": Message(
        Text("sign 为 = 时没有超额完成", "with sign = there is no over-achievement"),
        Text("删去 over", "remove over"),
    ),
    "E340": Message(
        Text(
            "{key} 要和 {partner} 一起用，单独写不起作用", "{key} means nothing without {partner}"
        ),
        Text("删去 {key}，或补上 {partner}", "remove {key}, or write {partner}"),
    ),
    "E341": Message(
        Text(
            "清单的一项写 item 或 any，二者取一",
            "an item of a checklist says item or any, one of them",
        ),
        Text(
            '{{ item = "有制度", points = 1 }} 或 {{ any = ["有计划", "有文件"], points = 2 }}',
            '{{ item = "name", points = 1 }} or {{ any = ["a", "b"], points = 2 }}',
        ),
    ),
    "E342": Message(
        Text("judged 只能是 true", "judged can only be true"),
        Text("不是评判打分的指标，删去 judged", "remove judged where nobody judges"),
    ),
    "E343": Message(
        Text("评分档次写 share 或 score，二者取一", "a tier says share or score, one of them"),
        Text(
            'share = "[80%, 100%]"（占分值的比例）或 score = "[13, 20]"（分数）',
            'share = "[80%, 100%]" (of the points) or score = "[13, 20]"',
        ),
    ),
    "E347": Message(
        Text(
            "清单的“{name}”已声明为{is}，不是是否类数据",
            "the checklist asks for {name}, which is declared as {is}, not as a yes/no fact",
        ),
        Text(
            '清单项不必另行声明：换一个名称，或把声明改为 kind = "yes/no"',
            'items need no declaration: use another name, or declare kind = "yes/no"',
        ),
    ),
    "E349": Message(
        Text(
            "按金额（{unit}）扣加分必须写明每多少算一档",
            "points for an amount of money ({unit}) need to say for each how much",
        ),
        Text(
            '写 each = "100万元" 和 steps',
            'write each = "100万元" and steps',
        ),
    ),
    "E390": Message(
        Text("{key} 有 {count} 行，最多 {most} 行", "{key} has {count} rows; {most} are the most"),
        Text("拆成几个指标", "split it into several indicators"),
    ),
    "E395": Message(
        Text(
            "{key} 有 {count} 项，最多 {most} 项", "{key} has {count} entries; {most} are the most"
        ),
        Text("分成几个办法", "split it into several methodologies"),
    ),
    "E396": Message(
        Text(
            "指标“{name}”在第 {most} 层以下",
            "the indicator {name} stands more than {most} levels deep",
        ),
        Text("减少指标的层次", "use fewer levels of indicators"),
    ),
}
