"""A Word file as it is printed: LibreOffice makes the PDF, poppler reads its pages."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest


def pages(file: Path, folder: Path) -> list[str]:
    """The text of each printed page, its columns side by side as they stand."""
    for program, package in (("soffice", "libreoffice-writer"), ("pdftotext", "poppler-utils")):
        if shutil.which(program) is None:
            pytest.skip(f"no {program} here: install {package}")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    environment = os.environ | {"HOME": str(folder)}
    subprocess.run(
        [*convert, str(file)], check=True, capture_output=True, timeout=180, env=environment
    )
    text = subprocess.run(
        ["pdftotext", "-layout", str(folder / f"{file.stem}.pdf"), "-"],
        check=True, capture_output=True, encoding="utf-8",
    ).stdout  # fmt: skip
    return text.split("\f")[:-1]
