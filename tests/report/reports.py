# SPDX-License-Identifier: Apache-2.0
"""What the scripts about reports share: making a report, and places counted by Python."""

import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
sys.dont_write_bytecode = True

import tap  # noqa: E402

FORMATS = ["text", "short", "json", "sarif", "github"]
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def report(fixture, form, paths, *options, cwd=None):
    """A report as bytes. Ends the script if there is none, for nothing else can be tested then."""
    done = tap.run([fixture, *options, form, *paths], cwd=cwd)
    if done.returncode != 0:
        sys.exit("\n".join([f"report_fixture {form} {paths}:"] + tap.trouble(done, 0)))
    return done.stdout


def write_spans(path, spans):
    """Writes what report_fixture takes for --spans: a list of lists of numbers."""
    with open(path, "w", encoding="ascii") as file:
        for span in spans:
            file.write(" ".join(map(str, span)) + "\n")


def decode(data):
    """Text in which a byte that is not UTF-8 is one character, which is no character otherwise."""
    return data.decode("utf-8", "surrogateescape")


def place(data, offset):
    """The line and the part of it before an offset that lies between characters."""
    start = len(BYTE_ORDER_MARK) if data.startswith(BYTE_ORDER_MARK) else 0
    before = data[min(start, offset):offset] if offset < start else data[start:offset]
    return before.count(b"\n") + 1, decode(before[before.rfind(b"\n") + 1:])


def utf16_length(text):
    return sum(2 if ord(char) > 0xFFFF else 1 for char in text)


def expected_place(data, offset):
    """An offset as the JSON format gives it."""
    line, before = place(data, offset)
    return {"offset": offset, "line": line, "column": len(before) + 1}


def expected_region(data, start, end):
    """A span as SARIF gives it."""
    first_line, before_first = place(data, start)
    last_line, before_last = place(data, end)
    return {"startLine": first_line, "startColumn": utf16_length(before_first) + 1,
            "endLine": last_line, "endColumn": utf16_length(before_last) + 1,
            "byteOffset": start, "byteLength": end - start}


def parse(data):
    """JSON, strictly: UTF-8, no NaN and no key twice."""
    def unique(pairs):
        keys = [key for key, _ in pairs]
        if len(keys) != len(set(keys)):
            raise ValueError(f"a key is there twice: {keys}")
        return dict(pairs)

    def refuse(word):
        raise ValueError(f"{word} is no JSON")

    return json.loads(data.decode("utf-8"), object_pairs_hook=unique, parse_constant=refuse)
