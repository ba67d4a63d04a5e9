"""The check, projects to write and a place to do it in, as the tests of the check have them."""

from tests.check.conftest import check, place, write

__all__ = ["check", "place", "write"]
