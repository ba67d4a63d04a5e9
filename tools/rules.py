"""Writes what follows from the rules of a check; `--check` only says which files differ. Called by `./dev docs`.

The pages docs/fr/regles.md and docs/en/rules.md; in the schema of policies, the names of all rules and what options
each takes; in each shipped policy, the rules that have a severity there and nothing else.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from engage_cli.check.policies import shipped_policies
from engage_cli.check.rules.registry import RULES
from engage_cli.check.rules.rule import Rule, RuleOptions
from engage_cli.cli.rule import policy_uses
from engage_cli.i18n import LANGUAGE, Translator, translator

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
SCHEMA = ROOT / "schemas/policy.schema.json"


def main(*arguments: str) -> int:
    write = "--check" not in arguments
    different = [path for path, text in files() if differs(path, text, write=write)]
    print(*different, sep="\n", end="\n" if different else "")
    return int(bool(different) and not write)


def files() -> Iterator[tuple[Path, str]]:
    """Each file that follows from the rules, and its whole text; the pages last, as they read the policies."""
    yield SCHEMA, schema(SCHEMA.read_text(encoding="utf-8"))
    for name in shipped_policies():
        path = ROOT / f"policies/{name}.yaml"
        yield path, policy(name, path.read_text(encoding="utf-8"))
    for language, path in PAGES.items():
        yield path, page(language)


def differs(path: Path, text: str, *, write: bool) -> bool:
    """Whether the file `path` holds another text than `text`; then it is written, with `write`."""
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return False
    if write:
        path.write_text(text, encoding="utf-8")
    return True


def schema(text: str) -> str:
    """`text` of the schema with the names and options of the rules."""
    names = ", ".join(f'"{rule.id}"' for rule in RULES)
    options = (
        f'        "{r.id}": {{ "$ref": "#/$defs/{r.options}" }}' for r in RULES if r.options is not RuleOptions.NONE
    )
    text = replaced(r'("rules": \{[^{}]*\{[^{}]*\},\s+"properties": \{\n).*?(\n      \})', ",\n".join(options), text)
    return replaced(r'("rule": \{[^{}]*"enum": \[).*?(\])', names, text)


def policy(name: str, text: str) -> str:
    """`text` of the shipped policy `name` with the severities of its rules."""
    lines = (f"  {rule.id}: {rule.policies[name]}\n" for rule in RULES if name in rule.policies)
    return replaced(r"(  # begin: [^\n]*\n).*?(  # end\n)", "".join(lines), text)


def replaced(pattern: str, inner: str, text: str) -> str:
    """`text` with `inner` between the two groups of `pattern`, which is there once. Raises ValueError."""
    made, count = re.subn(pattern, lambda found: f"{found[1]}{inner}{found[2]}", text, flags=re.DOTALL)
    if count != 1:
        message = f"found {count} times: {pattern}"
        raise ValueError(message)
    return made


def page(language: str) -> str:
    """The whole page."""
    title, note = HEADS[language]
    tr = translator(language)
    blocks = [block for rule in RULES for block in _rule(rule, tr, language)]
    return "\n\n".join([f"# {title}", note, *blocks]) + "\n"


def _rule(rule: Rule, tr: Translator, language: str) -> Iterator[str]:
    colon = LANGUAGE[language].colon
    why, repair, policies = LABELS[language]
    yield f"## {rule.id}"
    yield rule.line.say(tr)
    yield "\n".join(
        [
            f"- {why}{colon} {rule.why.say(tr)}",
            f"- {repair}{colon} {rule.repair.say(tr)}",
            f"- {policies}{colon} {policy_uses(rule, tr)}",
        ]
    )


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
