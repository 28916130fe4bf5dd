"""The words of coverage and mutation: kinds of branches, kinds of changes, counts."""

from perfrules.messages import Text

# ── coverage ──
BRANCHES = {
    ("case", "row"): Text("落在这一种情形", "this case"),
    ("band", "row"): Text("值在这一段", "a value in this band"),
    ("tier", "row"): Text("评在这一档", "a judgement in this tier"),
    ("ratio", "met"): Text("达到目标", "the target met"),
    ("ratio", "missed"): Text("未达到目标", "the target missed"),
    ("ratio", "over"): Text("超额完成", "the target far exceeded"),
    ("item", "some"): Text("这一项扣（加）了分", "this item takes or adds something"),
    ("item", "none"): Text("这一项没有扣（加）分", "this item takes or adds nothing"),
    ("item", "unless"): Text("除外的条件成立", "the exception holds"),
    ("item", "counted"): Text("除外的条件不成立", "the exception does not hold"),
    ("limit", "most"): Text("超过上限", "beyond the upper limit"),
    ("limit", "least"): Text("低于下限（扣完为止）", "beyond the lower limit"),
    ("check", "yes"): Text("做到了这一条", "this item met"),
    ("check", "no"): Text("没有做到这一条", "this item not met"),
    ("condition", "then"): Text("条件成立", "the condition holds"),
    ("condition", "otherwise"): Text("条件不成立", "the condition does not hold"),
    ("condition", "yes"): Text("这部分条件成立", "this part of the condition holds"),
    ("condition", "no"): Text("这部分条件不成立", "this part of the condition does not hold"),
    ("applies", "applies"): Text("适用", "it applies"),
    ("applies", "not_applicable"): Text("不适用", "it does not apply"),
    ("picked", "picked"): Text("选中这一个", "this one picked"),
    ("variant", "taken"): Text("有一行这样计分", "a row scored in this way"),
    ("veto", "held"): Text("一票否决生效", "the veto holds"),
    ("veto", "not_held"): Text("一票否决不生效", "the veto does not hold"),
    ("finding", "held"): Text("列出这个问题", "the finding holds"),
    ("finding", "not_held"): Text("不列出这个问题", "the finding does not hold"),
    ("tie", "held"): Text("勾稽相符", "the tie holds"),
    ("tie", "broken"): Text("勾稽不符", "the tie is broken"),
    ("grade", "reached"): Text("得到这个等级", "this grade"),
    ("version", "given"): Text("这个版本有例", "an example of this version"),
    ("parameter", "read"): Text("用到这个参数值", "this value of the parameter read"),
}
"""What an example would have to do, by kind and side of the branch."""
BRANCH_KINDS = {
    "case": Text("情形", "cases"),
    "band": Text("分段", "bands"),
    "tier": Text("档次", "tiers"),
    "ratio": Text("比例", "ratios"),
    "item": Text("扣加分项", "items"),
    "check": Text("清单", "checklists"),
    "limit": Text("上下限", "limits"),
    "condition": Text("条件", "conditions"),
    "applies": Text("是否适用", "applicability"),
    "picked": Text("选项", "choices"),
    "variant": Text("行的计分方式", "ways of rows"),
    "veto": Text("一票否决", "vetoes"),
    "finding": Text("问题", "findings"),
    "tie": Text("勾稽", "ties"),
    "grade": Text("等级", "grades"),
    "version": Text("版本", "version"),
    "parameter": Text("参数", "parameters"),
}
COVERED = Text("{file}：走到 {share}（{percent}%）", "{file}: coverage {share} ({percent}%)")
ALL_COVERED = Text("合计：走到 {share}（{percent}%）", "Total: coverage {share} ({percent}%)")
BELOW = Text("低于要求的 {threshold}。", "Below the threshold {threshold}.")
ACCEPTED_BRANCH = Text("已接受：{node}（{reason}）", "accepted: {node} ({reason})")

# ── mutation ──
MUTANT_KINDS = {
    "edge": Text("移动界限", "an edge moved"),
    "bracket": Text("端点归另一段", "an end given to the other side"),
    "points": Text("改动分值", "points changed"),
    "number": Text("改动数值", "a number changed"),
    "comparison": Text("改动比较符号", "a comparison changed"),
    "condition": Text("改动条件", "a condition changed"),
    "row": Text("去掉一行", "a row dropped"),
    "dropped": Text("去掉一处规定", "a rule dropped"),
    "base": Text("换用另一个数据", "another fact used"),
    "function": Text("换用另一种算法", "another function used"),
    "word": Text("改用另一个选项", "another option chosen"),
    "grade": Text("改动等级", "grades changed"),
}
STATES = {
    "killed": Text("已察觉", "killed"),
    "stillborn": Text("不成规则", "stillborn"),
    "accepted": Text("已接受", "accepted"),
    "survived": Text("未察觉", "survived"),
}
BY_EXAMPLE = Text("例“{by}”", "by example '{by}'")
CATCH = Text("下面的例可以察觉：", "this example would notice it:")
CATCH_ABOVE = Text("上面的例“{name}”也可以察觉。", "the example '{name}' above would notice it too")
NO_CATCH = Text(
    "没有找到能分辨两者的数据（试了 {tried} 份）；两者也许等价。",
    "no fact set found that tells them apart ({tried} tried); perhaps they are equivalent",
)
CATCH_NAME = Text("察觉 {node}", "notices {node}")
MUTATED = Text(
    "{file}：{all} 个改动，{killed} 个已察觉，{survived} 个未察觉，{accepted} 个已接受，"
    "{stillborn} 个不成规则",
    "{file}: {all} mutants, {killed} killed, {survived} survived, {accepted} accepted,"
    " {stillborn} stillborn",
)
ALL_MUTATED = Text(
    "合计：{all} 个改动，{killed} 个已察觉，{survived} 个未察觉，{accepted} 个已接受，"
    "{stillborn} 个不成规则",
    "Total: {all} mutants, {killed} killed, {survived} survived, {accepted} accepted,"
    " {stillborn} stillborn",
)
NOT_MUTATED = Text("{file}：没有改动规则", "{file}: not mutated")
PROGRESS = Text("{file}：{done}/{all} 个改动", "{file}: {done}/{all} mutants")
COVERAGE_SUITE = Text("{file} 走到的分支", "{file} coverage")
MUTATION_SUITE = Text("{file} 改动", "{file} mutation")
