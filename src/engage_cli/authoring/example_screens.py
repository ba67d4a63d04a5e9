"""Shows the example projects of a lint on the screen, and writes them as project files."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from engage_cli.authoring.linting import Lint, ProvedGoal, lint
from engage_cli.authoring.projects import describe_example, project_text
from engage_cli.authoring.prover import Example
from engage_cli.check.formats.outcome import Phrasing
from engage_cli.errors import Message, UsageError, suggestion
from engage_cli.formats import PatternMark
from engage_cli.questionnaire.loading import load_questionnaire
from engage_cli.terminal.clock import day_or_today
from engage_cli.terminal.edge import FINE
from engage_cli.terminal.find_named import questionnaire_folders
from engage_cli.terminal.layout import Screen
from engage_cli.terminal.session import Session

MARK = PatternMark(rb"\A# engage questionnaire lint: ")


def show_examples(paths: Sequence[Path], session: Session, *, name: str | None, file: Path | None, force: bool) -> int:
    """Shows all examples in a table, or the one called `name` in words; writes it to `file`. Returns the exit code.

    Raises InputError for an unreadable questionnaire, UsageError for an unknown name.
    """
    if len(paths) > 1:
        raise UsageError(Message.of("Examples are those of one questionnaire: name one."))
    if file is not None and name is None:
        hint = Message.of("`--examples` lists the names.")
        raise UsageError(Message.of("Which example is to be written? Add --example NAME."), hint)
    found = lint(load_questionnaire(paths[0], questionnaire_folders(session)), as_of=day_or_today(paths[0], session))
    if name is None:
        session.out("\n".join(_table(found, session)))
        return FINE
    what, examples = _called(name, found, session)
    session.out("\n".join(_in_full(what, examples, found, session)))
    if file is not None:
        _write(what, examples, found, session, file, force=force)
    return FINE


def _table(found: Lint, session: Session) -> list[str]:
    """Everything that is possible, by section, each with the smallest project that shows it."""
    _ = session.tr.gettext
    speech = Phrasing(session.tr, session.language)
    groups: dict[str, list[tuple[str, str, str]]] = {}
    for one in found.shown:
        groups.setdefault(_group(one, found, session), []).append(
            (one.goal.subject, speech.say(one.goal.what), _words(one, found, session))
        )
    head = (_("Thing"), _("Smallest project"))
    return Screen(session).tables(head, list(groups.items()), fold=(0, 1, 2))


def _group(one: ProvedGoal, found: Lint, session: Session) -> str:
    question = one.goal.question
    if question is None:
        return session.tr.gettext("The questionnaire as a whole")
    return found.desk.questionnaire.sections_of[question.id][-1].title.to(session.language)


def _words(one: ProvedGoal, found: Lint, session: Session) -> str:
    if one.example is not None:
        return describe_example(one.example, found.desk.questionnaire, session.language, session.tr)
    return session.tr.gettext("none") if one.proof.decided else session.tr.gettext("not decided")


def _called(name: str, found: Lint, session: Session) -> tuple[str, tuple[Example, ...]]:
    """(what is called `name`, its examples). Raises UsageError where there is none."""
    speech = Phrasing(session.tr, session.language)
    for finding in found.findings:
        if finding.examples and name in (finding.subject, f"{finding.rule}:{finding.subject}"):
            return speech.say(finding.message), finding.examples
    known = {one.goal.subject: one for one in found.shown}
    if name not in known:
        raise UsageError(Message.of("There is nothing called “{name}” to show.", name=name), suggestion(name, known))
    one = known[name]
    return speech.say(one.goal.what), (one.example,) if one.example else ()


def _in_full(what: str, examples: Sequence[Example], found: Lint, session: Session) -> Iterator[str]:
    screen = Screen(session)
    yield from screen.wrap(what, "")
    for one in examples:
        yield from screen.wrap(
            describe_example(one, found.desk.questionnaire, session.language, session.tr), "  ", "    "
        )
    if not examples:
        yield from screen.wrap(session.tr.gettext("No project shows it."))


def _write(what: str, examples: Sequence[Example], found: Lint, session: Session, file: Path, *, force: bool) -> None:
    """Writes the first example to `file`, and others beside it with a number. Raises UsageError."""
    from engage_cli.files.outputs import write_output

    if not examples:
        raise UsageError(Message.of("No project shows it: there is nothing to write."))
    for number, one in enumerate(examples, start=1):
        path = file if number == 1 else file.with_stem(f"{file.stem}-{number}")
        comment = f"engage questionnaire lint: {what}"
        day = found.desk.as_of
        text = project_text(found.desk.prover, one, day, name=path.stem, comment=comment)
        write_output(text.encode(), path, ours=MARK, inputs=found.desk.loaded.files(), force=force)
        session.say(session.tr.gettext("Project written: {path}").format(path=path))
