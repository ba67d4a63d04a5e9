"""The browser of the other tests."""

from tests.form.conftest import chromium, downloads

__all__ = ["chromium", "downloads"]
