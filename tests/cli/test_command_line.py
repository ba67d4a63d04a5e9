"""What every command shares: global options, languages, mistakes, exit codes, help."""

import io
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import pytest
from babel.messages.pofile import read_po

from engage_cli import __version__
from engage_cli.check.formats.formats import FORMATS as CHECK
from engage_cli.cli.app import main, root
from engage_cli.errors import ConflictError, Message, UsageError
from engage_cli.i18n import LANGUAGES
from engage_cli.model.policy import Severity
from engage_cli.portfolio.documents.formats import FORMATS as PORTFOLIO
from engage_cli.portfolio.letters.formats import FORMATS as LETTERS
from engage_cli.report.choices import Kind
from engage_cli.report.formats import FORMATS as REPORT
from engage_cli.terminal.clock import current_time
from engage_cli.terminal.commands import Group, walk_commands
from engage_cli.terminal.edge import run_guarded
from engage_cli.terminal.session import Color, Session, open_session
from tests.programs import programs

from .conftest import ROOT, Engage, in_the_garden

PLAIN = {"engage doctor", "engage completion", "engage schema"}
"""Commands that are typed as they are listed."""
CATALOGUE = ROOT / "src/engage_cli/locale/fr/LC_MESSAGES/engage.po"


def session(language: str, *arguments: str) -> Session:
    return open_session(["--lang", language, *arguments], {}, current_time())


def pages(language: str) -> list[tuple[str, str]]:
    """(command, help) of every command."""
    command = root()
    top = command.make_context("engage", ["score"], obj=session(language))
    return [(ctx.info_name, ctx.command.get_help(ctx)) for ctx in walk_commands(command, top)]


# ── Help ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_command_has_help_in_both_languages() -> None:
    english, french = dict(pages("en")), dict(pages("fr"))
    assert set(english) >= {"engage", "new", "assess", "score", "explain", "report", "questionnaire", "show", "schema"}
    for name, page in english.items():
        assert "General options" in page
        assert "Options générales" in french[name]
        assert page != french[name]


def test_french_help_has_no_english() -> None:
    with CATALOGUE.open("rb") as file:
        french = {m.id: str(m.string) for m in read_po(file) if isinstance(m.id, str) and m.id and m.string}
    # the words that an option takes, a|b|c, and ids, a-b, are not translated
    leaks = {
        (name, text)
        for name, page in ((name, re.sub(r"[a-z]+(?:[|-][a-z]+)+", "", page)) for name, page in pages("fr"))
        for text, said in french.items()
        if text != said and len(text) > 3 and text in page and re.search(rf"(?<!\w){re.escape(text)}(?!\w)", page)
    }
    assert {leak for leak in leaks if leak[1] not in "\n".join(french.values())} == set()
    assert not re.search(
        r"Usage:|Options:|Show this|\bTEXT\b|\bPATH\b|required|default", "".join(p for _, p in pages("fr"))
    )


def test_a_missing_value_leads_to_the_help_of_its_command(engage: Engage) -> None:
    assert engage("check", "--diff").err == "engage: --diff needs a value.\n  hint: See: engage check -h\n"
    assert engage("action", "add", "a", "b", "--due").err.endswith("See: engage action add -h\n")
    assert engage("--as-of").err.endswith("See: engage -h\n")


@pytest.mark.parametrize("flag", ["-h", "--help", "--aide"])
def test_help_is_a_product(engage: Engage, flag: str) -> None:
    ran = engage("score", flag)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Usage: engage score [OPTIONS] [PROJECT]")


def test_help_as_a_word(engage: Engage) -> None:
    assert engage("help", "score").out == engage("score", "-h").out
    assert engage("aide").out == engage("-h").out


