"""The migration path from an older version of a questionnaire to this one: what each old question, choice and facet
became. Nothing is looked up in the older version: what no migration speaks of keeps its id.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property

from engage_cli.errors import Message
from engage_cli.model.migration import Migration
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.text import Text
from engage_cli.typed import command
from engage_cli.values import Value


def version_numbers(version: str) -> tuple[int, ...]:
    """The numbers of a version, to be compared: `1.10` gives (1, 10). Raises ValueError for what is no version."""
    return tuple(map(int, version.split(".")))


def sortable_version(version: str) -> tuple[int, ...]:
    """As `version_numbers`, for versions in damaged records too: a part that is no number counts as -1."""
    return tuple(int(part) if part.isdecimal() else -1 for part in version.split("."))


def migration_hints(given: Iterable[str], version: str) -> Iterator[Message]:
    """Hints for answers to the versions `given` where the questionnaire has another `version`: migrate older ones,
    update for newer ones.
    """
    here, there = sortable_version(version), {sortable_version(one) for one in given}
    if any(one < here for one in there):
        yield Message.of("Bring them along: {command}", command=command("migrate"))
    if any(one > here for one in there):
        yield Message.of("For those that answer a newer version: update engage, or the questionnaire.")


class MigrationPath(Value, dict=True):
    """The migrations from an older `version` to that of `questionnaire`; every method takes old ids."""

    questionnaire: Questionnaire
    version: str
    """The older version, at which the path begins."""

    @cached_property
    def migrations(self) -> tuple[Migration, ...]:
        """The migrations on the path, the oldest first."""
        since, here = version_numbers(self.version)[0], version_numbers(self.questionnaire.version)[0]
        return tuple(one for one in self.questionnaire.migrations if since <= one.since < here)

    @property
    def is_complete(self) -> bool:
        """Whether migrations lead all the way: they begin at the first number of `version`, or it did not change."""
        since, here = version_numbers(self.version)[0], version_numbers(self.questionnaire.version)[0]
        return since == here or (bool(self.migrations) and self.migrations[0].since == since)

    def question(self, id: str) -> str | None:
        """The id of the question that takes over the answer to `id`; None where the answer has no place."""
        now = self._onward(id, self.migrations)
        return now if now in self.questionnaire.by_id else None

    def is_lost(self, id: str) -> bool:
        """Whether no question took over `id` and no migration accounts for it: a fault of the questionnaire."""
        now = self._onward(id, self.migrations)
        return now is not None and now not in self.questionnaire.by_id

    def _onward(self, id: str, steps: tuple[Migration, ...]) -> str | None:
        """Under which id its answer is carried along; None where a step keeps it beside."""
        for step in steps:
            if step.successors(id) is not None:
                return None
            id = step.rename.get(id, id)
        return id

    def successors(self, id: str) -> tuple[str, ...]:
        """The ids of the questions that ask now what `id` asked.

        Several where it was split, empty where it was removed.
        """
        found: tuple[str, ...] = (id,)
        for step in self.migrations:
            found = tuple(dict.fromkeys(new for one in found for new in _next(step, one)))
        return tuple(one for one in found if one in self.questionnaire.by_id)

    def choice(self, question: str, choice: str) -> str | None:
        """The id of the choice that an old choice of `question` became; None where none means the same."""
        found: str | None = choice
        for position, step in enumerate(self.migrations):
            if found is None or step.successors(question) is not None:
                return None
            final = self._onward(question, self.migrations[position:])
            known = self.questionnaire.by_id.get(final or "")
            scale = known.scale if known else None
            for key in (question, scale or ""):
                if key in step.choices and found in step.choices[key]:
                    found = step.choices[key][found]
                    break
            question = step.rename.get(question, question)
        return found

    def reason(self, id: str) -> Text | None:
        """The reason that the author gives for a question that was removed or changed; None where there is none."""
        for step in self.migrations:
            if step.successors(id) is not None:
                return step.removed.get(id) or step.changed.get(id)
            id = step.rename.get(id, id)
        return None

    def facet_reason(self, id: str) -> Text | None:
        """The reason that the author gives for a facet that was removed or changed; None where there is none."""
        for facets in (step.facets for step in self.migrations):
            if found := facets.removed.get(id) or facets.changed.get(id):
                return found
            id = facets.rename.get(id, id)
        return None

    def facet(self, id: str, choice: str | None = None) -> str | None:
        """The id of the facet that takes over what `id` said; None where it has no place.

        A facet that changed still takes over a `choice` that its migration names.
        """
        now = self._facet_onward(id, choice)
        return now if now in self.questionnaire.facet_by_id else None

    def is_facet_lost(self, id: str) -> bool:
        """Whether no facet took over `id` and no migration accounts for it: a fault of the questionnaire."""
        now = self._facet_onward(id)
        return now is not None and now not in self.questionnaire.facet_by_id

    def _facet_onward(self, id: str, choice: str | None = None) -> str | None:
        for facets in (step.facets for step in self.migrations):
            named = facets.choices.get(id, {}).get(choice) if choice else None
            if id in facets.removed or (id in facets.changed and named is None):
                return None
            id, choice = facets.rename.get(id, id), named or choice
        return id

    def facet_choice(self, facet: str, choice: str) -> str | None:
        """The id of the choice that an old choice of `facet` became."""
        found: str | None = choice
        for step in self.migrations:
            if found is not None:
                found = step.facets.choices.get(facet, {}).get(found, found)
            facet = step.facets.rename.get(facet, facet)
        return found

    def section(self, id: str) -> str:
        """The id of the section that the section `id` became."""
        for step in self.migrations:
            id = step.sections.get(id, id)
        return id

    def unit(self, id: str) -> str:
        """The id of the unit that the unit `id` became."""
        return self._renamed("units", id)

    def function(self, id: str) -> str:
        """The id of the function that the function `id` became."""
        return self._renamed("functions", id)

    def reason_kind(self, id: str) -> str:
        """The id that a kind of reason for “not applicable” became."""
        return self._renamed("reasons", id)

    def _renamed(self, part: str, id: str) -> str:
        for step in self.migrations:
            id = getattr(step, part).get(id, id)
        return id

    def unit_or_function(self, id: str) -> str:
        """The id that `id` became, be it of a unit or of a function; no id is of both."""
        for step in self.migrations:
            id = step.units.get(id) or step.functions.get(id, id)
        return id

    def step(self, id: str) -> str | None:
        """The id of the step of the path that `id` became; None where there is none."""
        now = self._step_onward(id)
        return now if now in self._steps_now else None

    def is_step_lost(self, id: str) -> bool:
        """Whether no step took over `id` and no migration accounts for it: a fault of the questionnaire."""
        now = self._step_onward(id)
        return now is not None and now not in self._steps_now

    def step_reason(self, id: str) -> Text | None:
        """The reason that the author gives for a step that was removed; None where there is none."""
        for path in (step.path for step in self.migrations):
            if id in path.removed:
                return path.removed[id]
            id = path.rename.get(id, id)
        return None

    def _step_onward(self, id: str) -> str | None:
        for path in (step.path for step in self.migrations):
            if id in path.removed:
                return None
            id = path.rename.get(id, id)
        return id

    @cached_property
    def _steps_now(self) -> frozenset[str]:
        return frozenset(step.id for step in self.questionnaire.path)

    def target_level(self, section: str, choice: str) -> str | None:
        """What the choice that a team aims at in the old `section` became; None where none means the same."""
        now = self.questionnaire.section(self.section(section))
        scales = tuple(dict.fromkeys(one.scale for one in now.all_questions() if one.scale)) if now else ()
        return self._along(scales, choice)

    def scale_level(self, scale: str, choice: str) -> str | None:
        """What a choice of `scale` became; None where none means the same."""
        return self._along((scale,), choice)

    def _along(self, scales: tuple[str, ...], choice: str) -> str | None:
        found: str | None = choice
        for step in self.migrations:
            known = next((step.choices[one] for one in scales if found in step.choices.get(one, {})), {})
            if found is not None:
                found = known.get(found, found)
        return found


def _next(step: Migration, id: str) -> tuple[str, ...]:
    after = step.successors(id)
    return (step.rename.get(id, id),) if after is None else after
