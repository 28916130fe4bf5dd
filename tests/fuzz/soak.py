"""Many formulas against the oracle: `python -m tests.fuzz.soak RANDOM MUTATED [SEED]`; `make soak`.

RANDOM formulas are built by their grammar: each has a value, or a known reason to have none.
MUTATED ones are the formulas of the tests, changed here and there: each is refused, or right.
"""

import secrets
import sys
import tomllib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from time import perf_counter

from tests.attacks.adapt import CORPUS
from tests.formula.held import KINDS, held

_CASES = Path(__file__).parents[1] / "formula" / "cases.toml"
_SLOWEST = 1
"""Seconds that a formula may take, whatever it is."""

NUMBERS = [name for name, kind in KINDS.items() if kind.name == "number" and not name[0].isdigit()]
PIECES = [
    *("+", "−", "-", "×", "*", "÷", "/", "<", "≤", ">=", "=", "≠", "(", ")", "（", "）", ",", "，"),
    *(" 且 ", " or ", " not ", " if ", " else ", "min(", "四舍五入(", "如果(", "IF(", "满几档("),
    *("0", "1", "2.5", "100%", "5百分点", "1万元", "1e3", "９", ".5", "'优'", "“良”", "「x」", "%"),
    *(
        "等级",
        "达标",
        "起",
        "止",
        "实际",
        "x",
        "没有",
        "interpolate(",
        "days(",
        "one_of(",
        "**",
        "_",
    ),
    *("\n", "\t", "\u3000", "\u200b", "`", "[", "#", ":", ";", "é", "²", "—"),
]


class Grammar:
    """Formulas at random, each of them one that the engine takes."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def number(self, deep: int) -> str:
        """A formula that is a number."""
        pick = self.random.choice
        if deep == 0 or self.random.random() < 0.15:
            return pick([pick(NUMBERS), "「12345派单响应率」", self.literal()])
        one = self.number(deep - 1)
        match self.random.randrange(9):
            case 0 | 1 | 2 | 3:
                return f"({one} {pick('+−×÷*/-')} {self.number(deep - 1)})"
            case 4:
                return f"−({one})"
            case 5:
                return f"如果({self.condition(deep - 1)}, {one}, {self.number(deep - 1)})"
            case 6:
                return f"({one} if {self.condition(deep - 1)} else {self.number(deep - 1)})"
            case _:
                return self.call(one, deep)

    def call(self, one: str, deep: int) -> str:
        """A function of numbers."""
        pick = self.random.choice
        other = self.number(deep - 1)
        step = pick(["0.01", "1", "0.5%", "3 × 1", *NUMBERS])
        return pick(
            [
                f"{pick(['min', 'max', '最小', '最大'])}({one}, {other}, {self.number(deep - 1)})",
                f"{pick(['abs', 'floor', 'ceil', '向上取整'])}({one})",
                f"{pick(['round', 'round_up', 'round_down', '舍去', '满几档'])}({one}, {step})",
                f"clamp({one}, {other}, {self.number(0)})",
                f"插值({one}, 0, {other}, 1, {self.number(0)}, 5/2, 3)",
                f"{pick(['天数', 'months'])}({pick('起止')}, {pick('起止')}) + {other}",
            ]
        )

    def condition(self, deep: int) -> str:
        """A formula that holds or does not."""
        pick = self.random.choice
        if deep == 0 or self.random.random() < 0.3:
            return pick(["达标", "非 达标", "等级 = '优'", "one_of(等级, '良', '差')", "x < 零"])
        one = self.number(deep - 1)
        match self.random.randrange(4):
            case 0:
                return (
                    f"({self.condition(deep - 1)} {pick(['且', 'or'])} {self.condition(deep - 1)})"
                )
            case 1:
                return f"非 ({self.condition(deep - 1)})"
            case 2:
                return f"({one} ≤ {self.number(deep - 1)} < {self.number(deep - 1)})"
            case _:
                return f"({one} {pick(['<', '≥', '=', '!='])} {self.number(deep - 1)})"

    def literal(self) -> str:
        """A number as it may be written."""
        digits = self.random.randrange(10 ** self.random.randrange(1, 8))
        places = self.random.choice(["", "", f".{self.random.randrange(10**4)}"])
        unit = self.random.choice(["", "", "", "%", "百分点", "万元", "户", "e-3"])
        return f"{digits}{places}{unit}"


def mutated(pool: list[str], random: Random) -> str:
    """One of many formulas, changed at one to four places."""
    text = random.choice(pool)
    for _ in range(random.randrange(1, 5)):
        start = random.randrange(len(text) + 1)
        end = min(len(text), start + random.randrange(4))
        new = random.choice(
            ["", random.choice(PIECES), random.choice(text or "x"), text[start:end] * 2]
        )
        if random.random() < 0.1:
            other = random.choice(pool)
            new, end = other[random.randrange(len(other) + 1) :], len(text)
        text = text[:start] + new + text[end:]
    return text


def known_formulas() -> list[str]:
    """The formulas of the tests, and those of the corpus that are no longer than a page."""
    cases = [each["formula"] for each in tomllib.loads(_CASES.read_text("utf-8"))["case"]]
    files = sorted((CORPUS / "formulas").glob("*.txt"))
    texts = [path.read_bytes().decode("utf-8", "surrogateescape") for path in files]
    return [text for text in (*cases, *texts) if 0 < len(text) < 4_000]


def say(text: str) -> None:
    """For whoever waits for it."""
    print(text, flush=True)  # noqa: T201


def run(what: str, count: int, make: Callable[[], str]) -> Counter[str]:
    """So many formulas; says which one fails, and ends there."""
    told: Counter[str] = Counter()
    slowest, began = 0.0, perf_counter()
    for _ in range(count):
        text, before = make(), perf_counter()
        try:
            told[held(text)] += 1
        except BaseException:
            say(f"{what}: failed on {text!r}")
            raise
        slowest = max(slowest, perf_counter() - before)
    seconds, most = perf_counter() - began, slowest * 1000
    said = ", ".join(f"{number:,} {outcome}" for outcome, number in sorted(told.items()))
    say(f"{what}: {count:,} in {seconds:.0f} s, slowest {most:.0f} ms: {said}")
    assert slowest < _SLOWEST
    return told


def main(random_ones: int, mutated_ones: int, seed: int) -> None:
    """Both kinds, from one seed."""
    say(f"seed {seed}")
    random = Random(seed)  # noqa: S311
    grammar = Grammar(random)
    told = run("random", random_ones, lambda: grammar.number(random.randrange(1, 5)))
    assert not told["refused"], "the grammar makes what the engine refuses"
    pool = [*known_formulas(), *(grammar.number(2) for _ in range(300))]
    run("mutated", mutated_ones, lambda: mutated(pool, random))


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:]]
    main(given[0], given[1], given[2] if given[2:] else secrets.randbelow(2**31))
