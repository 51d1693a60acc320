# SPDX-License-Identifier: Apache-2.0
"""Reads unified diffs to the letter, and says what is wrong with them."""

import re

HUNK = re.compile(rb"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@\n")
CONTEXT = 3


class BadDiff(Exception):
    """The diff is not as it should be."""


def lines_of(text):
    """Lines with their ends: at LF only, as diff counts them."""
    return re.findall(rb"[^\n]*\n|[^\n]+", text)


class Hunk:
    """The lines of a hunk as (mark, content), and how many equal lines stand before it in either text."""

    def __init__(self, header, lines):
        old_start, old_count, new_start, new_count = (int(1 if number is None else number) for number in header.groups())
        self.start = old_start - (old_count > 0)
        self.new_start = new_start - (new_count > 0)
        self.lines = []
        while old_count > 0 or new_count > 0:
            line = lines.pop(0) if lines else b""
            mark, content = line[:1], line[1:]
            if mark not in (b" ", b"+", b"-"):
                raise BadDiff(f"a hunk has fewer lines than its header says: {line!r}")
            if lines and lines[0].startswith(b"\\ No newline at end of file"):
                lines.pop(0)
                content = content[:-1]
            old_count -= mark != b"+"
            new_count -= mark != b"-"
            self.lines.append((mark, content))

    def context(self):
        """The number of equal lines at either end."""
        marks = b"".join(mark for mark, _ in self.lines)
        return len(marks) - len(marks.lstrip(b" ")), len(marks) - len(marks.rstrip(b" "))


def parse(diff):
    """The hunks of each file, by the name in its header."""
    lines, files, hunks = lines_of(diff), {}, None
    while lines:
        line = lines.pop(0)
        header = HUNK.fullmatch(line)
        if header is not None and hunks is not None:
            hunks.append(Hunk(header, lines))
        elif line.startswith(b"--- ") and lines and lines[0] == b"+++ " + line[4:]:
            lines.pop(0)
            hunks = files.setdefault(line[4:].rstrip(b"\t\n").decode(), [])
        else:
            raise BadDiff(f"a line belongs to no hunk: {line!r}")
    return files


def apply_hunks(text, hunks):
    """What a diff makes of a text: line numbers, context and removed lines must all be right."""
    before, after, at = lines_of(text), [], 0
    for hunk in hunks:
        after += before[at:hunk.start]
        at = hunk.start
        if len(after) != hunk.new_start:
            raise BadDiff("a hunk stands somewhere else in the new text")
        lead, trail = hunk.context()
        for mark, content in hunk.lines:
            if mark != b"+":
                if before[at:at + 1] != [content]:
                    raise BadDiff(f"line {at + 1} is not {content!r}")
                at += 1
            if mark != b"-":
                after.append(content)
        if lead != min(CONTEXT, hunk.start + lead) or trail != min(CONTEXT, len(before) - at + trail):
            raise BadDiff("a hunk has not three lines of context")
    return b"".join(after + before[at:])
