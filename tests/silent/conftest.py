"""A folder of projects, and runs of the command over it, as `tests/batch` has them."""

from tests.batch.conftest import engage, environment, projects

__all__ = ["engage", "environment", "projects"]
