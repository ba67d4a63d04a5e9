"""`python -m engage_cli`, and the `engage` command."""

import gc
import sys
from collections.abc import Sequence

SELDOM = 100_000
"""The number of objects made between two runs of garbage collection: reading makes many at once, nearly all of which
are kept.
"""

INTERRUPTED = 130
"""The exit code after Ctrl-C, as in `terminal.edge`."""


def main(argv: Sequence[str] | None = None) -> int:
    """Runs `engage` with the arguments `argv`, by default those of the process; gives the exit code.

    The process ends after it: what is left is not searched for garbage, the system takes it back whole.
    """
    gc.set_threshold(SELDOM)
    try:
        from engage_cli.cli.app import main as run

        return run(argv)
    except KeyboardInterrupt:  # while modules are being loaded: `terminal.edge` is not there yet
        return INTERRUPTED
    finally:
        gc.freeze()


if __name__ == "__main__":
    sys.exit(main())
