# SPDX-License-Identifier: Apache-2.0
"""
TOML as JSON, for validators of JSON Schema.

TOML has values that JSON does not have. For each class of them there are two forms: PLAIN is what a program makes of
them that knows only JSON, and FAITHFUL is a value that a schema judges as the decoder judges the original. Where the
two are judged differently, the schema is wrong about the original, and cannot help it.
"""

import json
import re

UINT64_MAX = (1 << 64) - 1
DIGITS_MAX = 4000  # Python refuses to convert more

# The classes: names, with the reason why the schema cannot be right about them.
CLASSES = {
    "date-time": "a date-time is decoded as a table without known keys; in JSON it is a string",
    "whole float": "1.0 is an integer for JSON Schema, but none for TOML",
    "2^64 as a double": "integers from 2^64 to 2^64 + 1024 are 2^64 for a validator that computes with doubles, "
                        "and so is the maximum 2^64 - 1",
}

# A table with a key that nobody knows: what the decoder takes a date-time for.
UNKNOWN_TABLE = {"a date-time": True}


def number_of(text):
    """An integer as the TOML reader prints it: maybe with a prefix, maybe without digits behind that."""
    digits = text.lstrip("+-")
    if len(digits) > DIGITS_MAX or not re.fullmatch(r"0x[0-9a-fA-F]+|0o[0-7]+|0b[01]+|[0-9]+", digits):
        return 1 << 200
    value = int(digits, 0) if digits[:1] == "0" and len(digits) > 1 and not digits.isdigit() else int(digits)
    return -value if text.startswith("-") else value


def integer_instance(text, plain):
    value = number_of(text)
    if value <= UINT64_MAX:
        return None, value
    is_rounded = value <= UINT64_MAX + 1025
    if not is_rounded:
        return None, value if value < 1 << 200 else 1 << 200
    return "2^64 as a double", value if "2^64 as a double" in plain else UINT64_MAX + 4097


def float_instance(text, plain):
    value = float(text.replace("_", ""))
    is_whole = value not in (float("inf"), float("-inf")) and value == value and value == int(value)
    if is_whole:
        return "whole float", value if "whole float" in plain else 0.5
    return None, 0.5  # also infinity and what is no number, for which JSON has no form


def scalar_instance(kind, text, plain):
    """(class of the value or None, its JSON)."""
    if kind == "string":
        return None, text
    if kind == "bool":
        return None, text == "true"
    if kind == "integer":
        return integer_instance(text, plain)
    if kind == "float":
        return float_instance(text, plain)
    return "date-time", text if "date-time" in plain else UNKNOWN_TABLE


def convert(node, plain, classes):
    """toml-test's tagged JSON as JSON. Classes in `plain` are in their plain form; those met go into `classes`."""
    if isinstance(node, list):
        return [convert(item, plain, classes) for item in node]
    if set(node) == {"type", "value"} and isinstance(node["type"], str) and isinstance(node["value"], str):
        kind, value = scalar_instance(node["type"], node["value"], plain)
        if kind is not None:
            classes.add(kind)
        return value
    return {key: convert(item, plain, classes) for key, item in node.items()}


def instances(tagged):
    """{None: the faithful instance, class: the same with this class in its plain form}, each as a line of JSON."""
    classes = set()
    made = {None: json.dumps(convert(tagged, (), classes))}
    for name in sorted(classes):
        made[name] = json.dumps(convert(tagged, (name,), set()))
    return made
