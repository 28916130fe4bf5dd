"""`python -m perfrules`, and what the installed command runs."""

import sys

INTERRUPTED = 130
"""The exit code of a run that Ctrl-C has ended, as shells give it."""


def run() -> int:
    """Run the command line of the process; Ctrl-C ends it quietly, also while modules are read."""
    try:
        from perfrules.cli import main  # noqa: PLC0415

        return main()
    except KeyboardInterrupt:
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(run())
