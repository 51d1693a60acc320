# SPDX-License-Identifier: Apache-2.0
"""Which files are source."""

import os
import re

import tap

# Folders that hold no source, wherever they are, and files that are made of someone else's words.
SKIPPED_FOLDERS = re.compile(r"\.git|build.*|__pycache__")
BY_NAME = re.compile(r".*\.(c|h|cc|cpp|hpp|py|sh|cmake|mk|S|ld|rs|js|ts|mjs|css)|CMakeLists\.txt|GNUmakefile|Makefile")


def is_script(path):
    with open(path, "rb") as file:
        return file.read(2) == b"#!"


def paths():
    """The source files of the repository, as paths from its root, in order."""
    found = []
    for folder, subfolders, names in os.walk(tap.ROOT):
        subfolders[:] = sorted(name for name in subfolders if not SKIPPED_FOLDERS.fullmatch(name))
        for name in names:
            path = os.path.join(folder, name)
            if os.path.islink(path) or not os.path.isfile(path):
                continue
            if BY_NAME.fullmatch(name) or (os.access(path, os.X_OK) and is_script(path)):
                found.append(os.path.relpath(path, tap.ROOT))
    return sorted(found)
