"""The words of the study of incentives: directions, cliffs, plateaus, and what decides a grade."""

from collections.abc import Mapping

from perfrules.messages import Text

TITLE = Text("激励：{title}  {id} {version} 版", "Incentives: {title}  {id} version {version}")
GIVEN = Text("从给出的数据看（{first}）", "Seen from the facts that were given ({first})")
EXAMPLES = Text(
    "从评价办法的 {count} 个例看（第一个：{first}）",
    "Seen from {count} examples of the rule file (the first: {first})",
)
NOTHING_GIVEN = Text("从生成的数据看", "Seen from generated facts")
AND_SAMPLES = Text(
    "方向另查了 {count} 份生成的数据", "directions also from {count} generated fact sets"
)
ALONE = Text(
    "一次只动一项，其余不变，也不管勾稽；幅度、曲线、陡坎和平台都在第一份有这一项的数据上。",
    "One thing moves at a time, all else equal, ties aside; swing, curve, cliffs and plateaus are"
    " at the first fact set that has it.",
)
HOW_CERTAIN = Text(
    "“必然”是证明了的；“所见”是在看过的地方如此，没有见到相反的情形。",
    "'Proved' is certain; 'searched' held wherever it was looked at.",
)
OPEN = Text(
    "总分待定的，按已定部分的下限看。", "Where a total is open, its lower end is looked at."
)
NO_POINTS = Text("这个框架不给分，没有激励可看。", "This framework gives no points.")
NO_FACTS = Text("没有可以移动的数据或评判。", "There is no fact or judgement to move.")
LEFT_OUT = Text(
    "没有看的数据（日期和文字）：{names}", "Not looked at, as they are days and texts: {names}"
)

HEADS = (
    Text("数据或评判", "Fact or judgement"),
    Text("多了以后", "More of it"),
    Text("幅度", "Swing"),
    Text("总分曲线", "Total along it"),
    Text("进入的指标", "Indicators"),
)
WAYS: Mapping[str, Text] = {
    "never lowers": Text("只升不降", "never lowers"),
    "never raises": Text("只降不升", "never raises"),
    "both": Text("有升有降", "raises and lowers"),
    "no influence": Text("不影响", "no influence"),
    "by place": Text("只影响名次", "by place only"),
}
HOWS: Mapping[str, Text] = {
    "proved": Text("必然", "proved"),
    "searched": Text("所见", "searched"),
}
WAY = Text("{way}（{how}）", "{way} ({how})")
VETO = Text("一票否决“{name}”", "veto '{name}'")

CLIFFS = Text("陡坎", "Cliffs")
CLIFFS_NOTE = Text(
    "在一处相差 {jump} 分或更多；两边是紧邻的两个写得出的数，都是算出来的。",
    "{jump} or more points at one place; on both sides stand the nearest numbers that can be"
    " written, both scored.",
)
NO_CLIFFS = Text("没有见到。", "None was seen.")
CLIFF_HEADS = (
    Text("数据或评判", "Fact or judgement"),
    Text("跳", "Jump"),
    Text("在哪里", "Where"),
)
CLIFF = Text("{low} 得 {before}，{high} 得 {after}", "{low} gives {before}, {high} gives {after}")
REPEATED = Text(
    "{count} 处，第一处 {first}，最后一处 {last}",
    "{count} places: at the first {first}, at the last {last}",
)
TIMES = Text("{jump} × {count}", "{jump} × {count}")
AT_EDGE = Text("界限：{left} 与 {right}", "limit: {left} against {right}")
AT_WHOLE = Text("每满一档：{left}", "at each whole step: {left}")
THROUGH = Text("指标：{names}", "through {names}")

FLATS = Text("平台", "Plateaus")
FLATS_NOTE = Text(
    "在这份数据上所见，从那里起不再变。",
    "as searched at these facts: nothing changes from there on",
)
FLAT_HEADS = (Text("数据或评判", "Fact or judgement"), Text("从哪里起", "From where on"))
FLAT_BEST = {
    True: Text("从 {since} 往上不再加分", "no reward above {since}"),
    False: Text("从 {since} 往下不再加分", "no reward below {since}"),
}
FLAT_WORST = {
    True: Text("从 {since} 往上不再扣分", "no further loss above {since}"),
    False: Text("从 {since} 往下不再扣分", "no further loss below {since}"),
}
HERE_BEYOND = Text("（现在是 {here}，已在其中）", " (now {here}, within it)")

TURNS = Text("有升有降的", "What raises and lowers")
TURNS_NOTE = Text("每处都算过。", "Both were scored.")
TURN_HEADS = (
    Text("数据或评判", "Fact or judgement"),
    Text("", ""),
    Text("从多少到多少，总分怎样", "From what to what, and the totals"),
)
RISE, FALL = Text("升", "up"), Text("降", "down")
ELSEWHERE = Text("（另一份数据）", " (other facts)")
MOVE = Text("{low} → {high}：{before} → {after}", "{low} → {high}: {before} → {after}")

SEVERAL = Text("进入几个指标的", "What feeds several indicators")
SEVERAL_NOTE = Text("由公式看出，必然。", "seen in the formulas: certain")
SEVERAL_HEADS = (Text("数据或评判", "Fact or judgement"), Text("指标", "Indicators"))

GRADES = Text("不决定等级的指标", "Indicators that decide no grade")
GRADE_HEADS = (Text("指标", "Indicator"), Text("", ""), Text("得分", "Score"))
NEVER = Text("不会改变等级（必然）", "can never change a grade (certain)")
NOT_FOUND = Text(
    "在看过的 {count} 个总分上没有改变等级（所见）",
    "changed no grade at the {count} totals that were computed (searched)",
)
BETWEEN = Text("{low} 至 {high} 分", "{low} to {high} points")

CURVES = Text("曲线", "Curves")
YES_NO = {True: Text("是", "yes"), False: Text("否", "no")}
COMMA = Text("，", ", ")
