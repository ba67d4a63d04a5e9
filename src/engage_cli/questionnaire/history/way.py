"""The way from an older version of a questionnaire to this one: where each question, choice and facet comes to.

Nothing is looked up in the older version: what no migration speaks of keeps its id.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property

from engage_cli.errors import Message
from engage_cli.model.migration import Migration
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.text import Text
from engage_cli.typed import command
from engage_cli.values import Value


def numbers(version: str) -> tuple[int, ...]:
    """A version as numbers that can be compared."""
    return tuple(map(int, version.split(".")))


def in_order(version: str) -> tuple[int, ...]:
    """The same of what may be no version, as in a damaged record: what is no number comes before all numbers."""
    return tuple(int(part) if part.isdecimal() else -1 for part in version.split("."))


def brought_along(given: Iterable[str], version: str) -> Iterator[Message]:
    """What to do with answers to the versions `given` where the questionnaire here is of another `version`."""
    here, there = in_order(version), {in_order(one) for one in given}
    if any(one < here for one in there):
        yield Message.of("Bring them along: {command}", command=command("migrate"))
    if any(one > here for one in there):
        yield Message.of("For those that answer a newer version: update engage, or the questionnaire.")


class Way(Value, dict=True):
    """What lies between a version and that of `questionnaire`."""

    questionnaire: Questionnaire
    version: str
    """The one that the way begins at."""

    @cached_property
    def steps(self) -> tuple[Migration, ...]:
        """The migrations to go through, in their order."""
        since, here = numbers(self.version)[0], numbers(self.questionnaire.version)[0]
        return tuple(one for one in self.questionnaire.migrations if since <= one.since < here)

    @property
    def open(self) -> bool:
        """Whether there is a way: from the first number on, or none needed."""
        since, here = numbers(self.version)[0], numbers(self.questionnaire.version)[0]
        return since == here or (bool(self.steps) and self.steps[0].since == since)

    def question(self, id: str) -> str | None:
        """The question that has its answer now; None where the answer has no place."""
        now = self._onward(id, self.steps)
        return now if now in self.questionnaire.by_id else None

    def lost(self, id: str) -> bool:
        """Whether nothing asks it any more, and no migration says so."""
        now = self._onward(id, self.steps)
        return now is not None and now not in self.questionnaire.by_id

    def _onward(self, id: str, steps: tuple[Migration, ...]) -> str | None:
        """Under which id its answer is carried along; None where a step keeps it beside."""
        for step in steps:
            if step.successors(id) is not None:
                return None
            id = step.rename.get(id, id)
        return id

    def successors(self, id: str) -> tuple[str, ...]:
        """The questions that ask now what it asked: one that has its answer, several, or none."""
        found: tuple[str, ...] = (id,)
        for step in self.steps:
            found = tuple(dict.fromkeys(new for one in found for new in _next(step, one)))
        return tuple(one for one in found if one in self.questionnaire.by_id)

    def choice(self, question: str, choice: str) -> str | None:
        """What a choice of an old question became; None where none says the same."""
        found: str | None = choice
        for position, step in enumerate(self.steps):
            if found is None or step.successors(question) is not None:
                return None
            final = self._onward(question, self.steps[position:])
            known = self.questionnaire.by_id.get(final or "")
            scale = known.scale if known else None
            for key in (question, scale or ""):
                if key in step.choices and found in step.choices[key]:
                    found = step.choices[key][found]
                    break
            question = step.rename.get(question, question)
        return found

    def reason(self, id: str) -> Text | None:
        """What the author says of a question that was removed or changed."""
        for step in self.steps:
            if step.successors(id) is not None:
                return step.removed.get(id) or step.changed.get(id)
            id = step.rename.get(id, id)
        return None

    def facet_reason(self, id: str) -> Text | None:
        """What the author says of a facet that was removed or changed."""
        for facets in (step.facets for step in self.steps):
            if found := facets.removed.get(id) or facets.changed.get(id):
                return found
            id = facets.rename.get(id, id)
        return None

    def facet(self, id: str, choice: str | None = None) -> str | None:
        """The facet that asks the same now; None where what was said has no place.

        One that changed still takes a `choice` that its migration names.
        """
        now = self._facet_onward(id, choice)
        return now if now in self.questionnaire.facet_by_id else None

    def facet_lost(self, id: str) -> bool:
        """Whether nothing asks it any more, and no migration says so."""
        now = self._facet_onward(id)
        return now is not None and now not in self.questionnaire.facet_by_id

    def _facet_onward(self, id: str, choice: str | None = None) -> str | None:
        for facets in (step.facets for step in self.steps):
            named = facets.choices.get(id, {}).get(choice) if choice else None
            if id in facets.removed or (id in facets.changed and named is None):
                return None
            id, choice = facets.rename.get(id, id), named or choice
        return id

    def facet_choice(self, facet: str, choice: str) -> str | None:
        """What a choice of an old facet became; None where none says the same."""
        found: str | None = choice
        for step in self.steps:
            if found is not None:
                found = step.facets.choices.get(facet, {}).get(found, found)
            facet = step.facets.rename.get(facet, facet)
        return found

    def section(self, id: str) -> str:
        """The section that stands in its place now."""
        for step in self.steps:
            id = step.sections.get(id, id)
        return id

    def unit(self, id: str) -> str:
        """The unit that stands in its place now."""
        return self._renamed("units", id)

    def function(self, id: str) -> str:
        """The function that stands in its place now."""
        return self._renamed("functions", id)

    def set_aside(self, id: str) -> str:
        """The kind of reason, for which a question does not apply, that stands in its place now."""
        return self._renamed("reasons", id)

    def _renamed(self, part: str, id: str) -> str:
        for step in self.steps:
            id = getattr(step, part).get(id, id)
        return id

    def speaker(self, id: str) -> str:
        """The same of what may be either: no id is of both."""
        for step in self.steps:
            id = step.units.get(id) or step.functions.get(id, id)
        return id

    def step(self, id: str) -> str | None:
        """The step of the path that stands in its place now; None where there is none."""
        now = self._step_onward(id)
        return now if now in self._steps_now else None

    def step_lost(self, id: str) -> bool:
        """Whether there is no such step any more, and no migration says so."""
        now = self._step_onward(id)
        return now is not None and now not in self._steps_now

    def step_reason(self, id: str) -> Text | None:
        """What the author says of a step that was removed."""
        for path in (step.path for step in self.steps):
            if id in path.removed:
                return path.removed[id]
            id = path.rename.get(id, id)
        return None

    def _step_onward(self, id: str) -> str | None:
        for path in (step.path for step in self.steps):
            if id in path.removed:
                return None
            id = path.rename.get(id, id)
        return id

    @cached_property
    def _steps_now(self) -> frozenset[str]:
        return frozenset(step.id for step in self.questionnaire.path)

    def level(self, section: str, choice: str) -> str | None:
        """What a choice became that a team aims at in the old section."""
        now = self.questionnaire.section(self.section(section))
        scales = tuple(dict.fromkeys(one.scale for one in now.all_questions() if one.scale)) if now else ()
        return self._along(scales, choice)

    def level_of(self, scale: str, choice: str) -> str | None:
        """What a choice of a scale became."""
        return self._along((scale,), choice)

    def _along(self, scales: tuple[str, ...], choice: str) -> str | None:
        found: str | None = choice
        for step in self.steps:
            known = next((step.choices[one] for one in scales if found in step.choices.get(one, {})), {})
            if found is not None:
                found = known.get(found, found)
        return found


def _next(step: Migration, id: str) -> tuple[str, ...]:
    after = step.successors(id)
    return (step.rename.get(id, id),) if after is None else after
