"""`python -m engage_cli`, and the `engage` command."""

import gc
import sys
from collections.abc import Sequence

SELDOM = 100_000
"""Objects made between two searches for garbage: reading makes many at once, nearly all of which are kept."""


def main(argv: Sequence[str] | None = None) -> int:
    """Runs `engage` with the arguments `argv`, by default those of the process; gives the exit code."""
    gc.set_threshold(SELDOM)
    from engage_cli.cli.app import main as run

    return run(argv)


if __name__ == "__main__":
    sys.exit(main())
