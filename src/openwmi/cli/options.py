# SPDX-License-Identifier: Apache-2.0
"""Options that several commands share."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Final, TypeAlias

import click

from openwmi.cli.output.formats import FORMATS

# Any: what a command is called with is up to its options, which click reads at run time.
Body: TypeAlias = Callable[..., None]  # type: ignore[explicit-any]
"""What a command does."""

DEFAULT_NAMESPACE: Final = "root\\cimv2"
_DEADLINE: Final = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|s|m|h|)", re.ASCII)
_SECONDS: Final = {"ms": 0.001, "": 1.0, "s": 1.0, "m": 60.0, "h": 3600.0}


def read_deadline(ctx: click.Context, param: click.Parameter, value: str) -> float | None:
    """Return the seconds that `2s`, `500ms`, `1m` or `2` stand for; None for `none`.

    Raises:
        click.BadParameter: None of these.
    """
    text = value.strip().lower()
    if text == "none":
        return None
    match = _DEADLINE.fullmatch(text)
    if match is None or not float(match[1]):
        raise click.BadParameter(f"{value!r} is no length of time; write 2s, 500ms, 1m or none", ctx, param)
    return float(match[1]) * _SECONDS[match[2]]


@dataclass(frozen=True, slots=True)
class Target:
    r"""What a command talks to.

    Attributes:
        namespace: Such as `root\cimv2`.
        home: The state folder, or None for the one of this machine.
        deadline_s: Seconds for one call, None for no limit.
    """

    namespace: str
    home: Path | None
    deadline_s: float | None


def home_option(body: Body) -> Body:
    """Add --home, which becomes the parameter `home`."""
    return click.option(
        "--home",
        type=click.Path(file_okay=False, path_type=Path),
        envvar="OPENWMI_HOME",
        show_envvar=True,
        help="Folder with the repository, instead of the one of this machine.",
    )(body)


def target_options(body: Body) -> Body:
    """Add --namespace, --deadline and --home, which become the parameter `target`."""

    @wraps(body)
    def with_target(*, namespace: str, home: Path | None, deadline: float | None, **options: object) -> None:
        body(target=Target(namespace, home, deadline), **options)

    decorated = click.option(
        "--deadline",
        default="60s",
        show_default=True,
        callback=read_deadline,
        metavar="TIME",
        help="Longest time to wait for an answer: 2s, 500ms, 1m or none.",
    )(home_option(with_target))
    return click.option(
        "-n",
        "--namespace",
        default=DEFAULT_NAMESPACE,
        show_default=True,
        envvar="OPENWMI_NAMESPACE",
        show_envvar=True,
        help="Namespace to work in.",
    )(decorated)


def output_option(default: str = "table", *names: str) -> Callable[[Body], Body]:
    """Add -o/--output, which becomes the parameter `output`.

    Args:
        default: The format without the option.
        names: The formats to offer; all when none is given.
    """
    return click.option(
        "-o",
        "--output",
        type=click.Choice(names or tuple(FORMATS), case_sensitive=False),
        default=default,
        show_default=True,
        help="Format of the output.",
    )