def test_help_fits_a_narrow_screen(engage: Engage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    for command in ("score", "explain", "report", "assess", "new", "schema"):
        lines = engage(command, "-h").out.splitlines()
        assert [
            line for line in lines if len(line) > 40 and not line.startswith("  engage ")
        ] == []  # to be copied whole


def test_version(engage: Engage) -> None:
    assert engage("--version").out == f"engage {__version__}\n"
    assert engage("score", "--version").out == f"engage {__version__}\n"


# ── Global options ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "words",
    [("--lang", "fr", "score", "garden"), ("score", "--lang", "fr", "garden"), ("score", "garden", "--lang=fr")],
    ids=["before", "between", "after"],
)
def test_global_options_stand_anywhere(engage: Engage, words: tuple[str, ...]) -> None:
    ran = engage(*words)
    assert ran.code == 0
    assert "Exigences bloquantes" in ran.out


def test_the_language_is_that_asked_then_the_environment_then_french() -> None:
    assert open_session(["--lang=en"], {"ENGAGE_LANG": "fr"}, current_time()).language == "en"
    assert open_session([], {"ENGAGE_LANG": "en", "LC_ALL": "fr_CA.UTF-8"}, current_time()).language == "en"
    assert open_session([], {"LANG": "en_CA.UTF-8"}, current_time()).language == "en"
    assert open_session([], {"LANG": "C.UTF-8"}, current_time()).language == "fr"
    assert open_session(["score", "--", "--lang", "en"], {}, current_time()).language == "fr"


def test_the_day_can_be_given(engage: Engage) -> None:
    assert "as of January 1, 2030" in engage("score", "garden", "--as-of", "2030-01-01").out.replace("\n", " ")


GARDEN = ROOT / "tests/questionnaires/garden"


