"""What is wrong with an input: a stable code, a place, a message in both languages, a hint."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice
from typing import Any, Literal

from attrs import Factory, evolve, field, frozen

from perfrules.messages import Lang, Message, Text, chosen_language

MOST_ERRORS = 100
"""Of one file: more are not looked for, as nobody reads them."""
_MOST_LIKELY = 200


@frozen
class Place:
    """Where in a file: line and column count from 1 and in characters; line 0 is the whole file."""

    file: str
    line: int = 0
    column: int = 0
    width: int = 1
    """How many characters the caret underlines, at least one."""
    source: str = ""
    """The text of the line."""
    cell: str = ""
    """Sheet and cell of a workbook, `指标事实!C5`; line is its row, column counts in its text."""

    def __str__(self) -> str:
        if self.cell:
            return f"{self.file}:{self.cell}"
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file

    def called(self, file: str) -> "Place":
        """The same place in a file that is called otherwise."""
        return Place(file, self.line, self.column, self.width, self.source, self.cell)


class LatePlace(Place):
    """A place that is looked for only when somebody asks: most facts are never complained of."""

    __slots__ = ("_find",)

    def __init__(self, find: Callable[[], Place]) -> None:
        object.__setattr__(self, "_find", find)

    def __getattr__(self, name: str) -> Any:
        """Python asks here while a slot is empty: all are filled from the place that was found."""
        if name not in Place.__match_args__:
            raise AttributeError(name)
        found = self._find()
        for each in Place.__match_args__:
            object.__setattr__(self, each, getattr(found, each))
        return getattr(found, name)


@frozen
class Problem:
    """One thing that is wrong; `fields` fill the message of `code`."""

    code: str
    place: Place | None = None
    fields: Mapping[str, str | Text] = field(factory=dict[str, str | Text])

    @property
    def severity(self) -> Literal["error", "warning"]:
        """Codes that begin with E stop the work, codes that begin with W do not."""
        return "error" if self.code.startswith("E") else "warning"

    def message(self, lang: Lang) -> str:
        """What is wrong, in one sentence."""
        return self._filled(_message(self.code).says, lang)

    def hint(self, lang: Lang) -> str:
        """What to do about it, or nothing."""
        hint = _message(self.code).hint
        return self._filled(hint, lang) if hint else ""

    def render(self, lang: Lang) -> str:
        """The whole message: place, code, message, source line, caret, hint."""
        head = f"{self.code} {self.message(lang)}"
        lines = [f"{printable(str(self.place))}: {head}" if self.place else head]
        if self.place and self.place.line and (self.place.source or not self.place.cell):
            lines += _excerpt(self.place)
        hint = self.hint(lang)
        if hint:
            lines.append(("  提示：" if lang == "zh" else "  hint: ") + hint)
        return "\n".join(lines)

    def _filled(self, text: Text, lang: Lang) -> str:
        fields = {
            key: value.in_(lang) if isinstance(value, Text) else printable(value)
            for key, value in self.fields.items()
        }
        return text.in_(lang).format_map(fields)


def _message(code: str) -> Message:
    # Most runs say nothing: a thousand texts are read when the first is wanted.
    from perfrules.messages.problems import MESSAGES  # noqa: PLC0415

    return MESSAGES[code]


class Refused(Exception):  # noqa: N818  # what happened to the input, not a class of error
    """The one error type: an input that cannot be used, with everything that is wrong with it."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(problems)
        self.problems = problems

    def render(self, lang: Lang) -> str:
        """All problems, in the order of their places."""
        return "\n".join(problem.render(lang) for problem in self.problems)

    def __str__(self) -> str:
        return self.render(chosen_language())


@frozen
class Problems:
    """Collects what is wrong, so that one look at a file shows all of it."""

    found: list[Problem] = Factory(list)

    def collecting(self) -> "_Collecting":
        """Keep what the `with` block refuses and go on behind it; after many errors no further."""
        return _Collecting(self.found)

    def refuse_if_any(self) -> None:
        """Raise Refused when an error was collected, with the warnings beside it."""
        if any(problem.severity == "error" for problem in self.found):
            raise Refused(*in_order(self.found))


@contextmanager
def placed(place: Place | None) -> Iterator[None]:
    """Give a place to the problems of the block that have none."""
    try:
        yield
    except Refused as refused:
        found = (p if p.place else evolve(p, place=place) for p in refused.problems)
        raise Refused(*found) from None


@frozen
class _Collecting:
    """A block whose refusal is kept; a class, so that checkers know that it may end early."""

    found: list[Problem]

    def __enter__(self) -> None: ...

    def __exit__(self, _kind: object, raised: BaseException | None, _trace: object) -> bool:
        if isinstance(raised, Refused):
            self.found.extend(raised.problems)
            if len(self.found) >= MOST_ERRORS and _count_errors(raised.problems):
                once = in_order(self.found)
                if _count_errors(once) >= MOST_ERRORS:
                    raise Refused(*once) from None
            return True
        return False


def _count_errors(problems: Iterable[Problem]) -> int:
    return sum(problem.severity == "error" for problem in problems)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """By file, sheet, line and column; each problem once."""
    once: dict[tuple[str, str], Problem] = {}
    for problem in problems:
        once.setdefault((str(problem.place), problem.render("en")), problem)
    return sorted(once.values(), key=lambda problem: _order(problem.place))


def _order(place: Place | None) -> tuple[str, str, int, int]:
    if place is None:
        return "", "", 0, 0
    return place.file, place.cell.rpartition("!")[0], place.line, place.column


def did_you_mean(word: str, known: Iterable[str]) -> Text:
    """`, did you mean X?` when a known word is near, else nothing; ready to end a message."""
    import difflib  # noqa: PLC0415  # only for who has misspelt something

    letters, most = set(word), len(word) // 2 + 2
    likely = (
        each
        for each in known
        if abs(len(each) - len(word)) <= most and not letters.isdisjoint(each)
    )
    near = difflib.get_close_matches(word, list(islice(likely, _MOST_LIKELY)), n=1, cutoff=0.5)
    if not near:
        return Text("", "")
    return Text(f"；是否应为 {printable(near[0])}？", f"; did you mean {printable(near[0])}?")


def printable(text: str) -> str:
    """Text as it may be shown: control, format and unassigned characters become escapes."""
    if text.isprintable():
        return text
    return "".join(
        c if c.isprintable() or c == " " else c.encode("unicode_escape").decode("ascii")
        for c in text
    )


def width_of(text: str) -> int:
    """Terminal columns that a text takes: two for a Chinese character."""
    return len(text) if text.isascii() else sum(map(_columns, text))


@lru_cache(maxsize=8192)
def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


# A longer line is shown around the fault only.
_SHOWN = 100


def _excerpt(place: Place) -> list[str]:
    """The source line and a caret under the fault, aligned for double-width characters."""
    start = max(0, place.column - 1)
    left = max(0, start - _SHOWN // 2)
    line = place.source[left : left + _SHOWN].replace("\n", " ")
    gutter = f"{place.cell.rpartition('!')[2] or place.line:>5}"
    before = printable(line[: start - left])
    under = printable(line[start - left : start - left + max(1, place.width)]) or " "
    after = printable(line[start - left + max(1, place.width) :])
    caret = " " * (width_of(before)) + "^" * max(1, width_of(under))
    blank = " " * len(gutter)
    return [f"{gutter} | {before}{under.rstrip() or ''}{after}", f"{blank} | {caret}"]
