# SPDX-License-Identifier: Apache-2.0
"""Judges from the npm registry, installed into a build folder."""

import os
import shutil

import tap


def install(source, folder, *scripts):
    """
    Installs what the package-lock.json of `source` names into `folder`, unless that has been done, and copies the
    scripts that use it. Without such a file the package.json names exact versions. Skips the test, with the reason,
    where it cannot be done.
    """
    if shutil.which("npm") is None or shutil.which("node") is None:
        tap.skip("npm is not installed")
    os.makedirs(folder, exist_ok=True)
    is_locked = os.path.exists(os.path.join(source, "package-lock.json"))
    lists = ["package.json", "package-lock.json"] if is_locked else ["package.json"]
    for name in (*lists, *scripts):
        shutil.copy(os.path.join(source, name), folder)
    wanted = tap.read(source, lists[-1])
    stamp = os.path.join(folder, "installed")
    if os.path.exists(stamp) and tap.read(stamp) == wanted:
        return
    command = ["ci"] if is_locked else ["install", "--no-package-lock"]
    done = tap.run(["npm", *command, "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder)
    if done.returncode != 0:
        reason = done.stderr.decode(errors="replace").splitlines()[:5]
        tap.skip("\n# ".join([f"the judges cannot be installed, npm {command[0]} failed:", *reason]))
    with open(stamp, "wb") as file:
        file.write(wanted)