def test_the_project_of_this_folder_needs_no_name(engage: Engage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(GARDEN)
    assert engage("score").out == engage("score", "project.yaml").out
    assert engage("explain", "soil").out == engage("explain", "project.yaml", "soil").out
    assert engage("collect", "missing.json").err.startswith("missing.json: There is no such file.")
    assert "The file of answers is missing." in engage("collect").err


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        ("projekt.yaml", "hint: Did you mean “project.yaml”?"),
        ("Project.yml", "hint: Did you mean “project.yaml”?"),
        ("../gardn", "hint: Did you mean “../garden”?"),
        ("something-else.yaml", "hint: Projects there: project.yaml"),
    ],
)
def test_a_mistyped_project_gets_the_name_that_was_meant(
    asked: str, hint: str, engage: Engage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(GARDEN)
    said = engage("score", asked)
    assert (said.code, hint in said.err) == (2, True), said.err


def test_what_is_no_file_is_not_proposed(engage: Engage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plot.yaml").mkdir()
    (tmp_path / "plots.yaml").symlink_to("nowhere")
    said = engage("score", "plots.yaml")
    assert (said.code, said.err.splitlines()[0]) == (2, "plots.yaml: This link leads nowhere.")
    for word in (".", "plots.yaml", "plo.yaml"):
        assert "Did you mean" not in engage("score", word).err
    (tmp_path / "plot.yaml/project.yaml").write_bytes((GARDEN / "project.yaml").read_bytes())
    assert "hint: Did you mean “plot.yaml”?" in engage("score", "plo.yaml").err
    (tmp_path / "abime.yaml").write_bytes((GARDEN / "project.yaml").read_bytes())
    for words in (("score",), ("check",), ("batch", "-o", "out"), ("campaign",)):
        ran = engage(words[0], "absent.yaml", *words[1:])  # that both are YAML makes no names alike
        assert "Did you mean" not in ran.out + ran.err


@pytest.mark.parametrize("words", [("batch", "-o", "out"), ("portfolio",), ("export", "-o", "out"), ("migrate",)])
def test_commands_on_many_projects_say_which_name_was_meant(
    words: tuple[str, ...], engage: Engage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "project.yaml").write_bytes((GARDEN / "project.yaml").read_bytes())
    monkeypatch.chdir(tmp_path)
    assert "hint: Did you mean “project.yaml”?" in engage(words[0], "projekt.yaml", *words[1:]).err


def test_migrate_takes_the_project_of_this_folder(engage: Engage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(GARDEN)
    assert engage("migrate").out == engage("migrate", "project.yaml").out


@pytest.mark.parametrize(
    ("word", "meant"),
    [("nouveau", "new"), ("évaluation", "assess / action"), ("JALON", "milestone / compare"), ("raport", "report")],
)
def test_a_french_word_leads_to_the_command_that_does_it(engage: Engage, word: str, meant: str) -> None:
    ran = engage("--lang", "fr", word)
    assert (ran.code, ran.out) == (2, "")
    assert f"conseil\u00a0: Vouliez-vous dire {meant}?" in ran.err
    assert "Les commandes sont\u00a0: new, facts" in engage("--lang", "fr", "lot").err


def test_every_command_has_examples_of_what_it_takes() -> None:
    for name, ctx in programs().items():
        examples = getattr(ctx.command, "examples", ())
        assert examples or isinstance(ctx.command, Group) or name in PLAIN, name
        options = {option for one in ctx.command.get_params(ctx) for option in one.opts}
        for typed, _ in examples:
            assert typed.startswith(name.removesuffix(" list")), typed
            assert {word for word in shlex.split(typed) if word.startswith("-")} <= options, typed


def test_a_word_that_is_no_file_is_about_the_project_of_this_folder(
    engage: Engage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Wherever the usage says [PROJECT] before something else: nobody has to type a name that is left out elsewhere."""
    in_the_garden(tmp_path, (GARDEN / "project.yaml").read_text(encoding="utf-8"))
    (tmp_path / "visits").mkdir()
    monkeypatch.chdir(tmp_path)
    tried = set()
    for name, ctx in programs().items():
        arguments = [p for p in ctx.command.params if p.param_type_name == "argument"]
        if [p.name for p in arguments[:1]] == ["project"] and len(arguments) == 2 and arguments[1].nargs == 1:
            tried.add(name)
            if arguments[1].name == "file":
                continue  # a file that is not there: engage collect says so
            for word in ("ééé", "zzz"):
                command = name.split()[1:]
                given = [*command, word, *(["--because", "x"] if "drop" in name or "skip" in name else [])]
                alone = engage(*given)
                whole = engage(*command, "project.yaml", *given[len(command) :])
                assert "no such file" not in alone.err, name
                swapped = engage(*given, "project.yaml")
                if name != "engage milestone":
                    assert alone == swapped == whole, name
    assert {"engage action done", "engage path skip", "engage explain", "engage milestone"} <= tried
    for slip in ("visit", "projekt", "visits/x", "other.yaml"):
        assert "There is no such file." in engage("milestone", slip).err
    kept = (tmp_path / "project.milestones.yaml").read_text(encoding="utf-8")
    assert re.findall("name: (.*)", kept) == ["ééé", "zzz"]


def test_what_is_missing_is_explained(engage: Engage) -> None:
    tried = 0
    for name, ctx in programs().items():
        needed = [p for p in ctx.command.params if p.param_type_name == "argument" and p.required]
        if needed:
            tried += 1
            ran = engage(*name.split()[1:])
            assert ran.code == 2, name
            assert f"hint: {needed[0].help} See: {name} -h\n" in ran.err, name
    assert tried >= 10


def test_every_example_gives_its_arguments_in_order() -> None:
    for name, ctx in programs().items():
        for typed, _ in getattr(ctx.command, "examples", ()):
            words = shlex.split(typed.removeprefix(name.removesuffix(" list")))
            given = ctx.command.make_parser(ctx).parse_args(words)[0]
            held = {key for key, value in given.items() if value == "project.yaml"}
            assert held <= {"project"}, typed


def test_what_arguments_are_called_is_a_word_alone() -> None:
    """Brackets and dots are added where the usage is written."""
    for name, ctx in programs().items():
        for param in ctx.command.get_params(ctx):
            if param.param_type_name == "argument":
                assert not set("[]….") & set(param.metavar or ""), (name, param.metavar)


# ── Mistakes ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "english", "french"),
    [
        (("scor",), "There is no command “scor”.", "Il n’y a pas de commande « scor »."),
        (("score", "--jsn", "x"), "There is no option --jsn.", "Il n’y a pas d’option --jsn."),
        (("completion",), "SHELL is missing.", "Il manque INTERPRÉTEUR."),
        (("score",), "There is no such file.", "Ce fichier n’existe pas."),
        (("score", "a", "b"), "There is one word too many: b", "Il y a un mot de trop : b"),
        (("score", "a", "--as-of"), "--as-of needs a value.", "--as-of demande une valeur."),
        (("score", "a", "--json=1"), "--json takes no value.", "--json ne prend pas de valeur."),
        (("--color", "pink", "score", "a"), "--color takes one of: auto", "--color admet : auto"),
        (
            ("--as-of", "12/01/2026", "score", "a"),
            "may be 2026-01-12 or 2026-12-01",
            "peut être 2026-01-12 ou 2026-12-01",
        ),
        (("completion", "tcsh"), "There is no completion for “tcsh”.", "Il n’y a pas de complétion pour « tcsh »."),
        (("schema", "projet"), "There is no schema “projet”.", "Il n’y a pas de schéma « projet »."),
        (("explain", "garden", "sol"), "or question “sol”.", "ni question « sol »."),
        (("score", "nowhere.yaml"), "nowhere.yaml: ", "nowhere.yaml: "),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, tuple) else None,
)
def test_a_mistake_is_told_in_the_language_with_a_hint(
    engage: Engage, words: tuple[str, ...], english: str, french: str
) -> None:
    for language, sentence in (("en", english), ("fr", french)):
        ran = engage(*words, "--lang", language) if words[-1] != "--as-of" else engage("--lang", language, *words)
        assert ran.code == 2
        assert ran.out == ""
        assert sentence.replace(" »", "\u00a0»").replace("« ", "«\u00a0").replace(" :", "\u00a0:") in ran.err
        assert ("\n  hint: " if language == "en" else "\n  conseil\u00a0: ") in ran.err


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("scor", "x"), "Did you mean score"),
        (("score", "--jsn"), "Did you mean --json?"),
        (("score", "--lag", "fr"), "Did you mean --lang"),
        (("questionnaire", "sho"), "Did you mean show?"),
        (("plan.yaml",), "engage score plan.yaml"),
        (("explain", "garden", "soil.feding"), "Did you mean soil.feeding"),
        (("explain", str(ROOT / "examples/fabrique-a-bede"), "durable.archive"), "Did you mean durable.archives /"),
        (("explain", str(ROOT / "examples/fabrique-a-bede"), "p66"), "Did you mean P6.6 /"),
        (("new", "x.yaml", "--set", "name"), "For example: --set name=…"),
    ],
)
def test_did_you_mean(engage: Engage, words: tuple[str, ...], hint: str) -> None:
    assert hint in engage(*words).err


def test_without_a_command_or_a_terminal_the_help_is_an_error(engage: Engage) -> None:
    ran = engage()
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("Usage: engage")


# ── The edge ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def raising(error: BaseException) -> Any:
    def run() -> int:
        raise error

    return run


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UsageError(Message.of("x")), 2),
        (ConflictError(Message.of("x")), 2),
        (ZeroDivisionError("oops"), 3),
        (KeyboardInterrupt(), 130),
        (EOFError(), 130),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else None,
)
def test_exit_codes(error: BaseException, code: int) -> None:
    assert run_guarded(raising(error), session("en")) == code


def test_an_error_of_ours_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    run_guarded(raising(ZeroDivisionError("oops")), session("en"))
    said = capsys.readouterr().err
    assert (
        said == "engage: an error of engage itself (ZeroDivisionError: oops). Run it again with --debug to see where.\n"
    )


def test_debug_shows_where(capsys: pytest.CaptureFixture[str]) -> None:
    run_guarded(raising(ZeroDivisionError("oops")), session("fr", "--debug"))
    said = capsys.readouterr().err
    assert "Traceback (most recent call last)" in said
    assert "Relancer avec --debug" in said


def test_several_problems_are_told_at_once(engage: Engage, tmp_path: Path) -> None:
    file = tmp_path / "p.yaml"
    file.write_text("engage: 1\ncharter: {name: X, facets: {phase: never}, colour: red}\nextra: 1\n")
    ran = engage("score", str(file))
    assert ran.code == 2
    places = re.findall(rf"^{re.escape(str(file))}:(\d+):\d+: (\S+):", ran.err, re.MULTILINE)
    assert len(places) >= 2
    assert "Traceback" not in ran.err


# ── As a process ──────────────────────────────────────────────────────────────────────────────────────────────────────


def process(*words: str, **more: Any) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "ENGAGE_LANG": "en", **more.pop("env", {})}
    command = [sys.executable, "-m", "engage_cli", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment, **more)


def test_exit_code_of_the_process() -> None:
    assert process("score", "garden").returncode == 0
    assert process("score", "nowhere").returncode == 2


def test_a_closed_pipe_is_quiet() -> None:
    script = f"{sys.executable} -m engage_cli questionnaire show --section P1 | head -c 1"
    ran = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
    assert ran.stderr == ""
    gone = f"{sys.executable} -m engage_cli schema questionnaire > >(exec 0<&-)"
    assert subprocess.run(["bash", "-c", gone], capture_output=True, text=True, check=False).stderr == ""


class Terminal(io.TextIOWrapper):
    """One that shows ASCII only."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="ascii")

    def isatty(self) -> bool:
        return True


def test_a_terminal_without_the_letters_still_gets_a_result(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    assert main(["score", "garden", "--lang", "fr"]) == 0
    shown = cast("io.BytesIO", terminal.buffer).getvalue().decode("ascii")
    assert "The corner plot" in shown
    assert "r?ponses" in shown


@pytest.mark.parametrize("words", [("rule", "--json"), ("check", "garden", "--output-format", "sarif")])
def test_files_and_pipes_are_utf_8_whatever_the_machine_says(words: tuple[str, ...]) -> None:
    """As Windows says something else: what was written there was no JSON."""
    command = [sys.executable, "-m", "engage_cli", *words, "--lang", "fr"]
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    ran = subprocess.run(command, capture_output=True, check=False, env=environment)
    assert "é" in json.dumps(json.loads(ran.stdout.decode("utf-8")), ensure_ascii=False)


def test_score_imports_only_what_it_needs() -> None:
    code = (
        "import sys; from engage_cli.cli.app import main; code = main(['score', 'garden', '--json']); "
        "print('\\n' + ' '.join(sorted({name.partition('.')[0] for name in sys.modules})), file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    json.loads(ran.stdout)
    heavy = {"weasyprint", "jinja2", "questionary", "prompt_toolkit", "rich", "hypothesis", "babel", "asyncio"}
    assert heavy & set(ran.stderr.split()) == set()


def test_without_stdout_it_still_ends_well() -> None:
    script = f"{sys.executable} -m engage_cli score garden >&-"
    ran = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_completion(engage: Engage) -> None:
    assert "_ENGAGE_COMPLETE=complete_bash" in engage("completion", "bash").out
    words = {"_ENGAGE_COMPLETE": "complete_bash", "COMP_WORDS": "engage sc", "COMP_CWORD": "1"}
    assert set(process(env=words).stdout.split()) == {"score", "schema"}


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("report --format ", set(REPORT)),
        ("report --format m", {"md"}),
        ("report --kind ", set(Kind)),
        ("report --lang ", {*LANGUAGES, "both"}),
        ("batch --format html,", {f"html,{name}" for name in REPORT}),
        ("portfolio --format ", {*PORTFOLIO, *LETTERS}),
        ("check --output-format ", set(CHECK)),
        ("check --fail-on ", set(Severity)),
        ("--color ", set(Color)),
    ],
)
def test_completion_offers_what_an_option_takes(typed: str, offered: set[str]) -> None:
    words = {"COMP_WORDS": f"engage {typed}", "COMP_CWORD": str(len(f"engage {typed}x".split()) - 1)}
    assert set(process(env={"_ENGAGE_COMPLETE": "complete_bash", **words}).stdout.split()) == offered


def test_completion_says_what_a_word_means_in_the_language() -> None:
    words = {"_ENGAGE_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "engage report --kind su", "ENGAGE_LANG": "fr"}
    assert "une page" in process(env=words).stdout


def test_completion_describes_in_the_language() -> None:
    words = {"_ENGAGE_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "engage score --js", "ENGAGE_LANG": "fr"}
    assert "Afficher tous les nombres" in process(env=words).stdout
