# SPDX-License-Identifier: Apache-2.0
"""What is compiled, and how, out of a build folder's compile_commands.json."""

import json
import os
import shlex

import tap


def sources(build, folders):
    """(file, flags that say what it means) of each source file in the folders, once."""
    with open(os.path.join(build, "compile_commands.json"), encoding="utf-8") as file:
        commands = json.load(file)
    roots = tuple(os.path.join(tap.ROOT, folder) + os.sep for folder in folders)
    found = {}
    for command in commands:
        if command["file"].startswith(roots):
            found.setdefault(command["file"], _meaning(shlex.split(command["command"])[1:]))
    return sorted(found.items())


def macros(flags):
    """Those of the flags that are about headers and macros."""
    return [flag for flag in flags if flag.startswith(("-I", "-D", "-U"))]


def _meaning(arguments):
    """The flags for headers, macros and the language."""
    flags = []
    for place, argument in enumerate(arguments):
        if argument.startswith(("-I", "-D", "-U", "-std=")) or argument == "-ffreestanding":
            flags.append(argument)
        elif argument == "-isystem":
            flags += [argument, arguments[place + 1]]
    return flags
