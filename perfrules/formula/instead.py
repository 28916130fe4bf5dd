"""What to write instead of the signs, characters and numbers that no formula has."""

import unicodedata

from perfrules.formula import notation
from perfrules.formula.functions import RESERVED
from perfrules.messages import Text

_SIGNS: dict[str, Text] = {
    "**": Text("没有乘方；请写成连乘，如 x × x", "there is no power; multiply: x × x"),
    "^": Text("没有乘方；请写成连乘，如 x × x", "there is no power; multiply: x × x"),
    "//": Text(
        "没有注释，也没有整除；除法写 ÷，取整写 向下取整(x ÷ y)",
        "there are no comments and no whole division; write ÷, or floor(x ÷ y)",
    ),
    "#": Text(
        "公式里不能写注释；请写在文件里公式上方的一行",
        "a formula has no comments; put them on a line above it in the file",
    ),
    "%": Text(
        "% 只表示百分数，紧跟在数后面，如 93.77%；没有取余",
        "% means percent and directly follows a number: 93.77%; there is no modulo",
    ),
    "&&": Text("请写“且”（两边留空格）或 and", "write and"),
    "&": Text("请写“且”（两边留空格）或 and", "write and"),
    "||": Text("请写“或”（两边留空格）或 or", "write or"),
    "|": Text("请写“或”（两边留空格）或 or", "write or"),
    "!": Text("请写“非”（后面留空格）或 not；不等于写 ≠", "write not; unequal is ≠"),
    "~": Text("请写“非”（后面留空格）或 not", "write not"),
    "?": Text("请写 如果(条件, 甲, 乙)", "write IF(condition, A, B)"),
    ":": Text(
        "请写 如果(条件, 甲, 乙)，或去掉冒号", "write IF(condition, A, B), or drop the colon"
    ),
    ";": Text(
        "一个公式只有一个算式；参数之间用逗号",
        "a formula is one expression; arguments are separated by commas",
    ),
    ":=": Text("公式里不能赋值；比较相等写 =", "nothing is assigned in a formula; equal is ="),
    "=>": Text("大于等于写 ≥ 或 >=", "greater or equal is ≥ or >="),
    "=<": Text("小于等于写 ≤ 或 <=", "less or equal is ≤ or <="),
    "<>": Text("不等于写 ≠ 或 !=", "unequal is ≠ or !="),
    "[": Text("没有下标和列表；分组请用圆括号 ( )", "no subscripts, no lists; group with ( )"),
    "]": Text("没有下标和列表；分组请用圆括号 ( )", "no subscripts, no lists; group with ( )"),
    "{": Text("分组请用圆括号 ( )；名称直接写", "group with ( ); write names as they are"),
    "}": Text("分组请用圆括号 ( )；名称直接写", "group with ( ); write names as they are"),
    ".": Text(
        "小数点只用在数里；名称含有点号时请写成「名称」",
        "a point stands in numbers only; a name with a point is written 「name」",
    ),
    "$": Text("名称直接写，不加 $", "write the name without $"),
    "@": Text("名称直接写，不加 @", "write the name without @"),
    "\\": Text("去掉反斜杠；公式可以直接换行", "drop the backslash; a formula may go over lines"),
    "`": Text("名称直接写，或写成「名称」", "write the name as it is, or 「name」"),
    "->": Text("请写 如果(条件, 甲, 乙)", "write IF(condition, A, B)"),
}
_OTHER = Text("请只用 + − × ÷、比较、且 或 非、函数和括号", "use + − × ÷, comparisons, and or not")
_SHIFT = Text("没有移位；乘除请写 × ÷", "there are no shifts; write × or ÷")
_EQUAL = Text("相等只写一个 =；公式里不能赋值", "equal is a single =; nothing is assigned")

_LOOKS_LIKE: dict[str, str] = {
    **dict.fromkeys("–—‐‑‒―﹣─", "-"),
    **dict.fromkeys("⋅·∙•✕✖∗⨯xX"[:-2], "×"),
    **dict.fromkeys("∕⁄➗", "÷"),
    **dict.fromkeys("≧⩾", "≥"),
    **dict.fromkeys("≦⩽", "≤"),
    **dict.fromkeys("、；;", ","),
    **dict.fromkeys("【〔［｛", "("),
    **dict.fromkeys("】〕］｝", ")"),
    "。": ".",
    "：": "如果(…)",
    "？": "如果(…)",
    "！": "非",
    "＆": "且",
    "｜": "或",
    "『": "「",
    "』": "」",
    "《": "「",
    "》": "」",
    "²": "x × x",
    "³": "x × x × x",
    "∞": "",
}
_LATIN_TWINS = dict(
    zip("аеорсухАВЕКМНОРСТХіѕαοΑΒΕΗΙΚΜΝΟΡΤΧΥΖ", "aeopcyxABEKMHOPCTXisaoABEHIKMNOPTXYZ", strict=True)
)
_SCALES = "十百千万亿"


def instead_of_sign(sign: str) -> Text:
    """What to write instead of an ASCII sign."""
    if sign in ("<<", ">>"):
        return _SHIFT
    if sign.startswith("**"):
        return _SIGNS["**"]
    if sign.endswith("="):
        return _SIGNS.get(sign, _EQUAL)
    return _SIGNS.get(sign, _OTHER)


def instead_of_character(character: str) -> dict[str, str | Text]:
    """The fields of E202 for a character: how to show it, and what to write instead."""
    shown = (
        character
        if character.isprintable() and unicodedata.category(character) not in ("Mn", "Me")
        else ""
    )
    code = f"U+{ord(character):04X}"
    named = f"{shown} ({code})" if shown and shown != " " else code
    return {"character": named, "instead": _instead(character)}


