"""A command that needs a library which is not there says in one line how to get it."""

import subprocess
import sys

import pytest

from perfrules.extras import needing
from perfrules.problem import Refused


@pytest.mark.parametrize(("lang", "says"), [("zh", "还没有安装"), ("en", "is not installed")])
def test_a_missing_library_is_one_line_with_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch, lang: str, says: str
) -> None:
    monkeypatch.setitem(sys.modules, "z3", None)
    with pytest.raises(Refused) as refused, needing("prove"):
        import z3  # noqa: F401, PLC0415
    message = refused.value.render("zh" if lang == "zh" else "en")
    assert says in message
    assert "z3" in message
    assert "pip install 'perfrules[prove]'" in message


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [(["--help"], 0, "Usage: perfrules prove"), (["rules/fujian/project/2017.toml"], 2, "E608")],
)
def test_help_needs_no_library_that_the_command_needs(
    arguments: list[str], code: int, says: str
) -> None:
    without = (
        "import sys; sys.modules['z3'] = None; from perfrules.cli import main; sys.exit(main())"
    )
    run = subprocess.run(
        [sys.executable, "-c", without, "--lang", "en", "prove", *arguments],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == code
    assert says in run.stdout + run.stderr
