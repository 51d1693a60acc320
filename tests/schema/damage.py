# SPDX-License-Identifier: Apache-2.0
"""Schemas with one thing changed in them. A comparison that does not notice one of them has too few texts."""

import copy


def places(node, path=()):
    """The paths of all objects in a schema."""
    if isinstance(node, dict):
        yield path, node
    for key, item in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield from places(item, path + (key,))


# Two types that say the same: of a number with known values, and of the other numbers.
SAID_TWICE = ("vm_type", "any other number")


def changes(node):
    """(what is changed, key, new value) for one object; None as a value removes the key."""
    if isinstance(node.get("minItems"), int):
        yield "an element more", "minItems", node["minItems"] + 1
        yield "an element less", "minItems", node["minItems"] - 1
    if node.get("maximum") == 65535:
        yield "largest number less 1", "maximum", 65534
        yield "largest number more 1", "maximum", 65536
    elif isinstance(node.get("maximum"), int):
        yield "less than 64 bits", "maximum", 1 << 63
        yield "more than 64 bits", "maximum", 1 << 66
    if node.get("minimum") == 0:
        yield "numbers from 1", "minimum", 1
        yield "numbers from -1", "minimum", -1
    for key in node["required"] if isinstance(node.get("required"), list) else ():
        yield f"{key} may be left out", "required", [other for other in node["required"] if other != key]
    for key in ("oneOf", "prefixItems"):
        for index in range(len(node[key]) if isinstance(node.get(key), list) else 0):
            yield f"{key} {index} is gone", key, node[key][:index] + node[key][index + 1:]
    if isinstance(node.get("properties"), dict):
        optional = [key for key in node["properties"] if key not in node.get("required", ())]
        yield "no more keys", "additionalProperties", False
        for key in optional:
            yield f"{key} is required", "required", node.get("required", []) + [key]
    if isinstance(node.get("prefixItems"), list):
        yield "no more elements", "items", False
    if isinstance(node.get("type"), str) and node["type"] != "object" and node.get("title", SAID_TWICE[0]) not in SAID_TWICE:
        yield "any type", "type", None
    if isinstance(node.get("type"), list):
        yield "no table", "type", "array"
        yield "no array", "type", "object"


def damages(schema):
    """(what is changed where, the changed schema)."""
    for path, node in places(schema):
        if path[-1:] == ("properties",):
            continue  # its keys are no keywords
        for what, key, value in changes(node):
            changed = copy.deepcopy(schema)
            target = changed
            for step in path:
                target = target[step]
            target[key] = value
            if value is None:
                del target[key]
            yield f"{'/'.join(map(str, path))}: {what}", changed
