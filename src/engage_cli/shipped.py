"""Where the folders that come with engage stand: questionnaires, policies, report templates, schemas, examples."""

from functools import cache
from pathlib import Path


@cache
def shipped(name: str) -> Path:
    """The folder `name` ("questionnaires", "policies", "report_templates", "schemas" or "examples").

    Inside the package where a wheel put it, at the top of the repository in a checkout. Never written to.
    """
    packaged = Path(__file__).with_name(name)
    return packaged if packaged.is_dir() else Path(__file__).resolve().parents[2] / name
