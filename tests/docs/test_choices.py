# SPDX-License-Identifier: Apache-2.0

from pathlib import Path, PurePosixPath

import pytest

from tools.choices import TARGET, choices_in, entry, main, page_for

ROOT = Path(__file__).parents[2]
MODULE = PurePosixPath("pond/frogs.py")


def found(text):
    return [(choice.owner, choice.kind, choice.text, choice.spec) for choice in choices_in(MODULE, text)]


def test_the_page_is_what_the_source_declares():
    page = (ROOT / TARGET).read_text(encoding="utf-8")
    assert page == page_for(ROOT), "run `python -m tools.choices`"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"""Frogs.\n\nChoice: all are green.\n"""', [("", "Choice", "All are green.", "")]),
        (
            'def jump():\n    """Jump.\n\n    Spec: pond.md §3 (far), §4. Choice: not\n    in rain.\n    """',
            [("jump", "Choice", "Not in rain.", "pond.md §3 (far), §4")],
        ),
        (
            'class Frog:\n    """Frog.\n\n    Deviation: none.\n    Spec: pond.md §1.\n    Choice: `green`.\n    """',
            [("Frog", "Deviation", "None.", "pond.md §1"), ("Frog", "Choice", "`green`.", "pond.md §1")],
        ),
        ('FAR = 3\n"""Metres. Choice: three."""', [("FAR", "Choice", "Three.", "")]),
        (
            "def jump():\n    # Choice: at once,\n    # and far.\n\n    # Not a choice.\n    return 3\n",
            [("jump", "Choice", "At once, and far.", "")],
        ),
        ('"""Frogs. Choices: none."""\nTEXT = "Choice: no documentation"\n', []),
    ],
)
def test_choices_are_found_where_they_are_declared(text, expected):
    assert found(text) == expected


def test_an_entry_says_who_decides_and_about_what():
    [choice] = choices_in(MODULE, 'def jump():\n    """Jump once.\n\n    Choice: far. Spec: pond.md §2.\n    """')
    assert entry(choice) == (
        "- [pond/frogs.py](../src/openwmi/pond/frogs.py) `jump`, Jump once. **Choice:** Far. [pond.md §2]\n"
    )


def test_the_page_is_written_below_the_folder_given(tmp_path):
    (tmp_path / "src" / "openwmi" / "pond").mkdir(parents=True)
    (tmp_path / "src" / "openwmi" / "pond" / "frogs.py").write_text('"""Frogs.\n\nChoice: green.\n"""')
    (tmp_path / "docs").mkdir()
    assert main([str(tmp_path)]) == 0
    assert (tmp_path / TARGET).read_text().endswith("**Choice:** Green.\n")
