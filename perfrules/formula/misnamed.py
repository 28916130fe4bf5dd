"""What an author may have meant by a name that nothing has."""

import re
from collections.abc import Collection

from perfrules.messages import Text

_NUMERAL = re.compile("[〇零一二两三四五六七八九十百千万亿]+")
_JOINED = re.compile("(.+?)([且或])(.+)")


def what_was_meant(name: str, known: Collection[str]) -> Text:
    """What to write instead of an unknown name."""
    if name.lower() in ("true", "false", "yes", "no"):
        return Text(
            "没有真假常数；条件直接写事实的名称，如 达标 或 非 达标",
            "there are no yes/no constants; name the fact itself: 达标, or not 达标",
        )
    if name.lower() in ("none", "null"):
        return Text("是否已填请写 已填(x)", "whether a fact is there is given(x)")
    if _NUMERAL.fullmatch(name):
        return Text("数请用阿拉伯数字", "write numbers in digits")
    joined = _JOINED.fullmatch(name)
    if joined and (joined[1] in known or joined[3] in known):
        word = joined[2]
        return Text(f"“{word}”两边要有空格", f"put blanks around {word}")
    if name.startswith("非") and name[1:] in known:
        return Text("“非”后面要有空格", "put a blank behind 非")
    if re.fullmatch("[A-Z]{1,3}[0-9]+", name):
        return Text(
            "不能引用单元格；请写事实的名称", "cells cannot be named; write the fact's name"
        )
    return Text(
        '请先声明它（[fact."…"] 或 [measure."…"]），或改正名称',
        'declare it ([fact."…"] or [measure."…"]), or correct the name',
    )
