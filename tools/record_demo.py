# SPDX-License-Identifier: Apache-2.0
"""Record what `make demo` prints on a terminal: as the picture in the README, and as text below it.

Usage: python -m tools.record_demo [ROOT]   (default: the current folder)
"""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text

PICTURE = Path("docs/images/demo.svg")
README = Path("README.md")
FIRST_TEXT = re.compile(r"(?<=^```text\n).*?(?=^```$)", re.DOTALL | re.MULTILINE)
HINTS = "\nNext:\n"
COMMAND = ("sh", "tools/demo.sh")
COLUMNS = 112
LINES = 50
DEADLINE_S = 120
READ_OCTETS = 65536
# A picture must not fetch anything from elsewhere; the fonts it names after the first are everywhere.
FONT_FACE = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


def record(command: Sequence[str]) -> str:
    """Run a command on a terminal of its own and return what it showed, colours included.

    Raises:
        SystemExit: It failed, or took longer than DEADLINE_S.
    """
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    environment = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "COLUMNS", "LINES"}}
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment) as process:
        os.close(theirs)
        try:
            shown = b"".join(octets_from(ours, time.monotonic() + DEADLINE_S))
            status = process.wait(DEADLINE_S)
        finally:
            os.close(ours)
            process.kill()
    if status:
        raise SystemExit(f"{' '.join(command)} ended with {status}:\n{shown.decode()}")
    return shown.decode().replace("\r\n", "\n")


def octets_from(terminal: int, deadline: float) -> Iterator[bytes]:
    """Yield what is written to a terminal until the last writer closes it.

    Raises:
        SystemExit: The deadline, on the monotonic clock, passed.
    """
    while select.select([terminal], [], [], max(0.0, deadline - time.monotonic()))[0]:
        try:
            octets = os.read(terminal, READ_OCTETS)
        except OSError:  # how Linux says that nobody has the other end any more
            return
        if not octets:
            return
        yield octets
    raise SystemExit(f"the command did not end within {DEADLINE_S} s")


def picture_of(shown: str) -> str:
    """Return terminal output as SVG."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        console = Console(record=True, width=COLUMNS, file=nowhere, force_terminal=True, color_system="standard")
        for line in shown.strip("\n").split("\n"):
            text = Text.from_ansi(line)
            if line.startswith("$ "):
                text.stylize("bold")
            console.print(text, highlight=False, soft_wrap=True)
        return FONT_FACE.sub("", console.export_svg(title="make demo", unique_id="demo"))


def text_of(shown: str) -> str:
    """Return terminal output as plain text, without the hints at its end."""
    plain = "\n".join(Text.from_ansi(line).plain.rstrip() for line in shown.split("\n"))
    return plain.partition(HINTS)[0].strip("\n") + "\n"


def main(arguments: Sequence[str]) -> int:
    """Record the demo of the tree at the folder given, or here, and return the exit status."""
    root = Path(arguments[0]) if arguments else Path()
    shown = record(COMMAND)
    (root / PICTURE).write_text(picture_of(shown), encoding="utf-8")
    readme = (root / README).read_text(encoding="utf-8")
    text = text_of(shown)
    (root / README).write_text(FIRST_TEXT.sub(lambda _: text, readme, count=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
