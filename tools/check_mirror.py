# SPDX-License-Identifier: Apache-2.0
"""Check that every module with code has a unit test file of its own, and the other way round.

src/openwmi/wql/lexer.py is tested by tests/unit/wql/test_lexer.py, and where that grows too long also by
test_lexer_<aspect>.py beside it; the code of a package's __init__.py by test_init.py in its folder.

Below a git repository only the files that git tracks count, so that the answer is the one a fresh clone gives.

Usage: python -m tools.check_mirror [ROOT]   (default: the current folder)
"""

import ast
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from tools.findings import Finding, report

SOURCE = PurePosixPath("src/openwmi")
TESTS = PurePosixPath("tests/unit")

GIT_DEADLINE_S = 30

# Modules tested from elsewhere, with the reason: path patterns below SOURCE.
TESTED_ELSEWHERE: dict[str, str] = {
    "builtin/cimv2/cim_*.py": "bare declarations; one table compares the shape of them all",
}

# Test files that test something other than one module, with the reason: path patterns below TESTS.
MIRROR_NOTHING: dict[str, str] = {
    "provider/framework/test_checklist.py": "the points that the whole Provider Framework is measured by",
    "builtin/cimv2/test_cim_classes.py": "the table of all CIM superclasses",
}

PASSIVE_STATEMENTS = (ast.Import, ast.ImportFrom, ast.Pass)


def has_code(text: str) -> bool:
    """Return whether a module does more than import and list names."""
    return not all(is_passive(statement) for statement in ast.parse(text).body)


def is_passive(statement: ast.stmt) -> bool:
    """Return whether a statement needs no test: an import, a docstring, __all__ or a plain string."""
    match statement:
        case ast.Expr(value=ast.Constant()):
            return True
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return name.startswith("__") and name.endswith("__")
        case _:
            return isinstance(statement, PASSIVE_STATEMENTS)


def test_path_of(module: PurePosixPath) -> PurePosixPath:
    """Return where the tests of a module stand, below TESTS.

    Args:
        module: Path of the module below SOURCE.
    """
    stem = "init" if module.stem == "__init__" else module.stem
    return module.with_name(f"test_{stem}.py")


def files_below(root: Path, folder: PurePosixPath) -> list[PurePosixPath]:
    """Return the Python files of a folder, as paths below it: those git tracks, or all where there is no git.

    Args:
        root: The tree.
        folder: Path below the tree.
    """
    command = ["git", "-C", str(root / folder), "ls-files", "-z", "--", "*.py"]
    try:
        listed = subprocess.run(command, check=True, capture_output=True, text=True, timeout=GIT_DEADLINE_S).stdout
    except (OSError, subprocess.CalledProcessError):
        names = [path.relative_to(root / folder).as_posix() for path in (root / folder).rglob("*.py")]
    else:
        names = [name for name in listed.split("\0") if name and (root / folder / name).is_file()]
    return [PurePosixPath(name) for name in sorted(names)]


def is_listed(path: PurePosixPath, table: dict[str, str]) -> bool:
    """Return whether a pattern of a table covers a path."""
    return any(path.match(pattern) for pattern in table)


def check_modules(root: Path) -> Iterator[Finding]:
    """Yield a finding for each module with code and without a test file."""
    tests = frozenset(files_below(root, TESTS))
    for module in files_below(root, SOURCE):
        path = root / SOURCE / module
        if is_listed(module, TESTED_ELSEWHERE) or not has_code(path.read_text(encoding="utf-8")):
            continue
        if test_path_of(module) not in tests:
            yield Finding(path, 1, f"no test file of its own; write {TESTS / test_path_of(module)}")


def check_tests(root: Path) -> Iterator[Finding]:
    """Yield a finding for each unit test file whose module does not exist."""
    known = {str(test_path_of(module).with_suffix("")) for module in files_below(root, SOURCE)}
    for test in files_below(root, TESTS):
        if not test.name.startswith("test_") or is_listed(test, MIRROR_NOTHING):
            continue
        if known.isdisjoint(names_it_may_extend(str(test))):
            yield Finding(root / TESTS / test, 1, "tests no module of the same path; move or rename it")


def names_it_may_extend(name: str) -> Iterator[str]:
    """Yield the paths, without suffix, of the test files that a test file is or belongs to.

    Args:
        name: Path below TESTS, for instance wql/test_lexer_numbers.py.
    """
    stem = name.removesuffix(".py")
    while stem:
        yield stem
        stem = stem.rpartition("_")[0]


def check_tables(root: Path) -> Iterator[Finding]:
    """Yield a finding for each row of this file's tables that names no file."""
    for folder, table in ((SOURCE, TESTED_ELSEWHERE), (TESTS, MIRROR_NOTHING)):
        files = files_below(root, folder)
        for pattern in table:
            if not any(path.match(pattern) for path in files):
                yield Finding(root / folder / pattern, 1, "listed in tools/check_mirror.py but not there")


def main(arguments: Sequence[str]) -> int:
    """Check the tree at the folder given, or here, and return the exit status."""
    root = Path(arguments[0]) if arguments else Path()
    return report("mirror", [*check_modules(root), *check_tests(root), *check_tables(root)])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
