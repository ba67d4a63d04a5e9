"""The first screen of a run."""

from collections.abc import Sequence

from engage_cli.model.project import Project
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.statements import Note
from engage_cli.wizard.asker import BLANK, Paragraph, Speech, Tone


def welcome_paragraphs(
    _: Speech,
    questionnaire: Questionnaire,
    project: Project,
    *,
    total: int,
    missing: int,
    minutes: int,
    notes: Sequence[Note] = (),
) -> tuple[Paragraph, ...]:
    """What this is, how long it takes, how to leave: `total` questions, `missing` unanswered, `minutes` for those."""
    count = _.ngettext("{count} question", "{count} questions", total)
    if 0 < missing < total:
        count = _.ngettext(
            "{count} question left out of {total}", "{count} questions left out of {total}", missing, total=total
        )
    time = _.ngettext("about {count} minute", "about {count} minutes", minutes) if minutes else _("a minute or less")
    return (
        Paragraph(project.charter.name, Tone.TITLE),
        Paragraph(_.words(questionnaire.title), Tone.WHERE),
        BLANK,
        Paragraph(
            _(
                "We decide together what comes next; no one is being graded. For each question, choose the sentence "
                "that is true today."
            )
        ),
        BLANK,
        Paragraph(
            _(
                "{questions}, {time}. Each answer is saved at once: stop whenever you like (q, or Ctrl-C) and come "
                "back later.",
                questions=count,
                time=time,
            )
        ),
        *(Paragraph(_.words(note.text), Tone.QUIET) for note in notes),
    )
