"""LibreOffice without a window: workbooks reckoned anew or saved again, documents as PDF."""

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""

MOST_AT_ONCE = 100
"""Of files in one run: some 250 are silently too many."""


def recalculated(files: Iterable[Path], folder: Path) -> list[Path]:
    """The workbooks with every formula reckoned again, under the same names in a new folder.

    Whatever value a file keeps beside a formula is not used.
    """
    given, user = list(files), folder / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_ALWAYS, "utf-8")
    for start in range(0, len(given), MOST_AT_ONCE):
        converted(given[start : start + MOST_AT_ONCE], "xlsx", folder)
    return [folder / "converted" / file.name for file in given]


def converted(files: Iterable[Path], kind: str, folder: Path) -> Path:
    """The folder in which the files stand as LibreOffice saves them in another format, or again."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no soffice here: install libreoffice-calc and libreoffice-writer")
    out = folder / "converted"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [
            office, profile, "--headless", "--norestore",
            "--convert-to", kind, "--outdir", out, *files,
        ],
        check=True, capture_output=True, timeout=500, env=os.environ | {"HOME": str(folder)},
    )  # fmt: skip
    return out
