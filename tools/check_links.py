# SPDX-License-Identifier: Apache-2.0
"""Check that links between the Markdown files of the tree lead somewhere.

Usage: python -m tools.check_links [ROOT]   (default: the current folder)
"""

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote

from tools.findings import Finding, report

LINK = re.compile(r"\[[^\]\n]*\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)")
HEADING = re.compile(r"#{1,6}\s+(.*?)\s*#*")
FENCE = re.compile(r"\s*(```|~~~)")
CODE_SPAN = re.compile(r"`[^`]*`")
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def prose_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines outside fenced code, each with its number from 1."""
    in_code = False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if FENCE.match(line):
            in_code = not in_code
        elif not in_code:
            yield number, line


def anchors_in(path: Path) -> set[str]:
    """Return the names by which links can reach the headings of a file."""
    anchors: set[str] = set()
    for _, line in prose_lines(path):
        if heading := HEADING.fullmatch(line):
            anchors.add(anchor_of(heading[1], anchors))
    return anchors


def anchor_of(heading: str, taken: set[str]) -> str:
    """Return the anchor that readers of Markdown give a heading.

    Args:
        heading: Text of the heading.
        taken: Anchors of the headings above; a repeated heading gets a number.
    """
    kept = re.sub(r"[^\w\- ]", "", heading.lower())
    anchor = first = kept.replace(" ", "-")
    number = 0
    while anchor in taken:
        number += 1
        anchor = f"{first}-{number}"
    return anchor


def check_link(path: Path, line: int, link: str) -> Iterator[Finding]:
    """Yield a finding when a link names a file or heading that is not there."""
    if ELSEWHERE.match(link):
        return
    name, _, anchor = unquote(link).partition("#")
    target = path.parent / name if name else path
    if not target.exists():
        yield Finding(path, line, f"link to {link}: no such file")
    elif anchor and target.suffix == ".md" and anchor not in anchors_in(target):
        yield Finding(path, line, f"link to {link}: no such heading")


def check_file(path: Path) -> Iterator[Finding]:
    """Yield a finding for each dead link of a file."""
    for line, text in prose_lines(path):
        for link in LINK.findall(CODE_SPAN.sub("``", text)):
            yield from check_link(path, line, link)


def markdown_files(root: Path) -> list[Path]:
    """Return the Markdown files of a tree, without hidden folders."""
    found = (path.relative_to(root) for path in root.rglob("*.md"))
    return sorted(root / path for path in found if not any(part.startswith(".") for part in path.parts))


def main(arguments: Sequence[str]) -> int:
    """Check the tree at the folder given, or here, and return the exit status."""
    root = Path(arguments[0]) if arguments else Path()
    return report("links", [finding for path in markdown_files(root) for finding in check_file(path)])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
