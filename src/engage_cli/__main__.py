"""`python -m engage_cli`, and the `engage` command."""

import sys

from engage_cli.cli.app import main

__all__ = ["main"]

if __name__ == "__main__":
    sys.exit(main())
