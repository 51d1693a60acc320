# SPDX-License-Identifier: Apache-2.0
"""A small scanner that tells comments and strings of TOML from the rest. Knows nothing of the formatter."""

import re

TOKEN = re.compile(
    rb'''(?P<string>"""(?:[^\\]|\\.)*?"""+|\'\'\'.*?\'\'\'+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')|(?P<comment>\#[^\n]*)''',
    re.DOTALL)


def comments(text):
    """The comments of a text in order, without blanks and line ends behind them."""
    return [match["comment"].rstrip(b" \t\r") for match in TOKEN.finditer(text) if match["comment"] is not None]


def without_strings(text):
    """The text with an S for each string."""
    return TOKEN.sub(lambda match: b"S" if match["string"] is not None else match[0], text)
