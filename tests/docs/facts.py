# SPDX-License-Identifier: Apache-2.0
"""The facts that rules, help, manual page and completions are held to, read from the programs."""

import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import tap  # noqa: E402


class Rule:
    """A row of the rule table, as print-rules prints it."""

    def __init__(self, line):
        self.code, self.level, self.name, self.profile, self.arch, *rest = line.split()
        texts = [b"" if text == "-" else bytes.fromhex(text) for text in rest[:5]]
        self.title, self.explanation, self.on_board = (text.decode("ascii") for text in texts[:3])
        self.failing, self.mended = texts[3:]
        self.related = rest[5:]


def rules(print_rules):
    return [Rule(line) for line in output_of([print_rules]).splitlines()]


def output_of(command):
    """What a program prints on standard output. It must exit with 0 and print nothing on standard error."""
    done = tap.run(command)
    if done.returncode != 0 or done.stderr:
        sys.exit(f"Bail out! {' '.join(command)}: exit {done.returncode}\n{done.stderr.decode(errors='replace')}")
    return done.stdout.decode("utf-8")


class Option:
    """An option as help shows it: `-c, --config-path <FILE>`."""

    def __init__(self, letter, name, value, text):
        self.letter, self.name, self.value, self.text = letter, name, value, text

    def spellings(self):
        return [f"--{self.name}"] + ([f"-{self.letter}"] if self.letter else [])


class Command:
    """A command as its help shows it. `name` is empty for the program itself."""

    def __init__(self, program, name):
        self.name = name
        self.help = output_of([program, name, "--help"] if name else [program, "--help"])
        self.options = []
        section = self.help.split("\nOptions:\n")[1].split("\n\n")[0]
        for line in section.splitlines():
            match = re.fullmatch(r"  (?:-(\w), |    )--([\w-]+)(?: <(.*?)>)?(?: +(.*))?", line)
            if match:
                self.options.append(Option(*match.groups()))
            else:
                self.options[-1].text = f"{self.options[-1].text or ''} {line.strip()}".strip()


def commands(program):
    """The program itself, then its commands."""
    overview = output_of([program, "--help"])
    section = overview.split("\nCommands:\n")[1].split("\n\n")[0]
    return [Command(program, "")] + [Command(program, line.split()[0]) for line in section.splitlines()]


def missing(tool):
    """What is wrong if a tool the test needs is not there, line by line."""
    found = any(os.access(os.path.join(folder, tool), os.X_OK) for folder in os.environ["PATH"].split(":"))
    return [] if found else [f"{tool} is needed and missing: apt-get install {tool}"]
