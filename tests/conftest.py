"""What holds for every test: no deadline, the same examples each time, nothing skipped in CI."""

import os
from collections.abc import Generator
from typing import TYPE_CHECKING, TypeVar

import hypothesis
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# The gate on coverage asks for the same examples each time; PERFRULES_EXPLORE=1 looks for new ones.
hypothesis.settings.register_profile(
    "house", deadline=None, derandomize=not os.environ.get("PERFRULES_EXPLORE")
)
hypothesis.settings.load_profile("house")

# A skip whose reason begins so is meant, and is printed by `-ra`.
ALLOWED = "allowed in CI: "

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a test that would be skipped, because a real component is missing, fails."""
    report = yield
    return _failed_where_skipped(report) if not hasattr(report, "wasxfail") else report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a whole module."""
    report = yield
    return _failed_where_skipped(report)


def _failed_where_skipped(report: Report) -> Report:
    if os.environ.get("CI") != "true" or not report.skipped:
        return report
    reason = str(report.longrepr[2]) if isinstance(report.longrepr, tuple) else str(report.longrepr)
    if not reason.removeprefix("Skipped: ").startswith(ALLOWED):
        report.outcome = "failed"
        report.longrepr = f"not to be skipped in CI: {reason}"
    return report


@pytest.fixture(scope="session")
def browser() -> Generator["Browser", None, None]:
    """One browser for all tests that look at pages."""
    from tests.browser import chromium  # noqa: PLC0415  # most tests want none

    with chromium() as started:
        yield started
