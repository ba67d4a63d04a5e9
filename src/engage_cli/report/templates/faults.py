"""Translates the error messages of Jinja and Python about custom templates, which exist in English only."""

import re

from engage_cli.errors import Message
from engage_cli.i18n import N_

_KNOWN = (
    (
        r"expected token '(?P<wanted>.*)', got '(?P<found>.*)'",
        N_("“{wanted}” was expected, not “{found}”"),
    ),
    (
        r"[Uu]nexpected end of template.*",
        N_("a block, a condition or a loop is never closed"),
    ),
    (r"Encountered unknown tag '(?P<found>.*?)'.*", N_("there is no tag “{found}” here")),
    (r"tag name expected.*", N_("the name of a tag is missing")),
    (r"Expected an expression, got '(?P<found>.*)'", N_("an expression was expected, not “{found}”")),
    (r"expected (?:call|name or number|subscript expression).*", N_("a name, a number or a call is missing")),
    (r"can't assign to '(?P<found>.*)'", N_("nothing can be assigned to “{found}”")),
    (r"Can't assign to special (?P<found>loop) variable.*", N_("nothing can be assigned to “{found}”")),
    (r"Block names in Jinja have to be valid.*", N_("the name of a block holds a hyphen: write an underscore")),
    (r"Required blocks can only contain.*", N_("a required block holds more than comments and blanks")),
    (r"non-default argument follows default argument.*", N_("an argument without a default follows one that has one")),
    (r"invalid syntax for function call expression.*", N_("a call is written wrongly")),
    (r"You cannot chain multiple tests with is.*", N_("two tests with “is” follow one another")),
    (r"Invalid character in identifier.*", N_("a name holds a character that it may not hold")),
    (r"cannot use extend from a non top-level scope.*", N_("“extends” stands within a block or a loop")),
    (r"When defining macros or call blocks.*", N_("“caller” has no default in a macro")),
    (
        r"(?:translatable|unknown variable|pluralize|a translatable|trans blocks|control|unclosed translation).*",
        N_("a block “trans” is written wrongly"),
    ),
    (r"unexpected char ['\"](?P<found>.*)['\"] at \d+", N_("“{found}” cannot stand there")),
    (r"unexpected '(?P<found>.*)'", N_("“{found}” cannot stand there")),
    (r"Missing end of (?:comment|raw).*", N_("a comment, or what is to stay as it is, is never closed")),
    (r"block '(?P<found>.*)' defined twice", N_("the block “{found}” stands there twice")),
    (r"No filter named '(?P<found>.*)'\.?.*", N_("there is no filter “{found}”")),
    (r"No test named '(?P<found>.*)'\.?.*", N_("there is no test “{found}”")),
    (r"UndefinedError: '(?P<found>.*)' is undefined", N_("there is no value “{found}”")),
    (r"UndefinedError: '.*' has no attribute '(?P<found>.*)'", N_("there is no value “{found}” at that place")),
    (r"SecurityError: access to attribute '(?P<found>.*)' of .*", N_("it reaches for “{found}”, which it may not use")),
    (r"SecurityError: .* method (?:\w+\.)*(?P<found>\w+) .*", N_("it reaches for “{found}”, which it may not use")),
    (r"SecurityError: .*", N_("it reaches for what a template may not use")),
    (r"ZeroDivisionError: .*", N_("it divides by zero")),
    (r"RecursionError: .*", N_("it calls itself without end")),
    (r"TemplateRuntimeError: No filter named '(?P<found>.*)' found.*", N_("there is no filter “{found}”")),
    (r"TypeError: macro '(?P<found>.*)' takes .*", N_("the macro “{found}” is given arguments that it does not take")),
    (r"TypeError: '(?P<found>.*)' object is not iterable", N_("it goes through a value that is no list ({found})")),
    (r"TypeError: '(?P<found>.*)' object is not callable", N_("it calls a value that is no function ({found})")),
    (r"TypeError: .*", N_("a value is of a kind that cannot stand there")),
    (r"FilterArgumentError: .*", N_("a filter is given arguments that it does not take")),
    (r"(?:ValueError|OverflowError|ArithmeticError): .*", N_("a value is out of what can be worked with")),
    (r"(?:KeyError|IndexError|AttributeError): .*", N_("it asks for a part that a value does not have")),
)
"""(pattern of the message by Jinja or Python, our message)."""


def explain_fault(said: str) -> Message:
    """The message for Jinja's or Python's error text `said`; a text that is not known is quoted."""
    for pattern, ours in _KNOWN:
        if found := re.fullmatch(pattern, said, re.DOTALL):
            return Message.of(ours, **found.groupdict())
    return Message.of("it fails with “{words}”", words=said)
