# SPDX-License-Identifier: Apache-2.0
"""What the manual repeats is what the tree has."""

import re
from html import unescape
from importlib import import_module
from pathlib import PurePosixPath

import pytest

from openwmi.cli.main import COMMANDS
from tests.docs.pages import ROOT, blocks_of, pages
from tools.check_links import LINK
from tools.check_links import main as check_links

SPECIFICATION = re.compile(r"\b([a-z][a-z0-9-]*\.md) §(\d+)")
ROW = re.compile(r"^\| `?([a-z0-9-]+\.md)`? §(\d+)", re.MULTILINE)


def text_of(page):
    return (ROOT / page).read_text(encoding="utf-8")


def test_every_link_leads_somewhere(capsys):
    assert check_links([str(ROOT)]) == 0, capsys.readouterr().out


def test_the_provider_in_the_readme_is_the_example():
    programs = [block.text for block in blocks_of(ROOT / "README.md") if block.language == "python"]
    example = text_of("examples/frogs_readonly.py").partition("\n")[2]
    assert example in programs


def test_the_manual_has_a_row_for_every_command_and_no_other():
    rows = re.findall(r"^\| `openwmi ([a-z]+)` \| (.*) \|$", text_of("docs/getting-started.md"), re.MULTILINE)
    assert dict(rows) == {name: line for name, (_, line) in COMMANDS.items()}


def test_every_page_can_be_reached_from_the_readme():
    seen, todo = set(), [ROOT / "README.md"]
    while todo:
        page = todo.pop()
        if page not in seen:
            seen.add(page)
            links = (link.partition("#")[0] for link in LINK.findall(page.read_text(encoding="utf-8")))
            targets = ((page.parent / link).resolve() for link in links if link.endswith(".md"))
            todo += [target for target in targets if target.is_file()]
    assert set(pages()) - seen == set()


def test_every_section_the_source_names_has_a_row_in_the_coverage_table():
    sources = (path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    named = {section for text in sources for section in SPECIFICATION.findall(text)}
    assert named - set(ROW.findall(text_of("docs/spec-coverage.md"))) == set()


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_every_file_a_page_names_is_there(page):
    names = re.findall(r"`((?:src|tests|tools|examples|bench|docs)/[\w./-]+\.\w+)`", page.read_text(encoding="utf-8"))
    assert [name for name in names if not (ROOT / PurePosixPath(name)).exists()] == []


LIMIT = re.compile(r"^\| [^|]+ \| ([\d.]+)[^|]*\| [^|]+ \| `([\w.]+)\.([A-Z_]+)` \|$", re.MULTILINE)


def test_the_limits_in_the_manual_are_those_of_the_source():
    rows = LIMIT.findall(text_of("docs/operations.md"))
    assert len(rows) > 20
    for shown, module, constant in rows:
        assert (constant, float(shown)) == (constant, float(getattr(import_module(module), constant)))


def test_every_module_in_the_coverage_table_is_there():
    rows = re.findall(r"^\| [a-z0-9-]+\.md §\d+ \| [^|]+ \| ([^|]+) \|", text_of("docs/spec-coverage.md"), re.MULTILINE)
    prefixed = [(row.partition(": ")[0], row.partition(": ")[2]) if ": " in row else ("", row) for row in rows]
    names = {
        f"{folder}/{name}" if folder else name
        for folder, listed in prefixed
        for name in re.findall(r"[a-z][a-z0-9_]+(?:/[a-z0-9_]+)*", listed.replace(" and their associations", ""))
        if name != "and"
    }
    missing = [
        name
        for name in sorted(names)
        if not any((ROOT / "src/openwmi" / place).exists() for place in (name, f"{name}.py"))
    ]
    assert len(names) > 80
    assert missing == []


def test_every_test_in_the_coverage_table_is_there():
    text = text_of("docs/spec-coverage.md")
    named = re.findall(r"\b(property|doors|examples|typing): ((?:test_\w+(?:, )?)+)", text)
    paths = {f"tests/{folder}/{name}.py" for folder, names in named for name in names.split(", ") if name}
    assert len(paths) > 8
    assert [path for path in sorted(paths) if not (ROOT / path).is_file()] == []


def test_the_text_in_the_readme_is_that_of_the_picture():
    texts = re.findall(r'<text[^>]* y="([\d.]+)"[^>]*>(.*?)</text>', text_of("docs/images/demo.svg"))
    rows: dict[str, str] = {}
    for height, text in texts:
        rows[height] = rows.get(height, "") + unescape(text).replace("\xa0", " ")
    pictured = [row.rstrip() for row in rows.values()]
    block = next(block for block in blocks_of(ROOT / "README.md") if block.language == "text")
    shown = [line for line in block.text.splitlines() if line]
    assert shown == pictured[1 : len(shown) + 1], "run `python -m tools.record_demo`"


def test_every_floor_of_the_package_is_in_the_architecture():
    package = ROOT / "src/openwmi"
    floors = {path.name for path in package.iterdir() if path.is_dir() and (path / "__init__.py").is_file()}
    modules = {path.name for path in package.glob("*.py") if not path.stem.startswith("__")}
    named = set(re.findall(r"\]\(\.\./src/openwmi/([\w.]+)\)", text_of("docs/architecture.md")))
    assert named == floors | modules
