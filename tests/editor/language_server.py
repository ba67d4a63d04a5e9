"""The language server that editors run for YAML, spoken to as they do: JSON-RPC over its standard input and output."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, cast

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "tools/web/node_modules/yaml-language-server/bin/yaml-language-server"
SETTINGS = {"yaml": {"hover": True, "completion": True, "validate": True, "schemaStore": {"enable": False}}}
CAPABILITIES = {
    "textDocument": {"completion": {"completionItem": {"snippetSupport": True}}},
    "workspace": {"configuration": True},
}
Spoken = dict[str, Any]


@contextmanager
def server(language: str) -> Iterator["Server"]:
    """A running server that speaks `language`; without it installed, the test is skipped."""
    if not PROGRAM.is_file():
        pytest.skip("yaml-language-server is needed: ./dev test --all installs it")
    words = ["node", str(PROGRAM), "--stdio"]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            yield Server(process, language)
        finally:
            process.kill()


class Server:
    """What an editor asks of it, of the files that are open in it."""

    def __init__(self, process: subprocess.Popen[bytes], language: str) -> None:
        self._process, self._numbers = process, count(1)
        self._problems: dict[str, list[Spoken]] = {}
        self._ask("initialize", {"processId": None, "rootUri": None, "locale": language, "capabilities": CAPABILITIES})
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": SETTINGS})

    def problems(self, path: Path) -> list[tuple[int, str]]:
        """Opens the file; lines (from 1) with what is said of them, in order."""
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": path.read_text(encoding="utf-8")}
        self._tell("textDocument/didOpen", {"textDocument": document})
        while path.as_uri() not in self._problems:
            self._heard(self._read())
        said = self._problems[path.as_uri()]
        return sorted((one["range"]["start"]["line"] + 1, one["message"]) for one in said)

    def hover(self, path: Path, words: str) -> str:
        """What is shown over the first place of `words` in an open file."""
        found = self._ask("textDocument/hover", _place(path, words, 1))
        return cast("str", found["contents"]["value"]) if found else ""

    def completions(self, path: Path, after: str) -> dict[str, str]:
        """What is offered behind the first place of `after`, with what each means."""
        found = self._ask("textDocument/completion", _place(path, after, len(after)))
        return {one["label"]: _words(one.get("documentation", "")) for one in found["items"]}

    def _tell(self, method: str, params: Spoken) -> None:
        self._send({"method": method, "params": params})

    def _ask(self, method: str, params: Spoken) -> Any:
        number = next(self._numbers)
        self._send({"id": number, "method": method, "params": params})
        while True:
            message = self._read()
            if not self._heard(message) and message.get("id") == number:
                return message.get("result")

    def _heard(self, message: Spoken) -> bool:
        """Whether the server says or asks something of its own, which is answered."""
        method, params = message.get("method"), message.get("params", {})
        if method == "workspace/configuration":
            asked = [SETTINGS.get(one.get("section")) for one in params["items"]]
            self._send({"id": message["id"], "result": asked})
        elif method == "textDocument/publishDiagnostics":
            self._problems[params["uri"]] = params["diagnostics"]
        elif method and "id" in message:
            self._send({"id": message["id"], "result": None})
        return method is not None

    def _send(self, message: Spoken) -> None:
        content = json.dumps({"jsonrpc": "2.0"} | message).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(content), content))
        self._process.stdin.flush()

    def _read(self) -> Spoken:
        assert self._process.stdout
        size = 0
        while line := self._process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            size = int(value) if name.lower() == b"content-length" else size
        assert size, "the language server has ended"
        return cast("Spoken", json.loads(self._process.stdout.read(size)))


def _place(path: Path, words: str, further: int) -> Spoken:
    lines = path.read_text(encoding="utf-8").splitlines()
    line = next(n for n, one in enumerate(lines) if words in one)
    position = {"line": line, "character": lines[line].index(words) + further}
    return {"textDocument": {"uri": path.as_uri()}, "position": position}


def _words(documentation: str | Spoken) -> str:
    return documentation if isinstance(documentation, str) else cast("str", documentation["value"])
