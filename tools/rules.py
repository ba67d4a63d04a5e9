"""Writes the pages of the rules of a check, docs/fr/regles.md and docs/en/rules.md; `--check` only compares."""

import sys
from collections.abc import Iterator
from pathlib import Path

from engage_cli.check.rules.registry import RULES, Rule
from engage_cli.cli.rule import uses
from engage_cli.i18n import NBSP, Translator, translator

ROOT = Path(__file__).resolve().parents[1]
PAGES = {"fr": ROOT / "docs/fr/regles.md", "en": ROOT / "docs/en/rules.md"}
HEADS = {
    "fr": (
        "Règles d’`engage check`",
        "Page produite par `tools/rules.py` à partir des règles. `engage rule ID` dit la même chose.",
    ),
    "en": (
        "Rules of `engage check`",
        "This page is made by `tools/rules.py` from the rules. `engage rule ID` says the same.",
    ),
}
LABELS = {"fr": ("Pourquoi", "À faire", "Politiques"), "en": ("Why", "To do", "Policies")}


def main(*arguments: str) -> int:
    wanted = {PAGES[language]: page(language) for language in PAGES}
    if "--check" not in arguments:
        for path, text in wanted.items():
            path.write_text(text, encoding="utf-8")
    return int(any(not path.is_file() or path.read_text(encoding="utf-8") != text for path, text in wanted.items()))


def page(language: str) -> str:
    """The whole page."""
    title, note = HEADS[language]
    tr = translator(language)
    blocks = [block for rule in RULES for block in _rule(rule, tr, language)]
    return "\n\n".join([f"# {title}", note, *blocks]) + "\n"


def _rule(rule: Rule, tr: Translator, language: str) -> Iterator[str]:
    colon = f"{NBSP}:" if language == "fr" else ":"
    why, repair, policies = LABELS[language]
    yield f"## {rule.id}"
    yield rule.line.say(tr)
    yield "\n".join(
        [
            f"- {why}{colon} {rule.why.say(tr)}",
            f"- {repair}{colon} {rule.repair.say(tr)}",
            f"- {policies}{colon} {uses(rule, tr)}",
        ]
    )


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
