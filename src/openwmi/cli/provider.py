# SPDX-License-Identifier: Apache-2.0
"""openwmi provider: write, check, install, list and remove providers."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from openwmi.cli.exitcodes import ExitCode
from openwmi.cli.likeness import did_you_mean
from openwmi.cli.options import home_option, output_option
from openwmi.cli.output.record import Field, Record
from openwmi.cli.printing import print_records
from openwmi.cli.providerdoctor import doctor
from openwmi.cli.providerfile import default_namespace, provider_path, provider_text
from openwmi.cli.providerpackages import available_records, install_packages, installed_line
from openwmi.cli.providerpage import page_lines, problems_of
from openwmi.cli.providertop import top
from openwmi.client.connection import Connection
from openwmi.errors import ProviderLoadFailureError, ProviderNotFoundError
from openwmi.model.cimtype import CimType, TypeSpec
from openwmi.model.names import fold
from openwmi.model.objectpath import ObjectPath
from openwmi.provider.declare import CimClass
from openwmi.provider.instance import InstanceProvider, declaration_of
from openwmi.provider.loading import load_provider_class, load_provider_file, load_provider_module, providers_in
from openwmi.server import Core
from openwmi.server.installation import Installed
from openwmi.server.reload import replace_providers

EPILOG: Final = """\b
Examples:
  openwmi provider new Acme_Frog
  openwmi provider check acme_frog.py
  openwmi provider install acme_frog.py
  openwmi query -n root/acme "SELECT * FROM Acme_Frog"
  openwmi provider doctor "acme_frog|FrogProvider"
  openwmi provider remove "acme_frog|FrogProvider"
"""

FIELDS: Final = (
    Field("Provider"),
    Field("Namespace"),
    Field("Classes", TypeSpec(CimType.CIM_STRING, is_array=True)),
    Field("CLSID"),
)


@click.group(epilog=EPILOG)
def command() -> None:
    """Write, check, install, list and remove providers."""


command.add_command(doctor)
command.add_command(top)


@command.command("new")
@click.argument("class_name", metavar="CLASS")
@click.option("-n", "--namespace", help="Where its objects will be found.  [default: root/ and the schema of CLASS]")
@click.option(
    "-f", "--file", type=click.Path(dir_okay=False, path_type=Path), help="File to write.  [default: CLASS in small]"
)
def new(class_name: str, namespace: str | None, file: Path | None) -> None:
    """Write a provider for CLASS that works as it is, to be changed.

    CLASS is a CIM name: a schema, an underscore and a noun, such as Acme_Frog.
    """
    place = namespace or default_namespace(class_name)
    path = file or provider_path(class_name)
    text = provider_text(class_name, place)
    if path.exists():
        raise click.UsageError(f"{path} exists; remove it, or name another file with --file")
    path.write_text(text, encoding="utf-8")
    click.echo(f"{path} is ready. Next:")
    click.echo(f"  openwmi provider check {path}")
    click.echo(f"  openwmi provider install {path}")
    click.echo(f'  openwmi query -n {place} "SELECT * FROM {class_name}"')


@command.command("install")
@click.argument("source", required=False)
@click.option("-n", "--namespace", help="Where to, instead of the namespace the classes ask for.")
@click.option("--installed", is_flag=True, help="Register what installed Python packages announce, instead of SOURCE.")
@click.option("--replace", is_flag=True, help="Load and initialise it first; when that fails, nothing changes.")
@home_option
@click.pass_context
def install(
    ctx: click.Context, source: str | None, namespace: str | None, installed: bool, replace: bool, home: Path | None
) -> None:
    """Register the providers in SOURCE: a file, a module, or module:Class.

    A file stays where it is; it is loaded from there.
    """
    if (source is None) != installed or (installed and (namespace or replace)):
        raise click.UsageError("give either SOURCE or --installed, and --namespace and --replace only with SOURCE")
    with Core.open(home) as core:
        if source is None:
            ctx.exit(install_packages(core))
        register = replace_providers if replace else Core.install_provider
        for one in register(core, source, namespace):
            click.echo(installed_line(one))


@command.command("remove")
@click.argument("name")
@click.option("-n", "--namespace", help="Where from; all namespaces without it.")
@home_option
def remove(name: str, namespace: str | None, home: Path | None) -> None:
    """Take out the provider NAME and the classes that came with it."""
    with Core.open(home) as core:
        try:
            gone = core.remove_provider(name, namespace)
        except ProviderNotFoundError as error:
            error.next_step = did_you_mean(name, [p.name for p in core.providers()]) or error.next_step
            raise
    click.echo(f"removed {name}" + (f" and {', '.join(gone)}" if gone else ""))


@command.command("list")
@output_option("table", "table", "list", "json", "jsonl", "csv")
@home_option
@click.option("--available", is_flag=True, help="List what installed Python packages announce instead.")
def list_providers(output: str, home: Path | None, available: bool) -> None:
    """List the registered providers and the classes they serve."""
    if available:
        print_records(available_records(), output)
        return
    with Core.open(home) as core:
        records = [Record(FIELDS, [p.name, p.namespace, list(p.classes), clsid_of(core, p)]) for p in core.providers()]
    print_records(records, output)


@command.command("check")
@click.argument("source")
@home_option
@click.pass_context
def check(ctx: click.Context, source: str, home: Path | None) -> None:
    """Import the providers in SOURCE and tell what they offer, what is wrong, and their MOF.

    SOURCE is a file, a module, module:Class, or the name of a registered provider. Nothing is registered.
    """
    found = load(source, home)
    for place, provider_class in enumerate(found):
        if place:
            click.echo()
        for line in page_lines(provider_class):
            click.echo(line)
    if any(list(problems_of(declaration_of(provider_class))) for provider_class in found):
        ctx.exit(ExitCode.FAILED)


def load(source: str, home: Path | None) -> list[type[InstanceProvider[CimClass]]]:
    """Return the provider classes that a file, a module, a CLSID or the name of a registered provider stands for.

    Raises:
        ProviderLoadFailureError: It does not import, or defines no provider.
    """
    if source.endswith(".py"):
        found = providers_in(load_provider_file(Path(source)))
    elif "|" in source:
        found = [load_provider_class(registered_clsid(source, home))]
    elif ":" in source:
        found = [load_provider_class(source)]
    else:
        found = providers_in(load_provider_module(source))
    if not found:
        raise ProviderLoadFailureError(
            f"{source} defines no provider", next_step="derive a class from InstanceProvider[YourClass]"
        )
    return found


def registered_clsid(name: str, home: Path | None) -> str:
    """Return the CLSID under which a provider is registered.

    Raises:
        ProviderNotFoundError: No such provider.
    """
    with Core.open(home) as core:
        known = core.providers()
        for installed in known:
            if fold(installed.name) == fold(name):
                return clsid_of(core, installed)
    guess = did_you_mean(name, [installed.name for installed in known])
    raise ProviderNotFoundError(
        f"no provider {name!r} is registered", next_step=guess or "`openwmi provider list` tells which are"
    )


def clsid_of(core: Core, installed: Installed) -> str:
    """Return the CLSID of a registered provider."""
    path = ObjectPath("__Win32Provider", (("Name", installed.name),))
    return str(Connection(core.connect(installed.namespace)).get(path)["CLSID"])
