# SPDX-License-Identifier: Apache-2.0
"""What the test scripts share: results as TAP, and runs of the programs under test."""

import concurrent.futures
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TIMEOUT_S = 120

# ctest counts a test that ends with this code as skipped.
EXIT_SKIPPED = 77


class Report:
    """Counts results and prints each as a line of TAP."""

    def __init__(self):
        self.count = 0
        self.failed = 0

    def result(self, name, problems):
        """One result. `problems` says line by line what is wrong; empty means that nothing is."""
        self.count += 1
        self.failed += bool(problems)
        print(f"{'not ok' if problems else 'ok'} {self.count} - {name}")
        for problem in problems:
            for line in str(problem).splitlines() or [""]:
                print(f"#   {line}")
        sys.stdout.flush()

    def finish(self):
        """Prints the plan. Returns the exit code: 0 only if there were results and all were good."""
        print(f"1..{self.count}")
        print(f"# {self.count - self.failed} of {self.count} passed")
        return 0 if self.count > 0 and self.failed == 0 else 1


def skip(reason):
    """Ends the script: nothing was tested, and `reason` says why."""
    print(f"1..0 # SKIP {reason}")
    sys.exit(EXIT_SKIPPED)


def run(command, stdin=b"", cwd=None):
    """Runs a program. A run that hangs counts as exit code None."""
    try:
        return subprocess.run(command, input=stdin, cwd=cwd, capture_output=True, timeout=TIMEOUT_S, check=False)
    except subprocess.TimeoutExpired as error:
        return subprocess.CompletedProcess(command, None, error.stdout or b"", error.stderr or b"")


def trouble(done, expected):
    """What is wrong with a finished run's exit code, line by line; a crash looks like no verdict at all."""
    if done.returncode == expected:
        return []
    what = f"no end within {TIMEOUT_S} s" if done.returncode is None else f"exit {done.returncode}"
    return [f"{what}, expected exit {expected}"] + done.stderr.decode(errors="replace").splitlines()[:20]


def in_parallel(function, items):
    """[function(item) for item in items], on all processors, in order."""
    with concurrent.futures.ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        yield from pool.map(function, items)


def read(*parts):
    with open(os.path.join(*parts), "rb") as file:
        return file.read()
