"""W80x: why the totals of departments side by side cannot be held against each other."""

from perfrules.messages import Message, Text

IN_COMPARE: dict[str, Message] = {
    "W800": Message(
        Text(
            "单位用的评分办法有 {count} 种（{names}），总分没有共同的尺度：各自列表，各自排名",
            "{count} methodologies ({names}) have no common scale: each has its own table and"
            " its own places",
        ),
        Text(
            "要合在一起排名，各单位须用同一份评分办法",
            "to rank all together, score all of them by one methodology",
        ),
    ),
    "W801": Message(
        Text(
            "{methodology}：评价期间不同（{periods}），名次是跨期间的",
            "{methodology}: the periods differ ({periods}), so places are across periods",
        ),
    ),
    "W802": Message(
        Text(
            "{methodology}：参数不同（{names}），同样的数据会得不同的分",
            "{methodology}: parameters differ ({names}): the same facts would score otherwise",
        ),
    ),
    "W803": Message(
        Text(
            "{methodology}：{who} 的实际权重与其他单位不同（指标：{indicators}），"
            "总分和名次不能直接比较",
            "{methodology}: effective weights are not the same for all ({who}; at {indicators}),"
            " so totals and places are not on one scale",
        ),
        Text(
            "看“权重不同之处”一表；得分率按各指标比较，不受权重影响",
            "see the table of weights that differ; rates can be compared indicator by indicator",
        ),
    ),
    "W804": Message(
        Text(
            "{methodology}：{count} 个单位未算完或不能计算，没有参加按名次计分的指标"
            "（{indicators}）的排名；它们补齐后，其他单位的得分也可能变",
            "{methodology}: departments that are open or refused ({count}) take no part in the"
            " places of {indicators}; once they do, the scores of the others may change",
        ),
    ),
    "W805": Message(
        Text(
            "{methodology}：同一单位、同一期间的数据不止一份（{names}），每份各占一个名次",
            "{methodology}: more than one fact set of one department and period ({names}); each"
            " takes a place",
        ),
    ),
}
