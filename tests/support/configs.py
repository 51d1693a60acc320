# SPDX-License-Identifier: Apache-2.0
"""Comparing what axvmconfig makes of a configuration with what is expected of it."""

import json

import tap


def judge(program, path, expected):
    """
    Checks the verdict of `check -c` and the values of `show --format json`.

    expected: the decoded configuration; None if the file is to be refused.
    Returns what is wrong, line by line.
    """
    verdict = tap.run([program, "check", "-c", path])
    problems = tap.trouble(verdict, 0 if expected is not None else 1)
    if problems:
        return problems
    if expected is None:
        return [] if b"error[AX" in verdict.stderr else ["refused without a finding at error level"]
    shown = tap.run([program, "show", path, "--format", "json"])
    problems = tap.trouble(shown, 0)
    if problems:
        return problems
    try:
        values = json.loads(shown.stdout)
    except ValueError as error:
        return [f"no JSON: {error}", shown.stdout.decode(errors="replace")]
    return difference(values, expected, "")


def difference(actual, expected, where):
    """The first places where two decoded configurations differ."""
    if type(actual) is not type(expected):
        return [f"{where or 'all'}: {json.dumps(actual)}, expected {json.dumps(expected)}"]
    if isinstance(expected, dict):
        problems = []
        for key in sorted(set(actual) | set(expected)):
            if key not in actual or key not in expected:
                problems.append(f"{where}.{key}: {'missing' if key not in actual else 'unexpected'}")
            else:
                problems += difference(actual[key], expected[key], f"{where}.{key}")
        return problems[:5]
    if isinstance(expected, list) and len(actual) == len(expected):
        problems = []
        for index, (left, right) in enumerate(zip(actual, expected)):
            problems += difference(left, right, f"{where}[{index}]")
        return problems[:5]
    return [] if actual == expected else [f"{where}: {json.dumps(actual)}, expected {json.dumps(expected)}"]
