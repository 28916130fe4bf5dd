"""Coverage-guided fuzzing: `python -m tests.fuzz.run TARGET SECONDS [SEED]`; see `make fuzz`.

Prints its seed; with the same seed it tries the same. What fails is left in the working folder
as `crash-…`: mend it, and keep the file among the seeds of the target.
"""

import secrets
import sys
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import atheris

with redirect_stderr(StringIO()), atheris.instrument_imports(include=["perfrules"]):
    from perfrules.formula.functions import FUNCTIONS
    from perfrules.formula.notation import PLAIN_SIGN, PLAIN_WORD
    from tests.formula.held import KINDS
    from tests.fuzz.targets import SEEDS, TARGETS

_LONGEST = 400
"""Bytes: most of what can go wrong goes wrong in a short text, and short texts are quick."""
_PATIENCE = 10
"""Seconds for one input."""


WORDS = {
    "formula": [
        *FUNCTIONS,
        *(each.chinese for each in FUNCTIONS.values()),
        *(
            "如果(",
            "IF(",
            "已填(",
            "合计(",
            "百分点",
            "万元",
            "%",
            "(",
            ")",
            ", ",
            "'优'",
            "「",
            "」",
        ),
        *PLAIN_SIGN,
        *(f" {word} " for word in PLAIN_WORD),
        *KINDS,
    ],
    "toml": [
        *("[[", "]]", "[", "]", "{", "}", '"""', "'''", '"', " = ", ".", ",", "#", "\r\n"),
        *("true", "\\u4e2d", "2022-12-31", "1e9", "-0.5", "中", "，"),
    ],
}
"""What mutations put in besides single bytes."""


def dictionary(name: str) -> str:
    """The words of a target as libFuzzer reads them: each byte an escape."""
    return "".join(
        '"' + "".join(f"\\x{byte:02x}" for byte in word.encode()) + '"\n' for word in WORDS[name]
    )


def main(name: str, seconds: int, seed: int) -> None:
    """Fuzz one target; ends the process, with 77 where something was found."""
    print(f"{name}: {seconds} s, seed {seed}", flush=True)  # noqa: T201  # who runs it reads it
    with TemporaryDirectory(prefix="fuzz-") as found:
        words = Path(found) / "words"
        words.write_text(dictionary(name), "ascii")
        corpus = Path(found) / "corpus"
        corpus.mkdir()
        options = {
            "dict": words,
            "max_total_time": seconds,
            "seed": seed,
            "max_len": _LONGEST,
            "timeout": _PATIENCE,
            "print_final_stats": 1,
            "verbosity": 0,
        }
        arguments = [f"-{option}={value}" for option, value in options.items()]
        atheris.Setup([sys.argv[0], *arguments, str(corpus), str(SEEDS / name)], TARGETS[name])
        atheris.Fuzz()


if __name__ == "__main__":
    given = sys.argv[1:]
    main(given[0], int(given[1]), int(given[2]) if given[2:] else secrets.randbelow(2**31 - 1) + 1)
