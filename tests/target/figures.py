# SPDX-License-Identifier: Apache-2.0
"""What the image `configs` says of the stack and memory that it took."""

import re

FIGURE = re.compile(r"^(stack|memory) (\w+) (\d+) (\S+)$", re.MULTILINE)


def figures(console):
    """{("stack", "read"): (bytes, name of the configuration that took most), ...}"""
    return {(kind, what): (int(size), name) for kind, what, size, name in FIGURE.findall(console)}
