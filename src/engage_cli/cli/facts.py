"""`engage facts PROJECT`."""

from typing import TYPE_CHECKING

import typer

from engage_cli.model.project import Charter
from engage_cli.terminal import options
from engage_cli.terminal.choose_asker import choose_asker, session_speech
from engage_cli.terminal.clock import today_for
from engage_cli.terminal.open_project import open_project_to_write, reading_day
from engage_cli.terminal.read_input import read_settings, warn_of_contradictions
from engage_cli.terminal.session import Session, session_of
from engage_cli.typed import command

if TYPE_CHECKING:
    from engage_cli.errors import Place
    from engage_cli.project.loading import LoadedProject
    from engage_cli.wizard.asker import Asker
    from engage_cli.wizard.charter.effects import CharterEffects
    from engage_cli.wizard.charter.settings import Setting


def facts(
    ctx: typer.Context, *, project: options.Project, given: options.Facts = None, answers: options.FactsFile = None
) -> None:
    """Shows a project's charter for correction; prints which questions that opens and closes, and saves it."""
    session = session_of(ctx)
    loaded = open_project_to_write(project, session)
    settings = list(read_settings(given, answers, session.language))
    found = _settled(loaded, settings, session) if settings else _talked_over(loaded, session)
    if found is None or found.nothing:
        session.say(session.tr.gettext("Nothing was changed."))
        return
    _save(loaded, found, session)
    _close(project, loaded, found, session)


def _settled(loaded: "LoadedProject", settings: "list[Setting]", session: Session) -> "CharterEffects":
    """The effects of the settings, which are printed."""
    from engage_cli.wizard.charter.effects import describe_effects
    from engage_cli.wizard.charter.settings import apply_settings
    from engage_cli.wizard.text import width_within, wrap_paragraph

    questionnaire, before = loaded.questionnaire.questionnaire, loaded.project.charter
    today = today_for(loaded.path, session)
    after = apply_settings(before, settings, questionnaire, language=session.language, today=today)
    found = _effects(loaded, after, session)
    warn_of_contradictions(found.after, questionnaire, session)
    if not found.nothing:
        width = width_within(session.width)
        session.out(
            "\n".join(
                line for p in describe_effects(session_speech(session), found) for line in wrap_paragraph(p, width)
            )
        )
    return found


def _talked_over(loaded: "LoadedProject", session: Session) -> "CharterEffects | None":
    """The effects of the person's changes; None where they leave. Raises KeyboardInterrupt or EOFError."""
    from engage_cli.wizard.charter.correction import Correction
    from engage_cli.wizard.charter.facets import LeftEarly

    asker = choose_asker(session, instead=options.FACTS_INSTEAD)
    correction = Correction(
        asker, session_speech(session), loaded.questionnaire.questionnaire, today=today_for(loaded.path, session),
        effects=lambda charter: _effects(loaded, charter, session),
    )  # fmt: skip
    try:
        found = correction.run(loaded.project.charter)
        _propose_milestone(loaded, found, asker, session)
    except LeftEarly:
        return None
    except (KeyboardInterrupt, EOFError):
        session.say(session.tr.gettext("Nothing was changed."))
        raise
    return found


def _propose_milestone(loaded: "LoadedProject", found: "CharterEffects", asker: "Asker", session: Session) -> None:
    """Where the phase changes, offers to keep the state at the end of the old phase as a milestone."""
    questionnaire = loaded.questionnaire.questionnaire
    if questionnaire.timeline not in {facet.id for facet in found.facets} or not loaded.project.answers:
        return
    from engage_cli.scoring.assessment import assess
    from engage_cli.wizard.files import ProjectAnswers
    from engage_cli.wizard.followup.closing import keep_milestone, phase_name

    _, today = session_speech(session), today_for(loaded.path, session)
    before = assess(questionnaire, loaded.project, as_of=reading_day(loaded, session))
    phase = phase_name(_, before)
    why = _("The project leaves “{phase}”: from now on, something else is expected of it.", phase=phase)
    kept = keep_milestone(asker, _, ProjectAnswers(loaded, today=today), before, why)
    if kept is not None:
        session.say(_("Kept as the milestone “{name}”.", name=kept.name))


def _effects(loaded: "LoadedProject", after: Charter, session: Session) -> "CharterEffects":
    from engage_cli.wizard.charter.effects import find_effects

    return find_effects(loaded.questionnaire.questionnaire, loaded.project, after, as_of=reading_day(loaded, session))


def _save(loaded: "LoadedProject", found: "CharterEffects", session: Session) -> None:
    from engage_cli.project.parsing import facet_as_yaml
    from engage_cli.project.recording import record_charter

    after = found.after
    said: dict[Place, object] = {
        ("facets", f.id): facet_as_yaml(after.facets[f.id]) if f.id in after.facets else None for f in found.facets
    }
    for field in found.fields:
        value = field.get(after)
        said[field.place] = None if value is None else str(value)
    record_charter(loaded, said)
    session.say(session.tr.gettext("Saved: {path}").format(path=loaded.path))


def _close(project: object, loaded: "LoadedProject", found: "CharterEffects", session: Session) -> None:
    """Prints what to do next."""
    say, _ = session.say, session.tr.gettext
    if any(question.id not in loaded.project.answers for question in found.asked):
        say(_("To answer what is asked now:"), f"  {command('assess', project)}")
    if found.to_review or any(question.id in loaded.project.answers for question in found.binding):
        say(_("To go through the answers again:"), f"  {command('assess', project, '--review')}")
