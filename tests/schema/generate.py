# SPDX-License-Identifier: Apache-2.0
"""
Random texts along a schema: configurations that are valid, and the same with one or two things wrong or odd.

What is written follows the schema; whether it is right says the decoder, which does not know the schema.
"""

import json
import random
import re

NUMBERS = [0, 1, 2, 3, 7, 0x0a, 0x20, 0x23, 0x25, 0xe1, 0xe3, 255, 256, 257, 65535, 65536, (1 << 31) - 1, 1 << 31,
           (1 << 32) - 1, 1 << 32, (1 << 32) + 1, (1 << 53) - 1, (1 << 53) + 1, (1 << 63) - 1, 1 << 63, (1 << 64) - 1025,
           (1 << 64) - 1]
BAD_NUMBERS = [-1, -255, -(1 << 63), 1 << 64, (1 << 64) + 1, (1 << 64) + 1024, (1 << 64) + 4096, (1 << 127) - 1,
               -(1 << 127), 1 << 127, 1 << 128, 1 << 129, 10 ** 60]
STRINGS = ["", "x", "0", "true", "no_irq", "none", "emu", "emulated", "passthrough", "pt", "uefi", "direct", "EMU",
           "virtualized", "0.4", "0.8", "aarch64", "memory", "fs", "\u00e9\U0001f600", "a\"b\\c\n"]
LITERALS = ["1.0", "0.0", "-0.0", "2.5", "1e3", "1e400", "-1e400", "inf", "nan", "1979-05-27", "07:32:00", "07:32",
            "1979-05-27T07:32:00", "1979-05-27T07:32:00Z"]
KEYS = ["x", "Name", "gpa ", "", "emu", "none", "uefi", "id", "type", "value", "entry_piont"]


class Literal(str):
    """A piece of TOML, written as it is."""


DELETE, CUT, DOUBLE = object(), object(), object()
EDGES = [Literal(text) for text in ("-1", "0", "65535", "65536", str((1 << 64) - 1), str(1 << 64), "1.0", "1.5", "true")]
EDGES += ["x", [], {}, [Literal("1")]]


