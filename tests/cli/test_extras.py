"""A command that needs a library which is not there says in one line how to get it."""

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
