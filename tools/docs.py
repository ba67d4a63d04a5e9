"""Brings what the documents take from the program in line with it: `./dev docs`; with --check, only says what is not.

The milestones of the examples are written by the questionnaire as it stands (see `docs_examples`). Two things in a
document are ours to write: what stands between `<!-- begin: KIND WORDS -->` and `<!-- end -->`, and the
output in every ```console block, whose commands are run in the order of the document (see `docs_console`). Everything
else is written by hand. Exit code 1 where --check finds a difference, or a conversation goes otherwise than what is
typed. Paths limit the work to those documents; with --no-console, no command is run.
"""

import difflib
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import docs_commands
import docs_console
import docs_environment
import docs_examples
import docs_export
import docs_formats
import docs_lint
import docs_schemas
import overlays

from engage_cli.i18n import DEFAULT, LANGUAGES

ROOT = Path(__file__).resolve().parents[1]
KINDS: dict[str, Callable[..., str]] = {
    "help": docs_commands.help_of,
    "commands": docs_commands.table,
    "schema": docs_schemas.kind,
    "formats": docs_formats.table,
    "lint-rules": docs_lint.table,
    "overlay-keys": overlays.table,
    "environment": docs_environment.table,
    "export-tables": docs_export.table,
    "file": lambda _language, path: f"```yaml\n{(ROOT / path).read_text(encoding='utf-8')}```",
}
"""What can be begun; each is called with the document's language and the words that follow."""

BEGIN = re.compile(r"(?P<head><!-- begin: (?P<words>.+?) -->\n).*?(?P<foot><!-- end -->)", re.DOTALL)


def main(*arguments: str) -> int:
    """Writes, or with --check shows as a diff, what has to change."""
    paths = [Path(a).resolve() for a in arguments if not a.startswith("-")] or [*docs_examples.files(), *documents()]
    check, console, wrong = "--check" in arguments, "--no-console" not in arguments, []
    for path in paths:
        try:
            wrong += [path] if differs(path, write=not check, console=console) and check else []
        except ValueError as fault:
            print(f"{path}: {fault}", file=sys.stderr)
            wrong.append(path)
    return int(bool(wrong))


def documents() -> Iterator[Path]:
    """Every document of the repository that is for readers."""
    yield from sorted(ROOT.glob("*.md"))
    yield from sorted(ROOT.glob("docs/**/*.md"))


def language_of(document: Path) -> str:
    """That of its folder, `docs/en/…`, or of its name, `….en.md`; else the language that engage starts from."""
    said = (document.parent.name, document.stem.rpartition(".")[2])
    return next((language for language in said if language in LANGUAGES), DEFAULT)


def differs(document: Path, *, write: bool, console: bool) -> bool:
    before = document.read_text(encoding="utf-8")
    if document in docs_examples.files():
        after = docs_examples.renewed(document)
    else:
        after = rebuilt(before, language_of(document), console=console)
    if before == after:
        return False
    if write:
        document.write_text(after, encoding="utf-8")
    name = document.relative_to(ROOT).as_posix() if document.is_relative_to(ROOT) else document.name
    lines = difflib.unified_diff(
        before.splitlines(), after.splitlines(), name, f"{name}, from the program", lineterm=""
    )
    print("\n".join(lines))
    return True


def rebuilt(text: str, language: str, *, console: bool) -> str:
    """`text` with its begun parts and its console blocks as the program has them now. Raises ValueError."""
    complete = docs_commands.with_every_command(text)
    told = BEGIN.sub(lambda part: begun(part, language), complete)
    return docs_console.replayed(told, language) if console else told


def begun(part: re.Match[str], language: str) -> str:
    kind, *words = part["words"].split()
    return f"{part['head']}{KINDS[kind](language, *words).rstrip()}\n{part['foot']}"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