def _instead(character: str) -> Text:
    plain = unicodedata.normalize("NFKC", character)
    if character == "\\":
        return Text("引号里没有转义；请原样写出这个字", "quotes have no escapes; write it as it is")
    if character in _LOOKS_LIKE:
        write = _LOOKS_LIKE[character] or "数"
        return Text(f"请改写为 {write}", f"write {write}")
    if character in _LATIN_TWINS:
        twin = _LATIN_TWINS[character]
        return Text(
            f"它只是看起来像字母 {twin}；请重新键入", f"it only looks like {twin}; type it again"
        )
    if not character.isprintable():
        if plain == " ":
            return Text("请改为普通空格", "write a plain space")
        return Text("这是看不见的字符，请删去", "it is invisible; delete it")
    if unicodedata.category(character) in ("Mn", "Me"):
        return Text("这是看不见的字符，请删去", "it is invisible; delete it")
    if unicodedata.decimal(character, None) is not None:
        digit = unicodedata.decimal(character)
        return Text(f"数字请写 {digit}", f"write the digit {digit}")
    if plain != character and plain.strip():
        return Text(f"请改写为 {plain}", f"write {plain}")
    return Text(
        "公式里的名称只含字母、汉字、数字和 _；其他名称写成「名称」",
        "bare names have letters, Chinese characters, digits and _; write others as 「name」",
    )


def instead_of_number(written: str, glued: str, *, is_date: bool) -> Text | None:
    """Why a number and what is glued to it cannot be read, with what to write; None if it can."""
    if is_date:
        return Text(
            '公式里没有日期常数；请声明一个 kind = "date" 的事实并写它的名称',
            'a formula has no date constants; declare a fact of kind "date" and write its name',
        )
    whole = written.replace("_", "").partition(".")[0]
    if len(whole) > 1 and whole.startswith("0") and whole.isdigit():
        short = whole.lstrip("0") or "0"
        return Text(f"去掉前面的零：{short}", f"drop the leading zeros: {short}")
    if not glued or glued in ("%", "％"):
        return None
    return _instead_of_glued(written, glued)


def _instead_of_glued(written: str, glued: str) -> Text | None:
    first = glued[0]
    if written == "0" and first in "xXbBoO" and len(glued) > 1:
        return Text("只写十进制数", "write decimal digits only")
    if first in "oO":
        return Text(
            f"{glued[0]} 是字母，不是零；请写 {written}0",
            f"{glued[0]} is the letter, not a zero; write {written}0",
        )
    if first in "eE":
        return Text(
            f"指数要写全，如 {written}e3，或去掉 {first}", f"finish the exponent: {written}e3"
        )
    if first in "%％":
        return Text("% 之后要写运算符；没有取余", "write an operator behind %; there is no modulo")
    if first in "._．" or (first in notation.narrow(first) and first.isdigit()):
        return Text("一个数只有一个小数点", "a number has one point")
    if glued in notation.PLAIN_WORD:
        return Text(
            f"两者之间要有空格：{written} {glued}", f"put a blank between: {written} {glued}"
        )
    if first.isascii():
        return Text(
            f"数与名称之间要有运算符或空格，如 {written} × {glued}",
            f"put an operator or a blank between them: {written} × {glued}",
        )
    return _instead_of_unit(written, glued)


def _instead_of_unit(written: str, word: str) -> Text | None:
    """Chinese characters behind a number are its unit, unless they are plainly something else."""
    if word[0] in "且或非":
        return Text(f"“{word[0]}”两边要有空格", f"put blanks around {word[0]}")
    if word in RESERVED:
        return Text(
            f"数与名称之间要有运算符，如 {written} × {word}",
            f"put an operator between them: {written} × {word}",
        )
    if all(character in _SCALES for character in word):
        return Text(
            f"“{word}”要写成数字，或带上单位，如 {written}{word}元",
            f"write {word} in digits, or with its unit: {written}{word}元",
        )
    if not all(c in notation.narrow(c) and not c.isascii() for c in word):
        return Text("单位只含汉字", "a unit behind a number has Chinese characters only")
    return None


def instead_of_start(text: str) -> Text:
    """What to write where a value was expected and a sign stands."""
    match text:
        case "+":
            return Text("去掉正号", "drop the plus")
        case "":
            return Text("请在末尾补上一个值", "end with a value")
        case "if":
            return Text("请写 如果(条件, 甲, 乙)", "write IF(condition, A, B), or A if C else B")
        case "not":
            return Text("“非”要加括号：(非 甲)", "put brackets around it: (not a)")
        case _:
            return Text(
                "请在这里补上数、名称或 '文字'，或去掉多余的符号",
                "put a number, a name or a 'text' here, or drop the sign",
            )


def instead_of_follower(before: str, kind: str, text: str) -> Text:
    """What to write where an operator or the end was expected and something else stands."""
    if text in ("in", "is"):
        return Text("请写 属于(x, '甲', '乙')，或 =", "write one_of(x, 'a', 'b'), or =")
    if kind == "sign" and text == ",":
        return Text(
            "数里不写千位逗号；逗号只用来隔开函数的参数",
            "write numbers without thousands commas; commas separate arguments only",
        )
    if kind == "sign" and text == "(":
        return Text("只有函数能带括号；相乘请写 ×", "only functions take brackets; multiply with ×")
    if kind == "name" and text[0] in "且或":
        return Text(f"“{text[0]}”两边要有空格", f"put blanks around {text[0]}")
    if kind == "text" and before == "name":
        return Text(
            "引号前不能有字母；比较请写 =", "no letter stands before a quote; compare with ="
        )
    return Text(
        "请在两者之间补上运算符，如 × 或 且", "put an operator between them, such as × or and"
    )
