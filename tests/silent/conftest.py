"""The commands, projects to write and a place to do it in, as other tests have them."""

from tests.batch.conftest import environment, projects
from tests.check.conftest import check, place, write
from tests.cli.conftest import engage

__all__ = ["check", "engage", "environment", "place", "projects", "write"]
