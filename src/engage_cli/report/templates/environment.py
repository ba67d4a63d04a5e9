"""Renders templates with Jinja: the shipped ones, or a folder of custom ones that may replace any of them."""

import os
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from gettext import NullTranslations
from itertools import count
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING, Any, TypeVar, cast

from engage_cli.errors import InputError, Message, Problem
from engage_cli.files.reading import file_error, read_text
from engage_cli.i18n import DEFAULT
from engage_cli.report.bounded import SECONDS, run_bounded
from engage_cli.report.templates.escaping import (
    escape_html,
    escape_link_target,
    escape_markdown,
    mark_safe,
    quote_css,
    shorten,
    shorten_to_sentence,
)
from engage_cli.report.templates.files import PAGES, SHARED, has_own_templates
from engage_cli.shipped import shipped
from engage_cli.values import Value

if TYPE_CHECKING:
    from jinja2 import BytecodeCache, Environment, FileSystemLoader

Made = TypeVar("Made")

SHIPPED = "shipped"
"""A prefix of template names for the shipped version, whatever the custom folder contains."""


class Templates(Value, kw_only=True):
    """Where templates are read from, and how they are run."""

    folder: Path | None = None
    """A folder of custom templates, which come before the shipped ones; all run in a sandbox then. None: shipped
    only."""
    seconds: float = SECONDS
    """The time limit for one document with custom templates."""

    def run(self, make: Callable[[], Made]) -> Made:
        """The result of `make`, within limits on time and memory where custom templates take part; see
        `run_bounded`."""
        if self.folder is None or not has_own_templates(self.folder):
            return make()
        if next(_RUNS):
            _compile_shipped()
        return run_bounded(make, self.folder, self.seconds)

    def has(self, name: str) -> bool:
        """Whether the custom folder has a template called `name`."""
        return self.folder is not None and there(self.folder / name)

    def render(self, name: str, language: str, context: Mapping[str, object]) -> str:
        """The text of template `name` in `language`. Raises InputError, with file and line, where a custom template
        fails."""
        found = jinja_environment(self.folder, language, to_markdown=is_markdown(name))
        if self.folder is None:
            return found.get_template(name).render(context)
        return _guarded(lambda: found.get_template(name).render(context), self.folder)


_RUNS = count()
"""Counts documents made in processes of their own: from the second on, what all of them need is made ready here."""


@cache
def _compile_shipped() -> None:
    """Compiles the shipped templates for the sandbox, so that rendering processes inherit their code."""
    ours = _made((), DEFAULT, to_markdown=False, sandboxed=True)
    for name in (*PAGES, *SHARED):
        ours.get_template(name)
        ours.get_template(f"{SHIPPED}/{name}")


def is_markdown(name: str) -> bool:
    """Whether the template `name` writes Markdown rather than HTML."""
    return name.endswith(".md")


# ── the environment ───────────────────────────────────────────────────────────────────────────────────────────────────


def jinja_environment(folder: Path | None, language: str, *, to_markdown: bool) -> "Environment":
    """The Jinja environment: shipped templates only, or those of `folder` before them in a sandbox."""
    return _environment(folder, language, to_markdown=to_markdown, state=None if folder is None else _state(folder))


def _state(folder: Path) -> tuple[Path, int]:
    """A key that changes when the folder or the set of its templates does."""
    return Path.cwd(), folder.stat().st_mtime_ns if folder.exists() else 0


@cache
def _environment(
    folder: Path | None, language: str, *, to_markdown: bool, state: tuple[Path, int] | None
) -> "Environment":
    """The environment of `jinja_environment`, cached by the `state` of its folder."""
    del state  # for the cache alone
    outside = () if folder is None else (_loader_of(folder),)
    return _made(outside, language, to_markdown=to_markdown, sandboxed=folder is not None)


