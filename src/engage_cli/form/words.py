"""The words of the offline page, in one language: by the names under which its scripts look them up."""

from collections.abc import Callable

from engage_cli.i18n import Translator

Words = dict[str, str | list[str]]
"""A sentence with `{name}` places; or the singular and the plural of one that counts."""


def words(tr: Translator) -> Words:
    """Every word that the page says by itself."""
    return _frame(tr) | _answering(tr) | _evidence(tr) | _facts(tr) | _files(tr) | _ending(tr)


def _plural(tr: Translator) -> Callable[[str, str], list[str]]:
    """Gives both forms; they are chosen on the page, where the number is known."""
    return lambda one, many: [tr.ngettext(one, many, 1), tr.ngettext(one, many, 2)]


def _frame(tr: Translator) -> Words:
    _, plural = tr.gettext, _plural(tr)
    return {
        "title": _("{name}: self-assessment"),
        "language": _("Language"),
        "this_language": _("English"),
        "skip": _("Skip to the questions"),
        "lead": _("We decide together what comes next; no one is being graded."),
        "how_choose": _("For each question, choose the sentence that is true today. “Don’t know” is a good answer."),
        "how_stay": _("Nothing leaves this page: no account, no network. Your answers stay on this computer."),
        "how_send": _("When you stop, download the file of answers and send it to the person who keeps the project."),
        "quick": _("This page asks the quick questions only."),
        "only": _("This page asks only: {names}."),
        "respondent": _("This page is for {name} and shows nobody else’s answers."),
        "you": _("You"),
        "your_name": _("Your name or role (optional)"),
        "your_name_help": _("It is written beside your answers."),
        "project_name": _("Name of the project"),
        "sections": _("Sections"),
        "progress": _("Progress"),
        "answered_of": _("{n} of {total} answered"),
        "next": _("Next unanswered question"),
        "all_answered": _("Every question asked has an answer."),
        "find": _("Find"),
        "found": plural("{n} question found", "{n} questions found"),
        "more_asked": plural("{n} question added", "{n} questions added"),
        "less_asked": plural("{n} question taken away", "{n} questions taken away"),
        "nothing_asked": _("The facts about the project decide which questions are asked. None is for now."),
        "facts_first": _("Answer the required facts first: they decide which questions are asked."),
        "notice": _("Self-declared by the team; neither an audit nor legal advice."),
        "made": _("Questionnaire {version}. Page made on {date} by {engine}."),
        "back_to_top": _("Back to the top"),
        "close": _("Close"),
    }


def _answering(tr: Translator) -> Words:
    _ = tr.gettext
    return {
        "must": _("Must-have"),
        "must_only": _("Asked of every project that the facts concern, whatever it aims at."),
        "unit": _("Who can answer: {name}"),
        "tick": _("Tick all that hold."),
        "yes": _("Yes"),
        "no": _("No"),
        "none": _("None of these"),
        "unknown": _("Don’t know"),
        "unknown_help": _("A good answer: a step will be suggested to find out."),
        "aside": _("Not applicable"),
        "aside_reason": _("For what kind of reason?"),
        "aside_choose": _("Choose a reason"),
        "aside_because": _("Why, in one sentence"),
        "aside_missing": _("A reason and a sentence are needed; until then the question counts as unanswered."),
        "your_answer": _("Your answer"),
        "clear": _("Take the answer back"),
        "criteria": _("Which of these hold? Unless all do, the lowest choice is read."),
        "more": _("Why, and what evidence looks like"),
        "why": _("Why"),
        "examples": _("Possible evidence"),
        "resources": _("Resources"),
        "new_tab": _("(new tab)"),
        "note": _("Note"),
        "note_there": _("Note (written)"),
        "waiting": _("What you wrote here goes with an answer: choose one, if only “don’t know”."),
    }


