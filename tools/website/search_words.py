"""The words of the search, in the language of the site: Zensical has them in English in its script, and no setting."""

from collections.abc import Iterator
from pathlib import Path

SCRIPT = "assets/javascripts/bundle.*.min.js"
WORDS = {
    "fr": {
        '"en-US"': '"fr-CA"',
        '"result":"results"': '"résultat":"résultats"',
        '"No results"': '"Aucun résultat"',
        '"Search results"': '"Résultats de la recherche"',
        '"Close search"': '"Fermer la recherche"',
        '"Filters"': '"Filtres"',
        '"Search"': '"Rechercher"',
        '"Loading search\\u2026"': '"Chargement de la recherche…"',
        '"Search is unavailable. Reload the page to try again."': (
            '"La recherche n’est pas disponible. Rechargez la page pour réessayer."'
        ),
    }
}
"""As the script has them, with what takes their place."""


def translated(site: Path, language: str) -> Iterator[str]:
    """Writes the words of `language` into the script of `site`; gives a line for each that is not in it."""
    for script in site.glob(SCRIPT):
        text = script.read_text(encoding="utf-8")
        for said, word in WORDS.get(language, {}).items():
            if said not in text:
                yield f"{language}: the script of the search does not say {said}: see tools/website/search_words.py"
            text = text.replace(said, word)
        script.write_text(text, encoding="utf-8")
