"""What is wrong with a template from outside, in our words: Jinja and Python speak English alone."""

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
    (r"unexpected char '(?P<found>.*)' at \d+", N_("“{found}” cannot stand there")),
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
)
"""(what Jinja or Python says, how we say it)."""


def fault(said: str) -> Message:
    """What `said` means; words that we do not know are quoted."""
    for pattern, ours in _KNOWN:
        if found := re.fullmatch(pattern, said, re.DOTALL):
            return Message.of(ours, **found.groupdict())
    return Message.of("it fails with “{words}”", words=said)
