# SPDX-License-Identifier: Apache-2.0
"""openwmi provider doctor: why a registered provider does not work, and the mend."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from openwmi.cli.exitcodes import ExitCode
from openwmi.cli.likeness import did_you_mean
from openwmi.cli.options import home_option
from openwmi.errors import InvalidNamespaceError, ProviderNotFoundError
from openwmi.server import Core
from openwmi.server.doctor import Diagnosis, Trouble, examine, places_of


@click.command("doctor")
@click.argument("name")
@click.option("-n", "--namespace", help="Where it is registered; all namespaces without it.")
@home_option
@click.pass_context
def doctor(ctx: click.Context, name: str, namespace: str | None, home: Path | None) -> None:
    """Explain why the registered provider NAME does not work, and how to mend it.

    Its code is loaded and initialised to find out. The exit code is 0 when nothing is wrong, else 5.
    """
    with Core.open(home) as core:
        found = [diagnosed(core, name, place) for place in places(core, name, namespace)]
    for place, diagnosis in enumerate(found):
        if place:
            click.echo()
        for line in lines_of(diagnosis):
            click.echo(line)
    if any(diagnosis.troubles for diagnosis in found):
        ctx.exit(ExitCode.FAILED)


def places(core: Core, name: str, namespace: str | None) -> list[str]:
    """Return the namespaces to look in: the one given, else those that register the provider or a class of it.

    Raises:
        ProviderNotFoundError: Nobody knows the name.
    """
    if namespace is not None:
        return [namespace]
    found = places_of(core.repository, name) or [p for p in core.repository.namespaces() if _has_class(core, name, p)]
    if not found:
        guess = did_you_mean(name, [provider.name for provider in core.providers()])
        raise ProviderNotFoundError(
            f"no provider {name!r} is registered", next_step=guess or "see `openwmi provider list`"
        )
    return found


def _has_class(core: Core, name: str, namespace: str) -> bool:
    try:
        examine(core.view(namespace), name)
    except ProviderNotFoundError:
        return False
    return True


def diagnosed(core: Core, name: str, namespace: str) -> Diagnosis:
    """Return what is wrong with a provider in a namespace, a missing namespace included."""
    try:
        return examine(core.view(namespace), name)
    except InvalidNamespaceError as error:
        mend = f"install the provider there, which makes the namespace: openwmi provider install SOURCE -n {namespace}"
        return Diagnosis(name, namespace, (Trouble(namespace, error.message, mend),))


def lines_of(diagnosis: Diagnosis) -> Iterator[str]:
    """Yield a diagnosis as text for people."""
    yield f"provider    {diagnosis.name}"
    yield f"namespace   {diagnosis.namespace}"
    if diagnosis.clsid:
        yield f"code        {diagnosis.clsid}"
    if diagnosis.classes:
        yield f"serves      {', '.join(diagnosis.classes)}"
    if diagnosis.started_s is not None:
        yield f"started     in {diagnosis.started_s * 1000:.0f} ms"
    for trouble in diagnosis.troubles:
        yield f"problem     {trouble.problem}"
        yield f"  where     {trouble.where}"
        yield f"  mend      {trouble.mend}"
    if not diagnosis.troubles:
        yield "healthy"
