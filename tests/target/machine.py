# SPDX-License-Identifier: Apache-2.0
"""The machines that images run on: QEMU's, in system emulation."""

import os
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
sys.dont_write_bytecode = True

import tap  # noqa: E402

COMMON = ["-display", "none", "-monitor", "none", "-serial", "stdio", "-nodefaults", "-no-user-config", "-no-reboot"]

# The machine, and the exit code of an image that has passed. loongarch64 has no other; there the console decides.
MACHINES = {
    "aarch64": (["-machine", "virt", "-cpu", "cortex-a57", "-m", "128M",
                 "-semihosting-config", "enable=on,target=native"], 0),
    "loongarch64": (["-machine", "virt", "-m", "1G"], 0),
    "riscv64": (["-machine", "virt", "-m", "128M", "-bios", "none"], 0),
    "x86_64": (["-machine", "microvm", "-m", "128M", "-device", "isa-debug-exit"], 1),
}


def run(arch, image):
    """Runs an image. Returns what it wrote on the console, and what is wrong with how it ended, line by line."""
    machine, passed = MACHINES[arch]
    program = f"qemu-system-{arch}"
    if shutil.which(program) is None:
        sys.exit(f"{program} is missing; scripts/install-tools cross installs it")
    # To a file, since QEMU writes byte by byte.
    with tempfile.TemporaryFile() as output:
        try:
            done = subprocess.run([program, *COMMON, *machine, "-kernel", image], stdin=subprocess.DEVNULL, stdout=output,
                                  stderr=subprocess.PIPE, timeout=tap.TIMEOUT_S, check=False)
        except subprocess.TimeoutExpired as error:
            done = subprocess.CompletedProcess(program, None, b"", error.stderr or b"")
        output.seek(0)
        console = output.read().decode(errors="replace").replace("\r\n", "\n")
    return console, tap.trouble(done, passed)
