"""How many cases made by chance a test tries: all of them with `./dev test --all`, an eighth in the quick tests."""

import os


def examples(count: int) -> int:
    """`count`, or fewer: those that are not tried today are tried another day, as each run draws others."""
    return count if os.environ.get("ENGAGE_TEST_ALL") else max(count // 8, 5)
