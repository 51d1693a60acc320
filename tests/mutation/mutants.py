# SPDX-License-Identifier: Apache-2.0
"""Small mistakes in C code: each is one token replaced by another, as an author might have mistyped or misthought."""

import collections
import re

# start and end in the text, and what stands there instead.
Mutant = collections.namedtuple("Mutant", "start end old new")

TOKEN = re.compile(r"""
    (?P<skip> /\*.*?\*/ | //[^\n]* | ^[ \t]*\#(?:[^\n]*\\\n)*[^\n]* | "(?:\\.|[^"\\])*" | \s+ )
  | (?P<char> '(?:\\.|[^'\\])+' )
  | (?P<number> 0[xX][0-9a-fA-F]+[uUlL]* | \d+[uUlL]* )
  | (?P<name> [A-Za-z_]\w* )
  | (?P<sign> <<= | >>= | -> | \+\+ | -- | << | >> | <= | >= | == | != | && | \|\| | [-+*/%&|^]= | . )
""", re.VERBOSE | re.DOTALL | re.MULTILINE)

REPLACED = {
    "<": ["<=", ">="], "<=": ["<", ">"], ">": [">=", "<="], ">=": [">", "<"], "==": ["!="], "!=": ["=="],
    "&&": ["||"], "||": ["&&"], "<<": [">>"], ">>": ["<<"], "+=": ["-="], "-=": ["+="], "++": ["--"], "--": ["++"],
    "!": [""], "true": ["false"], "false": ["true"],
}
# These have one operand or two; only with two are they replaced.
BINARY = {"+": ["-"], "-": ["+"], "&": ["|"], "|": ["&"]}


def tokens(text):
    for match in TOKEN.finditer(text):
        if match.lastgroup != "skip":
            yield match.lastgroup, match.group(), match.start(), match.end()


def numbers_near(text):
    """One more and one less than a literal."""
    digits, suffix = re.fullmatch(r"(0[xX][0-9a-fA-F]+|\d+)([uUlL]*)", text).groups()
    value = int(digits, 0 if digits[:2].lower() == "0x" else 10)
    return [f"{near}{suffix}" for near in (value + 1, value - 1) if near >= 0]


def is_operand(kind, token):
    return kind in ("number", "char") or token in (")", "]") or (kind == "name" and token not in ("return", "case"))


def mutants(text):
    """All mutants of a file, in the order of the text."""
    kind_before, before = "sign", ";"
    for kind, token, start, end in tokens(text):
        new = []
        if kind == "number":
            new = numbers_near(token)
        elif token in REPLACED:
            new = REPLACED[token]
        elif token in BINARY and is_operand(kind_before, before):
            new = BINARY[token]
        for replacement in new:
            yield Mutant(start, end, token, replacement)
        kind_before, before = kind, token
