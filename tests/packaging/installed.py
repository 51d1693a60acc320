# SPDX-License-Identifier: Apache-2.0
"""Installs a build for the tests of it, and builds programs against an installed tree."""

import os

import tap

HERE = os.path.dirname(os.path.abspath(__file__))
CONSUMER = os.path.join(HERE, "consumer.c")
CONSUMER_PRINTS = b"VM 7\nAX0007\n"


def install(build, prefix, destdir=None):
    """`make install` without the building. Ends the script if it fails."""
    command = ["cmake", "--install", build, "--prefix", prefix]
    done = tap.run((["env", f"DESTDIR={destdir}"] if destdir else []) + command)
    if done.returncode != 0:
        raise SystemExit(f"cmake --install: {done.stderr.decode(errors='replace')}")


def files(folder):
    """The paths of all files and links below a folder, in order."""
    found = []
    for here, _, names in os.walk(folder):
        found += [os.path.relpath(os.path.join(here, name), folder) for name in names]
    return sorted(found)


def find(folder, name):
    """The folder, below another, in which a file is."""
    for here, _, names in os.walk(folder):
        if name in names:
            return here
    raise SystemExit(f"{folder}: there is no {name}")


def problems_of_program(program, library_folder=None):
    """Runs a build of consumer.c. Says what is wrong with what it does."""
    environment = ["env", "-u", "LD_LIBRARY_PATH"] if library_folder is None else \
        ["env", f"LD_LIBRARY_PATH={library_folder}"]
    done = tap.run(environment + [program])
    problems = tap.trouble(done, 0)
    if done.stdout != CONSUMER_PRINTS:
        problems.append(f"it prints {done.stdout!r}")
    return problems


def needs_shared_library(program):
    return b"libaxvmconfig.so.0" in tap.run(["objdump", "-p", program]).stdout