class Generator:
    """Texts along a schema. The same seed gives the same texts."""

    def __init__(self, schema, seed):
        self.schema = schema
        self.random = random.Random(seed)

    def resolve(self, node):
        if "$ref" not in node:
            return node
        for step in node["$ref"].split("/")[1:]:
            target = self.schema if step == "$defs" else target[step]
            target = target["$defs"] if step == "$defs" else target
        return target

    def chance(self, share):
        return self.random.random() < share

    # --- values

    def integer(self, value):
        """An integer in one of the ways to write it."""
        if value < 0 or self.chance(0.5):
            return Literal(f"{value:_}" if self.chance(0.3) else value)
        return Literal(self.random.choice((hex, oct, bin))(value))

    def anything(self, depth=0):
        kind = self.random.randrange(8 if depth < 2 else 5)
        if kind == 0:
            return self.integer(self.random.choice(NUMBERS))
        if kind == 1:
            return self.integer(self.random.choice(BAD_NUMBERS))
        if kind == 2:
            return self.random.choice(STRINGS)
        if kind == 3:
            return Literal(self.random.choice(LITERALS))
        if kind == 4:
            return self.chance(0.5)
        if kind == 5:
            return [self.anything(depth + 1) for _ in range(self.random.randrange(6))]
        return {self.random.choice(KEYS + STRINGS): self.anything(depth + 1)
                for _ in range(self.random.randrange(3))}

    def harmless(self):
        """A value for where the decoder ignores it."""
        return self.random.choice([Literal("1"), Literal("-1"), "x", Literal("1.5"), [], {}, [{"x": Literal("1")}]])

    def number(self, node):
        low, high = node["minimum"], node["maximum"]
        fits = [number for number in NUMBERS if low <= number <= high]
        return self.integer(self.random.choice(fits))

    def choice(self, node):
        row = self.random.choice(node["oneOf"])
        if "const" in row:
            return row["const"] if isinstance(row["const"], str) else self.integer(row["const"])
        return {self.random.choice(row["propertyNames"]["enum"]): {} if self.chance(0.7) else []}

    def table(self, node):
        required = node.get("required", ())
        keys = [key for key in node["properties"] if key in required or self.chance(0.5)]
        if self.chance(0.3):
            self.random.shuffle(keys)
        value = {key: self.valid(node["properties"][key]) for key in keys}
        if self.chance(0.08):
            value.setdefault(self.random.choice(KEYS), self.harmless())
        return value

    def array(self, node):
        elements = node["prefixItems"]
        fewest = node.get("minItems", 0)
        count = self.random.randint(fewest, len(elements))
        value = [self.valid(element) for element in elements[:count]]
        if count == len(elements) and self.chance(0.2):
            value += [self.anything() for _ in range(self.random.randint(1, 2))]
        return value

    def valid(self, node):
        node = self.resolve(node)
        if "properties" in node:
            is_array = node["type"] != "object" and self.chance(0.4)
            return self.array(node) if is_array else self.table(node)
        if "oneOf" in node:
            return self.choice(node)
        if node["type"] == "array":
            return [self.valid(node["items"]) for _ in range(self.random.randrange(4))]
        if node["type"] == "boolean":
            return self.chance(0.5)
        return self.number(node) if node["type"] == "integer" else self.random.choice(STRINGS)

    # --- damage

    def places(self, value, found):
        """All (container, key or index) below a value."""
        for key in list(value) if isinstance(value, dict) else range(len(value)):
            found.append((value, key))
            if isinstance(value[key], (dict, list)):
                self.places(value[key], found)
        return found

    def damage(self, root):
        container, key = self.random.choice(self.places(root, []))
        kind = self.random.randrange(6)
        if kind == 0:
            del container[key]
        elif kind == 1 and isinstance(container, dict):
            container[self.random.choice(KEYS)] = container.pop(key)
        elif kind == 1:
            container.insert(key, self.anything())
        elif kind == 2 and isinstance(container, dict):
            container.setdefault(self.random.choice(KEYS), self.anything())
        elif kind == 2:
            container.append(self.anything())
        elif kind == 3:
            container[key] = Literal(self.random.choice(LITERALS))
        else:
            container[key] = self.anything()

    # --- edges

    def full(self, node, as_array):
        """A valid value with everything in it, in one of the forms."""
        node = self.resolve(node)
        if "properties" in node:
            if as_array and node["type"] != "object":
                return [self.full(element, as_array) for element in node["prefixItems"]]
            return {key: self.full(item, as_array) for key, item in node["properties"].items()}
        if node.get("type") == "array":
            return [self.full(node["items"], as_array)]
        if "oneOf" in node:
            word = node["oneOf"][0]["const"]
            return word if isinstance(word, str) else self.integer(word)
        return self.valid(node)

    def edges(self, as_array):
        """Everything there is, with each value in turn replaced by each of EDGES, left out, left out
        with all behind it, and doubled."""
        for place in range(len(self.places(self.full(self.schema, as_array), []))):
            for edge in (*EDGES, DELETE, CUT, DOUBLE):
                root = self.full(self.schema, as_array)
                container, key = self.places(root, [])[place]
                if edge is DELETE:
                    del container[key]
                elif edge is CUT:
                    for behind in [key] if isinstance(container, dict) else range(len(container) - 1, key - 1, -1):
                        del container[behind]
                elif edge is DOUBLE and isinstance(container, list):
                    container.append(container[key])
                elif edge is DOUBLE:
                    container[f"{key}_2"] = container[key]
                else:
                    container[key] = edge
                yield document(root, self.random).encode()

    # --- text

    def texts(self, count):
        return [*self.edges(False), *self.edges(True), *(self.text() for _ in range(count))]

    def text(self):
        root = self.table(self.schema)
        for _ in range(self.random.choices((0, 1, 2), (40, 45, 15))[0]):
            if root:
                self.damage(root)
        return document(root, self.random).encode()


def key_text(key):
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else json.dumps(key, ensure_ascii=False)


def inline(value):
    if isinstance(value, Literal):
        return str(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return "[" + ", ".join(map(inline, value)) + "]"
    return "{" + ", ".join(f"{key_text(key)} = {inline(item)}" for key, item in value.items()) + "}"


def section(name, table, choices):
    """A section with a header; lists of tables at its end may have headers of their own."""
    lines, behind = [f"[{key_text(name)}]"], []
    for key, value in table.items():
        is_table_list = isinstance(value, list) and value and all(isinstance(item, dict) for item in value)
        if is_table_list and choices.random() < 0.5:
            for item in value:
                behind.append(f"[[{key_text(name)}.{key_text(key)}]]")
                behind += [f"{key_text(inner)} = {inline(part)}" for inner, part in item.items()]
        else:
            lines.append(f"{key_text(key)} = {inline(value)}")
    return lines + behind


def document(root, choices):
    above, below = [], []
    for name, value in root.items():
        if isinstance(value, dict) and choices.random() < 0.75:
            below += section(name, value, choices)
        else:
            above.append(f"{key_text(name)} = {inline(value)}")
    return "\n".join(above + below) + "\n"
