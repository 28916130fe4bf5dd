"""The words of the studies: what an example got, and what is different between two versions."""

from perfrules.messages import Text

# ── examples ──
AN_INDICATOR = Text("指标", "indicator")
A_GRADE = Text("等级", "grade")
A_VALUE = Text("计算步骤或指标值", "measure or measured value")
A_RANKED = Text("排名计分的指标", "ranked indicator")
A_NAMED = Text("问题、一票否决或勾稽", "finding, veto or tie")
A_CODE = Text("错误代码", "error code")
GOT_OPEN = Text("待定（尚缺 {names}）", "open (missing: {names})")
GOT_REFUSED = Text("不能计算（{codes}）", "refused ({codes})")
GOT_NOTHING = Text("没有", "none")
GOT_NO_ERROR = Text("没有错误", "no error")
GOT_TOTAL = Text("总分 {total}，没有缺项", "a total of {total}, nothing missing")
NO_EXAMPLES = Text("没有例（[[example]]）", "has no [[example]]")
PASSED = Text("{passed} 个例通过", "{passed} passed")
FAILED = Text("{failed} 个不通过", "{failed} failed")
LEFT_OUT = Text("{left_out} 个未选", "{left_out} left out")
UNUSABLE = Text("文件不能用", "the file cannot be used")
ALL_TRIED = Text(
    "共 {files} 个文件，{passed} 个例通过，{failed} 个不通过，{unusable} 个文件不能用。",
    "{files} files: {passed} examples passed, {failed} failed, {unusable} files cannot be used.",
)

# ── versions compared ──
OLD, NEW = Text("旧", "Old"), Text("新", "New")
VERSION_LINE = Text("{id} {version} 版  {file}", "{id} version {version}  {file}")
NO_CHANGES = Text("两个版本含义相同。", "The two versions mean the same.")
CHANGES = Text("改动", "Changes")
CHANGE_HEADS = (
    Text("序号", "No."),
    Text("类别", "Kind"),
    Text("行", "Lines"),
    Text("位置与内容", "Where and what"),
)
CHANGE_KINDS = {
    "added": Text("新增", "added"),
    "removed": Text("删去", "removed"),
    "points": Text("分值", "points"),
    "way": Text("计分方式", "way of scoring"),
    "formula": Text("公式", "formula"),
    "edges": Text("分段界限", "edges"),
    "rows": Text("各行", "rows"),
    "row": Text("一行", "row"),
    "limits": Text("上下限", "limits"),
    "rounding": Text("取整", "rounding"),
    "parent": Text("归属", "parent"),
    "status": Text("规则性质", "standing"),
    "basis": Text("依据", "basis"),
    "grades": Text("等级", "grades"),
    "parameter": Text("参数", "parameter"),
    "declaration": Text("数据声明", "declaration"),
    "words": Text("文字", "wording"),
    "setting": Text("设置", "setting"),
}
TABLES = {
    "methodology": Text("评分办法", "methodology"),
    "grade": Text("等级", "grade"),
    "parameter": Text("参数", "parameter"),
    "fact": Text("数据", "fact"),
    "measure": Text("计算步骤", "measure"),
    "indicator": Text("指标", "indicator"),
    "table": Text("表", "table"),
    "coverage": Text("对应关系", "coverage"),
    "bonus": Text("加分", "bonus"),
    "penalty": Text("扣分", "penalty"),
    "veto": Text("一票否决", "veto"),
    "tie": Text("勾稽", "tie"),
    "finding": Text("问题", "finding"),
    "gap": Text("未表达的部分", "gap"),
    "chapter": Text("报告的章节", "chapter"),
    "accept": Text("已接受的问题", "accepted problem"),
}
FROM_TO = Text("{where}：{old} → {new}", "{where}: {old} → {new}")
NOTHING = Text("（无）", "(none)")
SUMMARY = Text("影响", "Effect")
COUNTS = Text(
    "{all} 份数据：总分上升 {up}，下降 {down}，不变 {same}；等级变化 {regraded}。"
    "未能比较 {unscored}，略过 {skipped}。",
    "Fact sets: {all}. Totals that rise: {up}, fall: {down}, stay: {same}; grades that change:"
    " {regraded}. Not compared: {unscored}, skipped: {skipped}.",
)
HOW = Text(
    "各项改动的分数是夏普利值：一项改动在改动的所有先后次序中所增分数的平均，"
    "精确相加等于总分的变化。每个末级指标的变化只在影响它的改动之间分摊；"
    "总分不只是末级指标之和的（有加减分、上级限分等），按总分整体分摊。"
    "连写的几项（如 2+3）不再细分：缺了其中一项便不能计分，或者同一处的改动超过 {most} 项。",
    "The points of a change are its Shapley value: what it adds, averaged over all orders in which"
    " the changes could be made; they add up exactly to the change of the total. The change of"
    " each leaf is divided among the changes that it can feel; a total that is more than the sum"
    " of its leaves (bonuses, limits on parents) is divided as a whole. Changes written together"
    " (such as 2+3) are not divided: without each other they cannot be scored, or more than"
    " {most} changes meet at one place.",
)
BY_CHANGE = Text("各项改动的影响", "Effect of each change")
BY_CHANGE_HEADS = (
    Text("改动", "Change"),
    Text("涉及份数", "Fact sets"),
    Text("合计", "Sum"),
    Text("最低", "Lowest"),
    Text("最高", "Highest"),
)
DEPARTMENTS = Text("各单位", "Departments")
DEPARTMENT_HEADS = (
    Text("旧", "Old"),
    Text("新", "New"),
    Text("变化", "Change"),
    Text("等级", "Grade"),
    Text("评价对象", "Subject"),
)
NODE_HEADS = (
    Text("旧", "Old"),
    Text("新", "New"),
    Text("变化", "Change"),
    Text("指标", "Indicator"),
)
DUE_TO = Text("改动 {numbers}", "change {numbers}")
DUE_TO_SEVERAL = Text("改动 {numbers} 一并", "changes {numbers} together")
NOT_COMPARED = Text("未能比较", "Not compared")
NOT_COMPARED_HEADS = (Text("文件", "File"), Text("版本", "Version"), Text("原因", "Why"))
NO_TOTAL = Text("没有总分", "there is no total")
IS_MISSING = Text("尚缺 {names}", "missing: {names}")
NAMELESS = Text("（未具名）", "(no name)")
