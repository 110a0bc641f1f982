# SPDX-License-Identifier: Apache-2.0
"""Bring the system programs that the tests talk to; on Debian as root by apt-get, else by advice.

Usage: python -m tools.system_packages
"""

import os
import shutil
import subprocess
import sys

# Program -> the Debian package that has it.
NEEDED_PROGRAMS = {
    "dbus-daemon": "dbus-daemon",
    "findmnt": "util-linux",
    "ip": "iproute2",
    "losetup": "mount",
    "mount": "mount",
    "ps": "procps",
}
DEADLINE_S = 600
# Administrators' folders are often missing from the path of a plain user.
SEARCH_PATH = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/sbin"])


def missing_packages() -> list[str]:
    """Return the Debian packages whose programs are not on this system."""
    return sorted(
        {package for program, package in NEEDED_PROGRAMS.items() if shutil.which(program, path=SEARCH_PATH) is None}
    )


def apt_get(*arguments: str) -> bool:
    """Run apt-get without questions and return whether it went well."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "--yes", "--quiet", *arguments]
    done = subprocess.run(command, check=False, env=environment, stdin=subprocess.DEVNULL, timeout=DEADLINE_S)
    return done.returncode == 0


def can_install() -> bool:
    """Return whether this is root on a Debian-like system."""
    return shutil.which("apt-get") is not None and os.geteuid() == 0


def main() -> int:
    """Install what is missing or say so; return the exit status."""
    if not sys.platform.startswith("linux"):
        return 0
    packages = missing_packages()
    if not packages:
        return 0
    names = " ".join(packages)
    if can_install():
        print(f"Installing the system packages {names} ...", flush=True)
        install = ("install", "--no-install-recommends", *packages)
        if apt_get(*install) or (apt_get("update") and apt_get(*install)):
            return 0
    print(f"Some tests need system packages that are missing here: {names}", file=sys.stderr)
    print(f"On Debian and Ubuntu: apt-get install {names}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
