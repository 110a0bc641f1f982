# SPDX-License-Identifier: Apache-2.0
"""Write constraints.txt: the exact releases installed in the environment that runs this.

Usage: python -m tools.constraints
"""

import subprocess
import sys
from pathlib import Path

TARGET = Path("constraints.txt")
HEADER = "# The exact releases that `make env` installs; written by `make constraints`.\n"
DEADLINE_S = 60


def main() -> int:
    """Write the file and return the exit status."""
    command = [sys.executable, "-m", "pip", "freeze", "--exclude-editable"]
    answer = subprocess.run(command, check=True, capture_output=True, text=True, timeout=DEADLINE_S)
    TARGET.write_text(HEADER + answer.stdout, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
