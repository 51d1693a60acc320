# SPDX-License-Identifier: Apache-2.0
"""As much of the language server protocol as it takes to ask for completions."""

import json
import queue
import subprocess
import threading

ANSWER_S = 30


class LanguageServer:
    """A running server with one document open."""

    def __init__(self, command, folder):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, cwd=folder)
        self.messages = queue.Queue()
        self.asked = 0
        threading.Thread(target=self.read, daemon=True).start()
        self.ask("initialize", {"processId": None, "rootUri": f"file://{folder}", "capabilities": {},
                                "workspaceFolders": [{"uri": f"file://{folder}", "name": "w"}]})
        self.send({"method": "initialized", "params": {}})

    def read(self):
        """Puts all messages of the server into the queue; None at their end."""
        length = 0
        for line in iter(self.process.stdout.readline, b""):
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
            elif not line.strip():
                self.messages.put(json.loads(self.process.stdout.read(length)))
        self.messages.put(None)

    def send(self, message):
        body = json.dumps(dict(message, jsonrpc="2.0")).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def ask(self, method, params):
        """The result of a request. Requests of the server are answered with nothing."""
        self.asked += 1
        self.send({"id": self.asked, "method": method, "params": params})
        while True:
            message = self.messages.get(timeout=ANSWER_S)
            if message is None:
                raise OSError("the language server has ended")
            if "method" in message and "id" in message:
                self.send({"id": message["id"], "result": [{}] if "configuration" in message["method"] else None})
            elif message.get("id") == self.asked:
                return message.get("result")

    def open(self, uri, text):
        self.send({"method": "textDocument/didOpen",
                   "params": {"textDocument": {"uri": uri, "languageId": "toml", "version": 1, "text": text}}})

    def completions(self, uri, line, character):
        """{label: its short explanation} of what may stand at a place."""
        result = self.ask("textDocument/completion", {"textDocument": {"uri": uri},
                                                      "position": {"line": line, "character": character}})
        items = result["items"] if isinstance(result, dict) else result or []
        return {item["label"]: item.get("detail") for item in items}

    def end(self):
        self.process.kill()
        self.process.wait()
