# SPDX-License-Identifier: Apache-2.0
"""What the tests of `embed` share: configurations, and programs that print what is in them."""

import os
import shutil
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))
sys.dont_write_bytecode = True

import tap  # noqa: E402

STRICT = ["-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Werror"]
INCLUDE = ["-I", os.path.join(tap.ROOT, "include")]

# A guest. Memory of type 0 is allocated, so that any number of guests fit on one board.
TEMPLATE = """[base]
id = {id}
name = {name}
vm_type = 1
cpu_num = 1
phys_cpu_ids = [0]

[kernel]
entry_point = 0x4020_0000
kernel_path = {kernel}
kernel_load_addr = 0x4020_0000
image_location = "{location}"
memory_regions = [[0x4000_0000, 0x1000_0000, 0x7, 0]]
{more}

[devices]
emu_devices = []
passthrough_devices = [["uart", 0x0900_0000, 0x0900_0000, 0x1000, 0]]
interrupt_mode = "passthrough"
"""

# What guests that are not meant to share a board would be told.
ALONE = ["--arch", "aarch64", "--allow", "warnings", "--allow", "AX1105", "--quiet", "--format", "short"]


def toml_string(data):
    """A string in TOML; bytes are taken for UTF-8."""
    text = data.decode() if isinstance(data, bytes) else data
    return '"' + "".join(char if char not in '"\\' and 0x20 <= ord(char) != 0x7f else f"\\u{ord(char):04x}"
                         for char in text) + '"'


def guest(number, kernel="kernel.bin", name="guest", location="memory", more=""):
    return TEMPLATE.format(id=number, name=toml_string(name), kernel=toml_string(kernel), location=location, more=more)


def fill(folder, files):
    """Makes a folder anew with some files: {name: str or bytes}."""
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    for name, content in files.items():
        path = os.path.join(os.fsencode(folder), os.fsencode(name))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())


def arguments():
    """
    The command line of every test: PROGRAM LIBRARY COMPILER WORK-FOLDER [COMPILER-OPTION]...

    The compiler and the options, which are sanitizers, are those that the library was built with.
    """
    program, library, work = (os.path.abspath(sys.argv[index]) for index in (1, 2, 4))
    shutil.rmtree(work, ignore_errors=True)
    os.makedirs(work)
    return program, library, sys.argv[3], work, sys.argv[5:]
