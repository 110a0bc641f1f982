# SPDX-License-Identifier: Apache-2.0

import pytest

from tools.check_links import main

POND = "# The pond\n\n## Frogs & toads\n\n## Frogs & toads\n\n```sh\n# not a heading\n```\n"


@pytest.fixture
def check(tmp_path):
    def write_and_check(text: str) -> int:
        (tmp_path / "docs").mkdir()
        (tmp_path / "docs" / "pond.md").write_text(POND, encoding="utf-8")
        (tmp_path / "README.md").write_text(f"# Readme\n\n{text}\n", encoding="utf-8")
        return main([str(tmp_path)])

    return write_and_check


@pytest.mark.parametrize(
    "text",
    [
        "[pond](docs/pond.md)",
        '[pond](docs/pond.md "With a title")',
        "[pond](<docs/pond.md>)",
        "![picture of a folder](docs)",
        "[up](#readme)",
        "[frogs](docs/pond.md#frogs--toads) and [more](docs/pond.md#frogs--toads-1)",
        "[web](https://example.org/nowhere.md)",
        "[mail](mailto:frog@example.org)",
        "`[code](nowhere.md)`",
        "```\n[code](nowhere.md)\n```",
    ],
)
def test_links_that_lead_somewhere(check, text):
    assert check(text) == 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[pond](pond.md)", "README.md:3: link to pond.md: no such file"),
        ("[a](docs/pond.md)\n[b](docs/lake.md)", "README.md:4: link to docs/lake.md: no such file"),
        ("[frogs](docs/pond.md#newts)", "README.md:3: link to docs/pond.md#newts: no such heading"),
        ("[code](docs/pond.md#not-a-heading)", "no such heading"),
        ("[up](#license)", "README.md:3: link to #license: no such heading"),
    ],
)
def test_dead_links_are_found(check, capsys, text, message):
    assert check(text) == 1
    assert message in capsys.readouterr().out


def test_hidden_folders_are_not_read(check, tmp_path):
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "notes.md").write_text("[x](nowhere.md)", encoding="utf-8")
    assert check("") == 0
