# SPDX-License-Identifier: Apache-2.0
"""Commands in a README, and what it says that they print."""

import tap


def commands(*path):
    """(arguments, output) of each block of four blanks that begins with `$`, without the program's own name."""
    lines = tap.read(*path).decode().splitlines() + [""]
    found = []
    for start in (number for number, line in enumerate(lines) if line.startswith("    $ ")):
        end = next(number for number in range(start, len(lines)) if not lines[number].startswith("    "))
        output = "".join(line[4:] + "\n" for line in lines[start + 1:end])
        found.append((lines[start].split()[2:], output.encode()))
    return found
