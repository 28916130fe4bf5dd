"""A Word file as it is printed: LibreOffice makes the PDF, poppler reads its pages."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.office import converted


def pages(file: Path, folder: Path) -> list[str]:
    """The text of each printed page, its columns side by side as they stand."""
    if shutil.which("pdftotext") is None:
        pytest.skip("no pdftotext here: install poppler-utils")
    printed = converted([file], "pdf", folder) / f"{file.stem}.pdf"
    text = subprocess.run(
        ["pdftotext", "-layout", str(printed), "-"],
        check=True, capture_output=True, encoding="utf-8",
    ).stdout  # fmt: skip
    return text.split("\f")[:-1]
