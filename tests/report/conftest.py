"""The browser that the tests of other pages use too."""

from tests.form.conftest import chromium, downloads

__all__ = ["chromium", "downloads"]