def _evidence(tr: Translator) -> Words:
    _, plural = tr.gettext, _plural(tr)
    return {
        "evidence": _("Evidence"),
        "evidence_there": _("Evidence ({n})"),
        "evidence_help": _("What would you show an outsider? Title, place, date."),
        "piece": _("Evidence {n}"),
        "piece_title": _("Title"),
        "piece_kind": _("Kind"),
        "piece_where": _("Where it is (a path or an address)"),
        "piece_date": _("Date"),
        "piece_holder": _("Who keeps it"),
        "piece_add": _("Add evidence"),
        "piece_remove": _("Remove evidence {n}"),
        "piece_untitled": _("Give it a title: without one it is not recorded."),
        "piece_future": _("This date is still to come."),
        "kind_statement": _("Statement"),
        "kind_document": _("Document"),
        "kind_test": _("Test"),
        "kind_measure": _("Measure"),
        "kind_review": _("Outside review"),
        "needs": _("This answer is read with evidence: {rule}."),
        "rule_dated": _("{kinds}, dated within the last {time}"),
        "or": _("{first} or {last}"),
        "years": plural("{n} year", "{n} years"),
        "months": plural("{n} month", "{n} months"),
        "days": plural("{n} day", "{n} days"),
    }


def _facts(tr: Translator) -> Words:
    _, plural = tr.gettext, _plural(tr)
    return {
        "facets": _("The project"),
        "facets_help": _("These facts decide which questions are asked. Correct them here if one is wrong."),
        "facets_known": _("{n} of {total} facts known"),
        "facets_open": _("See or correct the facts"),
        "facts": _("Some facts, by yes or no. When nobody knows, say so."),
        "required": _("(required)"),
        "counts_as_yes": _("Counts as a yes until it is known."),
        "advised": _("From {least} to {most} are advised; {n} chosen."),
        "at_most": plural("At most {n} can be chosen.", "At most {n} can be chosen."),
        "at_least": plural("Choose at least {n}.", "Choose at least {n}."),
    }


def _files(tr: Translator) -> Words:
    _, plural = tr.gettext, _plural(tr)
    return {
        "download": _("Download the answers"),
        "load": _("Load a file of answers"),
        "saved_here": _("Draft kept in this browser."),
        "resumed": _("Your draft of {date} was taken up again."),
        "not_saved_here": _("This browser keeps nothing of this page: download your answers before you close it."),
        "not_downloaded": plural("{n} change not downloaded yet.", "{n} changes not downloaded yet."),
        "downloaded": _("{name} is in your downloads. Send it to the person who keeps the project."),
        "elsewhere": _("This page is open in another tab too, and answers changed there. Keep only one of the two."),
        "unreadable": _("Line {line} of this file is not understood. “engage collect” will say what is wrong."),
        "not_engage": _("This is not a file of answers: nothing was changed."),
        "other_format": _("This file was made for another version of engage: nothing was changed."),
        "is_project": _("This is a project file, not a file of answers: nothing was changed."),
        "no_answers": _("There are no answers in this file: nothing was changed."),
        "other_questionnaire": _("This file answers another questionnaire: nothing was changed."),
        "too_large": _("This file is too large: nothing was changed."),
        "other_project": _("This file is about “{theirs}”; this page is about “{ours}”."),
        "load_anyway": _("Load it all the same"),
        "conflicts": plural(
            "{n} answer of the file differs from the one given here.",
            "{n} answers of the file differ from those given here.",
        ),
        "keep_mine": _("Keep those given here"),
        "take_theirs": _("Take those of the file"),
        "cancel": _("Cancel"),
        "loaded": plural("{n} answer taken up from {name}.", "{n} answers taken up from {name}."),
        "older": _("The file answers version {theirs} of the questionnaire; this page is version {ours}."),
        "kept": plural(
            "{n} answer does not fit this page; it stays in your file as it was.",
            "{n} answers do not fit this page; they stay in your file as they were.",
        ),
        "erase": _("Erase the draft from this browser"),
        "erase_ask": _("Erase everything that was answered on this page? Download first what you want to keep."),
        "erase_do": _("Erase"),
        "erased": _("The draft is erased."),
    }


def _ending(tr: Translator) -> Words:
    _, plural = tr.gettext, _plural(tr)
    return {
        "end": _("To finish"),
        "end_counts": _("{answered} answered, {unknown} don’t know, {aside} not applicable, {left} left."),
        "end_waiting": plural(
            "{n} question has a note or evidence without an answer:",
            "{n} questions have a note or evidence without an answer:",
        ),
        "end_idle": plural(
            "{n} answer is kept although its question is not asked for now:",
            "{n} answers are kept although their questions are not asked for now:",
        ),
        "end_must": _("Must-haves that this page does not ask about, to be checked:"),
        "end_score": _("This page shows no result: engage gives it, and explains it, once the answers are collected."),
        "end_collect": _("Whoever keeps the project runs:"),
        "glossary": _("Words explained"),
    }
