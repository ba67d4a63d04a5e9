"""Makes sure that the libraries of the extra `word` are installed."""

from importlib import import_module

from engage_cli.errors import Message, MissingLibraryError


def require_libraries() -> None:
    """Imports the libraries for Word documents. Raises MissingLibraryError where one is missing."""
    try:
        for name in ("docx", "resvg_py"):
            import_module(name)
    except ImportError as error:
        raise MissingLibraryError(
            Message.of("The libraries for Word documents are not installed."),
            Message.of(
                "python -m pip install 'engage-cli[word]', or with pipx: pipx inject engage-cli python-docx resvg-py. "
                "They need no library of the system."
            ),
        ) from error
