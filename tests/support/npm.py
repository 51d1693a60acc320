# SPDX-License-Identifier: Apache-2.0
"""Judges from the npm registry, installed into a build folder."""

import os
import shutil

import tap


def install(source, folder, *scripts):
    """
    Installs what the package-lock.json of `source` names into `folder`, unless that has been done, and copies the
    scripts that use it. Skips the test, with the reason, where it cannot be done.
    """
    if shutil.which("npm") is None or shutil.which("node") is None:
        tap.skip("npm is not installed")
    os.makedirs(folder, exist_ok=True)
    lock = tap.read(source, "package-lock.json")
    stamp = os.path.join(folder, "installed")
    for name in ("package.json", "package-lock.json", *scripts):
        shutil.copy(os.path.join(source, name), folder)
    if os.path.exists(stamp) and tap.read(stamp) == lock:
        return
    done = tap.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder)
    if done.returncode != 0:
        tap.skip("the judges cannot be installed, npm ci failed:\n" + done.stderr.decode(errors="replace"))
    with open(stamp, "wb") as file:
        file.write(lock)
