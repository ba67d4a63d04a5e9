"""Versions of a questionnaire that were released: of each, a list of its ids and of what decides a score.

The list stands in `history/VERSION.yaml` beside the questionnaire. Of texts it keeps a fingerprint, so that one can say
which were changed, and the title of each question, so that one that is gone can still be named.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from engage_cli.errors import InputError, Message, UsageError
from engage_cli.files import atomic_writing, schemas, yaml_reading
from engage_cli.files.nodes import problem_at
from engage_cli.files.yaml_rendering import render_inline, render_scalar
from engage_cli.model.questionnaire import Question, Questionnaire, QuestionType, Section
from engage_cli.model.scales import Band, Better, Choice, Expected, Expects, Facet, Period, Scale
from engage_cli.model.text import Text
from engage_cli.questionnaire.history.migration_path import version_numbers
from engage_cli.questionnaire.loaded import LoadedQuestionnaire, SourceNodes
from engage_cli.values import Value, field

Plain = Any
Entries = Mapping[str, Mapping[str, Plain]]

FOLDER = "history"
PARTS = ("scales", "bands", "indices", "facets", "sections", "questions", "path")
_HEAD = (
    "# Les identifiants de la version {version}, et ce qui y décide d’une note. Écrit par la commande\n"
    "# « engage questionnaire release »; sert à faire suivre les projets d’une version à l’autre. Ne pas modifier.\n"
    "# The ids of version {version}, and what decides a score in it. Written by “engage questionnaire release”;\n"
    "# brings projects from one version to the next. Not to be changed.\n"
)


class Release(Value, kw_only=True):
    """The release list of one version: for each part of the questionnaire, its entries by id as plain values."""

    id: str
    version: str
    digest: str
    timeline: str | None = None
    scales: Entries
    bands: Entries
    indices: Entries
    facets: Entries
    sections: Entries
    questions: Entries
    path: Entries = field(default_factory=dict)
    """The steps of the path; they change no score."""

    def choices(self, question: str) -> tuple[str, ...]:
        """The ids of the choices of `question`, lowest first."""
        entry = self.questions[question]
        return tuple(entry.get("choices") or self.scales.get(entry.get("scale", ""), {}).get("choices", ()))

    def facet_choices(self, facet: str) -> tuple[str, ...]:
        """The ids of the choices of `facet`; none where it is answered by yes or no."""
        return tuple(self.facets[facet].get("choices", ()))


def release_of(loaded: LoadedQuestionnaire) -> Release:
    """The release list of the version that `loaded` has now."""
    questionnaire, written = loaded.questionnaire, loaded.sources()
    return Release(
        id=questionnaire.id,
        version=questionnaire.version,
        digest=questionnaire.digest,
        timeline=questionnaire.timeline,
        scales={one.id: _scale(one) for one in questionnaire.scales},
        bands={one.id: _band(one) for one in questionnaire.bands},
        indices=_indices(questionnaire),
        facets={one.id: _facet(one) for one in questionnaire.facets},
        sections=dict(_sections(questionnaire.sections, None, written)),
        questions={id: _question(one, questionnaire, written) for id, one in questionnaire.by_id.items()},
        path=dict(_path(questionnaire, written)),
    )


def release_path(folder: Path, version: str) -> Path:
    """The file of the release list of `version`, for the questionnaire in `folder`; it need not exist."""
    return folder / FOLDER / f"{version}.yaml"


def load_releases(folder: Path) -> tuple[Release, ...]:
    """The release lists of the questionnaire in `folder`, the oldest version first. Raises InputError."""
    found = [read_release(path) for path in sorted((folder / FOLDER).glob("*.yaml"))]
    return tuple(sorted(found, key=lambda one: version_numbers(one.version)))


def read_release(path: Path) -> Release:
    """The release list in the file `path`. Raises InputError with all its problems."""
    document = yaml_reading.read(path, through=True)
    found = schemas.find_problems(document, "release")
    if found:
        raise InputError(*found)
    assert isinstance(document.value, dict)
    value = {key: one for key, one in document.value.items() if key != "engage"}
    if value["version"] != path.stem:
        message = Message.of("This is the list of version {version}: the file has another name.", version=path.stem)
        raise InputError(problem_at(document, ("version",), message))
    return Release(**{part: {} for part in PARTS} | value)


def write_release(folder: Path, release: Release) -> tuple[Path, bool]:
    """Writes a release list beside the questionnaire in `folder`; gives its file, and whether it was written anew.

    Raises UsageError where the version was released with another content, or the file cannot be written.
    """
    path, text = release_path(folder, release.version), format_release(release)
    if path.exists():
        if read_release(path) == release:
            return path, False
        raise UsageError(
            Message.of(
                "Version {version} was released with another content: “{path}”.", version=release.version, path=path
            ),
            Message.of("What was released stays. Raise “version” in questionnaire.yaml, then release again."),
        )
    path.parent.mkdir(exist_ok=True)
    atomic_writing.write_atomically(path, text)
    return path, True


def format_release(release: Release) -> str:
    """The text of a release list, one entry a line."""
    return _HEAD.format(version=release.version) + "".join(f"{line}\n" for line in _lines(release))


def _lines(release: Release) -> Iterator[str]:
    yield "engage: 1"
    for key in ("id", "version", "digest", "timeline"):
        if (value := getattr(release, key)) is not None:
            yield f"{key}: {render_scalar(value)}"
    for part in PARTS:
        entries: Entries = getattr(release, part)
        if entries:
            yield f"{part}:"
            yield from (f"  {render_scalar(id)}: {render_inline(entry)}" for id, entry in entries.items())


# ── what is kept of each part ─────────────────────────────────────────────────────────────────────────────────────────


def _said(**pairs: Plain) -> dict[str, Plain]:
    """The pairs that say something."""
    return {key: value for key, value in pairs.items() if value not in (None, False, (), [], {}, "")}


def _number(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else float(value)


def _weight(value: Fraction) -> int | float | None:
    """None for 1, which is so wherever nothing is said."""
    return None if value == 1 else _number(value)


def _share(value: Fraction | None) -> int | float | None:
    return None if value is None else _number(value)


def _expected(expected: Expected | None) -> Plain:
    return expected and (expected.always or dict(expected.by_time))


def fingerprint(texts: Iterable[Text | None]) -> str:
    """Eight hexadecimal digits that change when one of the texts does."""
    said = [None if text is None else dict(text.versions) for text in texts]
    content = json.dumps(said, sort_keys=True, ensure_ascii=False)
    return "t" + hashlib.sha256(content.encode()).hexdigest()[:8]


def _choice(choice: Choice) -> dict[str, Plain]:
    rule = choice.needs_evidence
    needs = rule and _said(kinds=[kind.value for kind in rule.kinds], valid=rule.valid and _period(rule.valid))
    return {"points": _number(choice.points)} | _said(exclusive=choice.exclusive, needs_evidence=needs)


def _period(period: Period) -> str:
    parts = ((period.years, "Y"), (period.months, "M"), (period.days, "D"))
    return "P" + "".join(f"{count}{unit}" for count, unit in parts if count)


def _scale(scale: Scale) -> dict[str, Plain]:
    choices = {one.id: _choice(one) for one in scale.choices}
    return _said(choices=choices, expected=_expected(scale.expected), texts=_labels(scale.choices))


def _labels(choices: Iterable[Choice]) -> str:
    return fingerprint(text for one in choices for text in (one.label, one.help))


def _band(band: Band) -> dict[str, Plain]:
    bounds = {key: _share(getattr(band, key)) for key in ("below", "up_to", "beyond")}
    kept = {key: value for key, value in bounds.items() if value is not None}
    return kept | _said(each_at_least=band.each_at_least, texts=fingerprint((band.label, band.help)))


def _indices(questionnaire: Questionnaire) -> Entries:
    return {
        one.id: _said(
            method=one.method.value,
            role=one.role,
            sections=list(one.sections),
            indices=list(one.indices),
            texts=fingerprint((one.label, one.help)),
        )
        for one in questionnaire.indices
    }


def _facet(facet: Facet) -> dict[str, Plain]:
    unknown = {} if facet.unknown_is is None else {"unknown_is": facet.unknown_is}
    return unknown | _said(
        type=facet.type.value,
        choices=[one.id for one in facet.choices],
        ordered=facet.ordered,
        required=facet.required,
        min=facet.least,
        max=facet.most,
        texts=fingerprint((facet.ask, facet.label, facet.help, *(t for c in facet.choices for t in (c.label, c.help)))),
    )


def _sections(sections: tuple[Section, ...], within: str | None, written: SourceNodes) -> Iterator[tuple[str, Plain]]:
    for one in sections:
        yield (
            one.id,
            _said(
                within=within,
                role=one.role,
                aim=written.by_id[one.id].value.get("aim"),
                method=one.method.value,
                weight=_weight(one.weight),
                out_of=_weight(one.out_of),
                texts=fingerprint((one.title, one.intent)),
            ),
        )
        yield from _sections(one.sections, one.id, written)


def _path(questionnaire: Questionnaire, written: SourceNodes) -> Iterator[tuple[str, Plain]]:
    for step, node in zip(questionnaire.path, written.root.each("path"), strict=True):
        yield (
            step.id,
            _said(
                title=dict(step.title.versions),
                lead=step.lead,
                begins=step.due,
                concerns=node.value.get("when"),
                texts=fingerprint((step.title, step.do)),
            ),
        )


def _question(question: Question, questionnaire: Questionnaire, written: SourceNodes) -> dict[str, Plain]:
    own = {} if question.scale else {one.id: _choice(one) for one in question.choices}
    gate = question.gate
    return _said(
        title=dict(question.title.versions),
        section=questionnaire.sections_of[question.id][-1].id,
        type=None if question.type is QuestionType.ONE else question.type.value,
        scale=question.scale,
        choices=own,
        max=_share(question.most_points),
        criteria=[one.id for one in question.criteria],
        quick=question.quick,
        when=written.by_id[question.id].value.get("when"),
        due=question.due,
        weight=_weight(question.weight),
        expected=_expected(question.expected),
        expects=None if question.expects is Expects.FULL else question.expects.value,
        better=None if question.better is Better.HIGH else question.better.value,
        gate=gate and (gate.needs or dict(gate.by_time)),
        not_applicable=list(question.reasons),
        texts=fingerprint(_asked(question)),
        more_texts=fingerprint(_beside(question)),
    )


def _asked(question: Question) -> Iterator[Text | None]:
    """What an answer is an answer to."""
    yield from (question.title, question.ask)
    yield from (text for one in question.choices for text in (one.label, one.help))
    yield from (one.label for one in question.criteria)


def _beside(question: Question) -> Iterator[Text | None]:
    """What stands around it: reasons, examples, rule, advice."""
    yield from (question.why, question.evidence_examples)
    if question.gate:
        yield from (question.gate.rule, question.gate.certainty_note, question.gate.ask_whom)
    yield from (text for one in question.recommendations for text in (one.do, one.first_step))
