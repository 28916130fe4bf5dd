"""`python -m perfrules`, and what the installed command runs."""

import sys


def run() -> int:
    """Run the command line of the process; Ctrl-C ends it quietly, also while modules are read."""
    try:
        from perfrules.cli import main  # noqa: PLC0415

        return main()
    except KeyboardInterrupt:
        return 130  # as `main` and shells give it


if __name__ == "__main__":
    sys.exit(run())
