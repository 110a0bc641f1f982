# SPDX-License-Identifier: Apache-2.0
"""Check that every module with code has a unit test file of its own, and the other way round.

src/openwmi/wql/lexer.py is tested by tests/unit/wql/test_lexer.py, and where that grows too long also by
test_lexer_<aspect>.py beside it; the code of a package's __init__.py by test_init.py in its folder.

Usage: python -m tools.check_mirror [ROOT]   (default: the current folder)
"""

import ast
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from tools.findings import Finding, report

SOURCE = PurePosixPath("src/openwmi")
TESTS = PurePosixPath("tests/unit")

# Modules tested from elsewhere, with the reason: paths below SOURCE.
TESTED_ELSEWHERE: dict[str, str] = {}

# Test files that test something other than one module, with the reason: paths below TESTS.
MIRROR_NOTHING: dict[str, str] = {}

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


def check_modules(root: Path) -> Iterator[Finding]:
    """Yield a finding for each module with code and without a test file."""
    source = root / SOURCE
    for path in sorted(source.rglob("*.py")):
        module = PurePosixPath(path.relative_to(source).as_posix())
        if str(module) in TESTED_ELSEWHERE or not has_code(path.read_text(encoding="utf-8")):
            continue
        expected = TESTS / test_path_of(module)
        if not (root / expected).is_file():
            yield Finding(path, 1, f"no test file of its own; write {expected}")


def check_tests(root: Path) -> Iterator[Finding]:
    """Yield a finding for each unit test file whose module does not exist."""
    tests, source = root / TESTS, root / SOURCE
    known = {
        str(test_path_of(PurePosixPath(path.relative_to(source).as_posix())).with_suffix(""))
        for path in source.rglob("*.py")
    }
    for path in sorted(tests.rglob("test_*.py")):
        name = path.relative_to(tests).as_posix()
        if name not in MIRROR_NOTHING and known.isdisjoint(names_it_may_extend(name)):
            yield Finding(path, 1, "tests no module of the same path; move or rename it")


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
        for name in table:
            if not (root / folder / name).is_file():
                yield Finding(root / folder / name, 1, "listed in tools/check_mirror.py but not there")


def main(arguments: Sequence[str]) -> int:
    """Check the tree at the folder given, or here, and return the exit status."""
    root = Path(arguments[0]) if arguments else Path()
    return report("mirror", [*check_modules(root), *check_tests(root), *check_tables(root)])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
