"""The words of the studies: what an example got, and what is different between two versions."""

from perfrules.messages import Text

# ── examples ──
AN_INDICATOR = Text("指标", "indicator")
A_GRADE = Text("等级", "grade")
A_VALUE = Text("计算步骤或指标值", "measure or measured value")
A_CODE = Text("错误代码", "error code")
GOT_OPEN = Text("待定（尚缺 {names}）", "open (missing: {names})")
GOT_REFUSED = Text("不能计算（{codes}）", "refused ({codes})")
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
