# SPDX-License-Identifier: Apache-2.0
"""Write docs/choices.md: every `Choice:` and `Deviation:` that the source declares, and where.

Usage: python -m tools.choices [ROOT]   (default: the current folder)
"""

import ast
import io
import re
import sys
import tokenize
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import TypeAlias

SOURCE = PurePosixPath("src/openwmi")
TARGET = PurePosixPath("docs/choices.md")
MARK = re.compile(r"(Choice|Deviation): (.+?)(?=\s(?:Spec|Choice|Deviation): |$)")
SPEC = re.compile(r"Spec: (.+?)(?=\s(?:Choice|Deviation): |$)")
HEAD = """\
# Choices and deviations

Where the specification leaves something open, one place in the source decides and says so in a `Choice:` line. Where
OpenWMI differs on purpose from what the specification or Windows does, a `Deviation:` line says how and why. This page
is made of those lines: `python -m tools.choices` writes it, and a test compares it with the source. The notes they
name are explained in [spec-coverage.md](spec-coverage.md). Decisions about the structure are in
[decisions](decisions/index.md).
"""


@dataclass(frozen=True)
class Choice:
    """One thing that was decided in the source.

    Attributes:
        module: Path below SOURCE.
        kind: Choice or Deviation.
        owner: Name of the class, function or constant that decides; empty for the module.
        about: First line of the owner's documentation.
        text: What was decided.
        spec: What the `Spec:` line beside it names; may be empty.
    """

    module: PurePosixPath
    kind: str
    owner: str
    about: str
    text: str
    spec: str


@dataclass(frozen=True)
class Passage:
    """A documentation text or a run of comments, on one line.

    Attributes:
        line: Where it begins, counted from 1.
        owner: Name of the class, function or constant it belongs to; empty for the module.
        about: First line of the owner's documentation.
        text: The paragraphs that declare something or name the specification.
    """

    line: int
    owner: str
    about: str
    text: str


Scope: TypeAlias = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def choices_in(module: PurePosixPath, text: str) -> Iterator[Choice]:
    """Yield what a module declares, in the order of the file.

    Args:
        module: Path below SOURCE.
        text: Its source.
    """
    scopes = [node for node in ast.walk(ast.parse(text)) if isinstance(node, Scope)]
    passages = [passage for scope in scopes for passage in documentation_in(scope)]
    for passage in sorted([*passages, *comments_in(text, scopes)], key=lambda passage: passage.line):
        spec = SPEC.search(passage.text)
        for kind, what in MARK.findall(passage.text):
            named = spec[1].rstrip(".") if spec else ""
            yield Choice(module, kind, passage.owner, passage.about, sentence(what), named)


def documentation_in(scope: Scope) -> Iterator[Passage]:
    """Yield the documentation of a scope, and that of the constants it assigns."""
    before: ast.stmt | None = None
    for node in scope.body:
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            words = node.value.value
            owner = name_of(scope) if before is None else ast.unparse(target_of(before))
            about = about_of(scope) if before is None else ""
            yield Passage(node.lineno, owner, about, paragraphs_with_marks(words))
        before = node


def target_of(statement: ast.stmt) -> ast.AST:
    """Return what an assignment assigns to; of another statement, itself."""
    match statement:
        case ast.AnnAssign(target=target) | ast.Assign(targets=[target]):
            return target
        case _:
            return statement


def name_of(scope: Scope) -> str:
    """Return the name of a scope, empty for a module."""
    return "" if isinstance(scope, ast.Module) else scope.name


def about_of(scope: Scope) -> str:
    """Return the first line of a scope's documentation."""
    return (ast.get_docstring(scope) or "").partition("\n")[0]


def comments_in(text: str, scopes: Sequence[Scope]) -> Iterator[Passage]:
    """Yield each run of comment lines.

    Args:
        text: The source of a module.
        scopes: Its scopes, outer ones first.
    """
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    lines = [(token.start[0], token.string.lstrip("# ")) for token in tokens if token.type == tokenize.COMMENT]
    for _, run in groupby(enumerate(lines), key=lambda pair: pair[1][0] - pair[0]):
        comments = [line for _, line in run]
        first = comments[0][0]
        scope = [each for each in scopes if encloses(each, first)][-1]
        yield Passage(first, name_of(scope), about_of(scope), " ".join(words for _, words in comments))


def encloses(scope: Scope, line: int) -> bool:
    """Tell whether a line belongs to a scope."""
    return isinstance(scope, ast.Module) or scope.lineno <= line <= (scope.end_lineno or scope.lineno)


def paragraphs_with_marks(text: str) -> str:
    """Return the paragraphs that declare something or name the specification, as one line."""
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
    return " ".join(part for part in paragraphs if MARK.search(part) or SPEC.search(part))


def sentence(text: str) -> str:
    """Return a text with a capital letter in front and a full stop behind."""
    text = text.strip().rstrip(".")
    head = text if text.startswith("`") else text[:1].upper() + text[1:]
    return f"{head}."


def page_of(choices: Sequence[Choice]) -> str:
    """Return the page.

    Args:
        choices: Sorted by module.
    """
    parts = [HEAD]
    for floor, group in groupby(choices, key=lambda choice: choice.module.parts[0]):
        parts.append(f"\n## {floor}\n\n")
        parts += [entry(choice) for choice in group]
    return "".join(parts)


def entry(choice: Choice) -> str:
    """Return the line of one choice."""
    place = f"[{choice.module}](../{SOURCE / choice.module})" + (f" `{choice.owner}`" if choice.owner else "")
    about = f", {choice.about.rstrip('.')}" if choice.about else ""
    spec = f" [{choice.spec}]" if choice.spec else ""
    return f"- {place}{about}. **{choice.kind}:** {choice.text}{spec}\n"


def page_for(root: Path) -> str:
    """Return the page for the source of a tree."""
    source = root / SOURCE
    modules = sorted(PurePosixPath(path.relative_to(source).as_posix()) for path in source.rglob("*.py"))
    return page_of(
        [choice for module in modules for choice in choices_in(module, (source / module).read_text(encoding="utf-8"))]
    )


def main(arguments: Sequence[str]) -> int:
    """Write the page of the tree at the folder given, or here, and return the exit status."""
    root = Path(arguments[0]) if arguments else Path()
    (root / TARGET).write_text(page_for(root), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
