"""The words of the views for what applies, what is picked, rescaled points, hands and ranks."""

from perfrules.messages import Text

APPLIES = Text("适用", "applies")
OUT = {
    "not_applicable": Text("不适用", "does not apply"),
    "not_picked": Text("未选定", "not picked"),
}
BECAUSE_ABOVE = Text("上级指标不适用", "what stands above it does not apply")
INSTEAD = {
    "rescale_parent": Text("分值由同级指标按比例分担", "its siblings share the points"),
    "rescale_total": Text("不计入总分，总分按比例折算", "left out, the total is rescaled"),
    "full": Text("得满分", "full points"),
    "zero": Text("不得分", "no points"),
    "error": Text("不允许不适用", "which may not be"),
}
OTHERWISE = Text("若不成立：{text}", "if not: {text}")
POINTS_BESIDE = Text("{points}（原 {before}）", "{points} (was {before})")
RESCALED = Text("折算", "rescaled")
RESCALED_NODE = Text(
    "分值由 {before} 折算为 {points}：{score} × {points} ÷ {before} = {after}",
    "from {before} to {points} points: {score} × {points} ÷ {before} = {after}",
)
RESCALED_SUM = Text(
    "有指标的分值经过折算，各项相加后取整：{exact} 取到 {to}，得 {printed}；各项取整后相加得 {sum}",
    "points were rescaled, so the sum is rounded as a whole: {exact} to {to} gives {printed};"
    " the rounded scores add up to {sum}",
)
RESCALED_TOTAL = Text(
    "适用指标得 {sum} = {score} 分，分值共 {counted} 分："
    "{points} × {score} ÷ {counted} {sign} {total}",
    "what applies scores {sum} = {score} of {counted}:"
    " {points} × {score} ÷ {counted} {sign} {total}",
)
SPLIT = Text("均分", "shared")
SPLIT_INTO = Text(
    "{points} 分均分为 {count} 份：{parts}", "{points} points in {count} equal shares: {parts}"
)
SPLIT_APART = Text("，合计 {sum} 分，与分值 {points} 分不等", "; they make {sum}, not {points}")
PICKED = Text("选定", "picked")
NOT_YET = Text("尚未选定", "not picked yet")
MISSING_PICK = Text("选定 {name} 考核哪些下级", "which of those below {name} count")
MISSING_POPULATION = Text(
    "其他单位的数据（按名次计分，须与其他单位一起评分）",
    "the other departments (scored by rank, so all of them are scored together)",
)
STAGES = Text("各阶段", "stages")
COUNTS = Text("（以此为准）", " (this one counts)")
RATERS = Text("评分人", "raters")
RATER = Text("{name}：{score} × {weight}", "{name}: {score} × {weight}")
PLACE = Text("名次", "rank")
PLACE_OF = Text("第 {rank} 名，共 {ranked} 个单位排名", "place {rank} of {ranked} ranked")
UNRANKED = Text("；另有 {count} 个缺数据，未排名", "; {count} more could not be ranked")
NO_POINTS = Text(
    "这是没有分值的指标框架：只算指标值，不计分、不定级。",
    "A framework without points: it is measured, not scored and not graded.",
)
NO_POINTS_SHORT = Text("没有分值", "no points")
