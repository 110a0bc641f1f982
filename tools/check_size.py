# SPDX-License-Identifier: Apache-2.0
"""Check that modules and functions stay small, names say something and imports stand at the top.

Usage: python -m tools.check_size [FOLDER ...]   (default: src)
"""

import ast
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tools.findings import Finding, report

MODULE_LIMIT_LINES = 400
FUNCTION_LIMIT_LINES = 60
EMPTY_NAMES = frozenset({"base", "common", "helper", "helpers", "manager", "managers", "misc", "util", "utils"})
OWN_PACKAGE = "openwmi"


def functions_in(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function of a module, methods and nested functions included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def check_module_size(path: Path, text: str) -> Iterator[Finding]:
    """Yield a finding when a module has more than MODULE_LIMIT_LINES lines."""
    count = len(text.splitlines())
    if count > MODULE_LIMIT_LINES:
        yield Finding(path, 1, f"module of {count} lines, limit {MODULE_LIMIT_LINES}; split it by subject")


def check_function_sizes(path: Path, tree: ast.Module) -> Iterator[Finding]:
    """Yield a finding for each function over FUNCTION_LIMIT_LINES lines, docstring counted."""
    for function in functions_in(tree):
        count = (function.end_lineno or function.lineno) - function.lineno + 1
        if count > FUNCTION_LIMIT_LINES:
            yield Finding(
                path,
                function.lineno,
                f"function {function.name} of {count} lines, limit {FUNCTION_LIMIT_LINES};"
                " give its steps names of their own",
            )


def check_local_imports(path: Path, tree: ast.Module) -> Iterator[Finding]:
    """Yield a finding for each import of our own package inside a function."""
    lines = {
        node.lineno: function.name
        for function in functions_in(tree)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom) and imports_own_package(node)
    }
    for line, name in lines.items():
        yield Finding(path, line, f"{name} imports {OWN_PACKAGE}; move the import to the top of the module")


def imports_own_package(node: ast.Import | ast.ImportFrom) -> bool:
    """Return whether a statement imports from OWN_PACKAGE, by its name or relatively."""
    if isinstance(node, ast.Import):
        return any(alias.name.partition(".")[0] == OWN_PACKAGE for alias in node.names)
    return node.level > 0 or (node.module or "").partition(".")[0] == OWN_PACKAGE


def check_name(path: Path) -> Iterator[Finding]:
    """Yield a finding when a module or folder is named by a word that names no subject."""
    for word in sorted(EMPTY_NAMES.intersection(path.stem.lower().split("_"))):
        yield Finding(path, 1, f"the name says {word!r}; name it after its subject")


def check_module(path: Path) -> Iterator[Finding]:
    """Yield everything wrong with one module."""
    text = path.read_text(encoding="utf-8")
    yield from check_module_size(path, text)
    yield from check_name(path)
    try:
        tree = ast.parse(text, filename=str(path))
    except SyntaxError as error:
        yield Finding(path, error.lineno or 1, f"not Python: {error.msg}")
        return
    yield from check_function_sizes(path, tree)
    yield from check_local_imports(path, tree)


def check(root: Path) -> Iterator[Finding]:
    """Yield everything wrong below a folder."""
    for path in sorted(root.rglob("*.py")):
        yield from check_module(path)
        if path.name == "__init__.py":
            yield from check_name(path.parent)


def main(arguments: Sequence[str]) -> int:
    """Check the folders given, or src, and return the exit status."""
    roots = [Path(argument) for argument in arguments] or [Path("src")]
    return report("size", [finding for root in roots for finding in check(root)])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
