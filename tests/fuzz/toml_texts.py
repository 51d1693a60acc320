# SPDX-License-Identifier: Apache-2.0
"""Texts for comparing readers of TOML: made up from the grammar, with mistakes, or real ones that are damaged."""

import os

LENGTH_MAX = 3000

BARE_KEYS = ["a", "b", "c", "a-b", "_", "1", "1979-05-27", "true", "inf", "0x1", "type", "value"]
QUOTED_KEYS = ['"a"', "'b'", '""', "''", '"\\u0061"', '"a.b"', "'\"'", '"\\\\"', '"é"', "'a\\b'"]
BASIC_PIECES = ["x", " ", "é", "\\n", "\\t", "\\\\", '\\"', "\\u00e9", "\\U0001F600", "'", "#", "\t", "\\b", "\\f", "\\r"]
ODD_BASIC_PIECES = ["\\e", "\\x41", "\\u12", "\\ud800", "\\U00110000", "\\q", "\x00", "\x7f", "\n", "\r", "\x1f", "\\"]
MULTI_LINE_PIECES = ["\n", "\r\n", '"', '""', "\\\n  ", "\\  \n\n ", "\\\r\n", "''"]
INTEGERS = ["0", "+1", "-17", "1_000", "0xdead_BEEF", "0o17", "0b101", "9223372036854775807", "18446744073709551615",
            "-9223372036854775808", "+0", "-0", "1_2_3"]
ODD_INTEGERS = ["01", "1__0", "_1", "1_", "0x", "0X1", "+0x1", "0o8", "0b2", "1a", "--1", "0x_1", "00",
                "340282366920938463463374607431768211456", "0_1"]
FLOATS = ["1.0", "-0.0", "+1e5", "1E-3", "6.626e-34", "1_0.0_1", "inf", "-inf", "+nan", "nan", "3.14159", "0e0", "1e06"]
ODD_FLOATS = [".5", "5.", "1.e5", "1_.0", "1._0", "01.5", "1e", "1e+", "+ inf", "infinity", "1e400", "Nan", "1.5.2", "1e1_0"]
TIMES = ["1979-05-27", "1979-05-27T07:32:00Z", "1979-05-27 07:32:00.999999-07:00", "07:32:00", "00:32:00.5",
         "1979-05-27t07:32:00z", "2000-02-29", "1979-05-27T00:32:00", "1979-05-27 ", "1979-05-27T07:32:00.1234567+23:59"]
ODD_TIMES = ["1979-13-01", "1979-02-30", "2001-02-29", "1979-05-27T24:00:00", "07:32", "1979-05-27T07:32Z", "0000-01-01",
             "1979-5-27", "1979-05-27T07:32:60Z", "1979-05-27T07:32:00+24:00", "25:00:00", "1979-05-27T", "07:32:00.",
             "1979-05-27  07:32:00", "1979-05-27T07:32:00+07", "23:59:60", "1979-05-27T07:32:61"]
TOKENS = ["[", "]", "[[", "]]", "{", "}", ",", "=", ".", '"', "'", '"""', "'''", "#", "\n", "\r\n", "\r", "\t", " ", "\\",
          "a = 1\n", "[a]\n", "[[a]]\n", "a.b = 1\n", "\ufeff", "\x00", "é", "true", "_", "0", "\x0b", "\u2028", "\x85"]


def load(folders):
    """All texts below the folders that are not too long, in a fixed order."""
    texts = []
    for folder in folders:
        for path, _, names in os.walk(folder):
            for name in names:
                if name.endswith(".toml") and os.path.getsize(os.path.join(path, name)) <= LENGTH_MAX:
                    with open(os.path.join(path, name), "rb") as file:
                        texts.append((os.path.join(path, name), file.read()))
    return [text for _, text in sorted(texts)]