def _made(outside: "Sequence[FileSystemLoader]", language: str, *, to_markdown: bool, sandboxed: bool) -> "Environment":
    from jinja2 import ChoiceLoader, FileSystemLoader, PrefixLoader, StrictUndefined
    from jinja2 import Environment as Plain

    from engage_cli.i18n import translator
    from engage_cli.report.templates.compiled import compiled_loader

    own = FileSystemLoader(shipped("report_templates"))
    ours = own if sandboxed else compiled_loader(own)  # made for no sandbox
    environment = (_sandbox() if sandboxed else Plain)(
        loader=ChoiceLoader([*outside, PrefixLoader({SHIPPED: own}), ours]),
        bytecode_cache=_code(to_markdown=to_markdown) if sandboxed else None,
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_markdown if to_markdown else _html,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    cast("Any", environment).install_gettext_translations(translator(language), newstyle=False)  # by the extension
    environment.globals["_"] = translator(language).gettext  # with one call instead of three
    environment.filters |= _filters()
    environment.tests["is_web"] = _is_web
    return environment


_CODE: dict[tuple[bool, str, str], CodeType | None] = {}
"""The code of templates compiled for the sandbox, cached for the life of the process."""


def _code(*, to_markdown: bool) -> "BytecodeCache":
    from jinja2 import BytecodeCache
    from jinja2.bccache import Bucket

    class InMemory(BytecodeCache):
        def load_bytecode(self, bucket: Bucket) -> None:
            bucket.code = _CODE.get((to_markdown, bucket.key, bucket.checksum))

        def dump_bytecode(self, bucket: Bucket) -> None:
            _CODE[to_markdown, bucket.key, bucket.checksum] = bucket.code

    return InMemory()


def _sandbox() -> "type[Environment]":
    """A Jinja environment in which templates can change nothing; of a translator they see only the texts."""
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Sandbox(ImmutableSandboxedEnvironment):
        def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
            if isinstance(obj, NullTranslations) and attr not in ("gettext", "ngettext"):
                return False
            return super().is_safe_attribute(obj, attr, value)

    return Sandbox


def _filters() -> dict[str, Callable[..., Any]]:
    from engage_cli.wording.sums import format_ratios, worked_sums

    return {
        "css_string": _css_string,
        "link": _link,
        "short": shorten,
        "sentences": shorten_to_sentence,
        "ratio": str,
        "ratios": format_ratios,
        "sums": worked_sums,
    }


def _html(value: object) -> object:
    """The value of an expression in an HTML template, escaped."""
    if value is None:
        return ""
    return escape_html(value) if type(value) is str else value  # anything else is marked up already, or no text


def _markdown(value: object) -> object:
    """The value of an expression in a Markdown template, escaped."""
    if value is None:
        return ""
    return value if hasattr(value, "__html__") else mark_safe(escape_markdown(str(value)))  # escaped for Markdown


def _css_string(text: str) -> object:
    return mark_safe(quote_css(text))  # escaped for CSS, and safe in HTML


def _link(url: str) -> object:
    return mark_safe(escape_link_target(url))  # escaped for a Markdown link


def _is_web(url: str | None) -> bool:
    """Whether `url` is an address that a reader may follow: http or https."""
    return url is not None and url.startswith(("https://", "http://"))


def _loader_of(folder: Path) -> "FileSystemLoader":
    """Loads the templates of `folder`, and nothing that a symbolic link leads to outside of it."""
    from jinja2 import Environment, FileSystemLoader, TemplateNotFound

    class Inside(FileSystemLoader):
        def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
            del environment
            file = folder / template
            if not Path(os.path.normpath(file)).is_relative_to(os.path.normpath(folder)) or not there(file):
                raise TemplateNotFound(template)
            if not file.resolve().is_relative_to(folder.resolve()):
                raise file_error(file, Message.of("This is a link that leads out of the folder of the templates."))
            text, since = read_text(file), _changed(file)
            return text, str(file), lambda: _changed(file) == since

    return Inside(folder)


def there(file: Path) -> bool:
    """Whether a template stands there, if only as something that cannot be read, which is then refused."""
    return os.path.lexists(file)


def _changed(file: Path) -> object:
    """A value that differs once the file has changed."""
    try:
        return file.stat().st_mtime_ns, file.stat().st_size
    except OSError:
        return None


# ── what can go wrong in a template from outside ──────────────────────────────────────────────────────────────────────


def _guarded(render: Callable[[], str], folder: Path) -> str:
    from jinja2 import TemplateNotFound, TemplateSyntaxError

    try:
        return render()
    except InputError:
        raise
    except TemplateSyntaxError as error:
        raise InputError(_problem(error.filename or str(folder), error.lineno, error.message)) from error
    except TemplateNotFound as error:
        path, line = _where(error, folder)
        missing = Message.of("There is no template “{name}”.", name=error.name)
        whole = Message.of("Markdown is written from report.html: change a block of it, or write a whole report.md.")
        hint = whole if is_markdown(str(error.name)) else None
        raise InputError(Problem(path=path, line=line, message=missing, hint=hint)) from error
    except Exception as error:
        path, line = _where(error, folder)
        raise InputError(_problem(path, line, f"{type(error).__name__}: {error}")) from error


def _problem(path: str, line: int | None, why: str | None) -> Problem:
    from engage_cli.report.templates.faults import explain_fault

    return Problem(
        path=path,
        line=line,
        message=Message.of("The template cannot be used: {why}", why=explain_fault(why or "")),
        hint=Message.of("A template may start with {extends} and replace a block.", extends=_EXTENDS),
    )


_EXTENDS = '{% extends "shipped/report.html" %}'


def _where(error: BaseException, folder: Path) -> tuple[str, int | None]:
    """The innermost file and line of a custom template that the error passed through."""
    found: tuple[str, int | None] = (str(folder), None)
    trace = error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if Path(name).is_relative_to(folder):
            found = name, trace.tb_lineno
        trace = trace.tb_next
    return found