class Texts:
    """An endless row of texts, which depends on the random numbers and the real texts alone."""

    def __init__(self, numbers, real):
        self.numbers = numbers
        self.real = real
        self.oddity = 0.0

    def next(self):
        self.oddity = self.numbers.choice([0.0, 0.0, 0.01, 0.1])
        if self.real and self.numbers.random() < 0.4:
            return self.damaged(self.numbers.choice(self.real))
        text = self.document().encode("utf-8", "surrogatepass")
        return self.damaged(text) if self.numbers.random() < 0.3 else text

    # --- damage ---

    def damaged(self, text):
        for _ in range(self.numbers.choice([1, 1, 1, 2, 4])):
            text = self.damaged_once(text)
        return text

    def damaged_once(self, text):
        start = self.numbers.randrange(len(text) + 1)
        end = min(len(text), start + self.numbers.choice([0, 0, 1, 1, 2, 8, 40]))
        kind = self.numbers.randrange(5)
        if kind == 0:
            piece = self.numbers.choice(TOKENS).encode()
        elif kind == 1:
            piece = bytes([self.numbers.randrange(256)])
        elif kind == 2:
            other = self.numbers.randrange(len(text) + 1)
            piece = text[other:other + self.numbers.choice([1, 8, 40])]
        elif kind == 3:
            piece = self.value(2).encode("utf-8", "surrogatepass")
        else:
            piece = b""
        return text[:start] + piece + text[end:]

    # --- grammar ---

    def is_odd(self):
        return self.numbers.random() < self.oddity

    def pick(self, usual, odd):
        return self.numbers.choice(odd if self.is_odd() else usual)

    def blank(self):
        return self.numbers.choice(["", "", " ", "\t", "  "])

    def line_end(self):
        comment = self.numbers.choice(["", "", "", " # é", "#", "# \t x"])
        return self.blank() + comment + self.pick(["\n", "\n", "\r\n", "\n\n"], ["\r", "", " x\n", "#\x00\n"])

    def key_part(self):
        return self.pick(BARE_KEYS + QUOTED_KEYS, ["é", "a b", '"""a"""', "'''b'''", "", "a+", '"\n"', '"\\q"'])

    def key(self):
        parts = [self.key_part() for _ in range(self.numbers.choice([1, 1, 1, 2, 3]))]
        return (self.blank() + "." + self.blank()).join(parts)

    def string(self):
        pieces = [self.pick(BASIC_PIECES, ODD_BASIC_PIECES) for _ in range(self.numbers.randrange(5))]
        lines = [self.pick(BASIC_PIECES + MULTI_LINE_PIECES, ODD_BASIC_PIECES) for _ in range(self.numbers.randrange(8))]
        literal = "".join(piece for piece in pieces if "'" not in piece)
        kind = self.numbers.randrange(4)
        if kind == 0:
            return '"' + "".join(pieces) + '"'
        if kind == 1:
            return "'" + literal + "'"
        if kind == 2:
            return '"""' + "".join(lines) + '"""'
        return "'''" + "".join(piece for piece in lines if "'''" not in piece) + "'''"

    def array(self, depth):
        items = [self.value(depth - 1) for _ in range(self.numbers.randrange(4))]
        space = self.numbers.choice(["", " ", "\n", " # c\n", "\r\n\t"])
        comma = self.numbers.choice(["", ","]) if items else ""
        return "[" + space + ("," + space).join(items) + space + self.pick([comma], [",,", "x"]) + space + "]"

    def inline_table(self, depth):
        items = [self.key() + self.blank() + "=" + self.blank() + self.value(depth - 1)
                 for _ in range(self.numbers.randrange(4))]
        end = self.pick([""], [",", "\n", "#\n"])
        return "{" + self.blank() + ", ".join(items) + self.blank() + end + "}"

    def value(self, depth):
        kind = self.numbers.randrange(9 if depth > 0 else 7)
        if kind < 2:
            return self.string()
        if kind == 2:
            return self.pick(INTEGERS, ODD_INTEGERS)
        if kind == 3:
            return self.pick(FLOATS, ODD_FLOATS)
        if kind == 4:
            return self.pick(TIMES, ODD_TIMES)
        if kind == 5:
            return self.pick(["true", "false"], ["True", "tru", "", "TRUE", "falsey"])
        if kind == 6:
            return self.pick(INTEGERS, [""])
        return self.array(depth) if kind == 7 else self.inline_table(depth)

    def line(self):
        kind = self.numbers.randrange(10)
        if kind == 0:
            return "[" + self.blank() + self.key() + self.blank() + self.pick(["]"], ["", "]]", "] x"])
        if kind == 1:
            return "[[" + self.blank() + self.key() + self.blank() + self.pick(["]]"], ["]", "] ]", "]]]"])
        if kind == 2:
            return ""
        return self.key() + self.blank() + self.pick(["="], ["", ":", "=="]) + self.blank() + self.value(3)

    def document(self):
        lines = [self.blank() + self.line() + self.line_end() for _ in range(self.numbers.randrange(1, 7))]
        return "".join(lines)
