# SPDX-License-Identifier: Apache-2.0
"""MOF: compiling whole schemas, against pywbem's compiler on the same text in the same run.

pywbem's compiler looks up the declaration of every qualifier, and its store in memory (MOFWBEMConnection.CreateClass)
keeps classes as they are written once the superclass, the classes of references and those that EmbeddedInstance names
exist. "Parse and store" does that work too, and checks the scopes of qualifiers, which pywbem does not; pywbem alone
insists that qualifiers are declared, which WMI does not ask for. "With every class resolved" also does what pywbem
leaves to a server: it makes every class with all it inherits and checks names, keys, overriding and the flavors of
qualifiers.
"""

import os
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol, cast

from bench.mofschema import FOLDER_VARIABLE, dmtf_schema, generated_schema
from bench.report import Result
from bench.timing import best_of
from openwmi.model.declaration import ClassDeclaration, ParameterDeclaration, PropertyDeclaration
from openwmi.model.names import NameMap
from openwmi.model.qualifier import text_of
from openwmi.mof.compiler import compile_mof
from openwmi.mof.result import CompileResult
from openwmi.mof.target import MofTarget
from tests.inmemory import MemoryStore

NAMESPACE = "root/cimv2"
ROUNDS = 4
REPEAT = 4
RATIO_LIMIT = 10.0


class Pywbem(Protocol):
    """The parts of pywbem's MOF compiler that are used."""

    def compile_string(self, mof: str, ns: str) -> None:
        """Compile a text."""

    def compile_file(self, filename: str, ns: str) -> None:
        """Compile a file with its includes."""


class DeclarationStore(MemoryStore):
    """Keeps classes as they are written; parents have to exist before, referenced classes in the end."""

    def __init__(self) -> None:
        super().__init__()
        self.declarations: NameMap[ClassDeclaration] = NameMap()

    def put_class(self, namespace: str, declaration: ClassDeclaration, flags: int) -> ClassDeclaration:  # type: ignore[override]
        """Keep a class."""
        del namespace, flags
        assert not declaration.superclass or declaration.superclass in self.declarations
        self.declarations[declaration.name] = declaration
        return declaration

    def check_references(self) -> None:
        """Insist that every class a property or parameter refers to or embeds is there."""
        known = self.declarations
        for declaration in known.values():
            elements: list[PropertyDeclaration | ParameterDeclaration] = list(declaration.properties.values())
            for method in declaration.methods.values():
                elements += method.parameters
            for element in elements:
                for name in (element.type.class_name, text_of(element.qualifiers, "EmbeddedInstance")):
                    assert not name or name in known, f"{declaration.name}.{element.name} needs class {name}"


def pywbem_compiler(folder: Path | None = None) -> Pywbem:
    """Return pywbem's compiler on a connection in memory."""
    module = import_module("pywbem._mof_compiler")
    paths = [str(folder)] if folder else None
    made = module.MOFCompiler(module.MOFWBEMConnection(), search_paths=paths, log_func=None)
    return cast("Pywbem", made)


def read_include(including: str, name: str) -> tuple[str, bytes]:
    """Read a file relative to the one that includes it."""
    path = os.path.join(os.path.dirname(including), name)  # noqa: PTH118, PTH120 - 1600 times, and measured
    with open(path, "rb") as file:  # noqa: PTH123 - likewise
        return path, file.read()


def compile_into(target: MofTarget, text: str | bytes, file: str = "<text>") -> CompileResult:
    """Compile a text and insist that it succeeds."""
    result = compile_mof(text, target, file=file, read_include=read_include, namespace=NAMESPACE)
    result.raise_error()
    if isinstance(target, DeclarationStore):
        target.check_references()
    return result


def compare(name: str, ours: Callable[[MofTarget], object], theirs: Callable[[], object] | None) -> list[Result]:
    """Measure one schema with both compilers, in turns, so that a busy moment meets both."""
    stored_s, resolved_s, pywbem_s = [], [], []
    for _ in range(ROUNDS):
        stored_s.append(best_of(lambda: ours(DeclarationStore()), REPEAT))
        resolved_s.append(best_of(lambda: ours(MemoryStore()), 1))
        if theirs is not None:
            pywbem_s.append(best_of(theirs, 1))
    results = [
        Result(f"MOF {name}, parse and store", min(stored_s), "s"),
        Result(f"MOF {name}, with every class resolved", min(resolved_s), "s"),
    ]
    if not pywbem_s:
        return [*results, Result(f"MOF {name}: pywbem is not installed, nothing to compare with", 0, "-")]
    ratio = min(pywbem_s) / min(stored_s)
    return [
        *results,
        Result(f"MOF {name}, pywbem", min(pywbem_s), "s"),
        Result(f"MOF {name}, pywbem / parse and store", ratio, "ratio", ok=ratio >= RATIO_LIMIT),
        Result(f"MOF {name}, pywbem / resolved", min(pywbem_s) / min(resolved_s), "ratio"),
    ]


def run() -> list[Result]:
    """Measure the generated schema, and the DMTF's where it can be had."""
    has_pywbem = find_spec("pywbem") is not None
    text = generated_schema()
    results = compare(
        "generated schema",
        lambda target: compile_into(target, text),
        (lambda: pywbem_compiler().compile_string(text, NAMESPACE)) if has_pywbem else None,
    )
    schema = dmtf_schema()
    if schema is None:
        return [*results, Result(f"MOF DMTF schema: unavailable, name its folder in {FOLDER_VARIABLE}", 0, "-")]
    return results + compare(
        "DMTF schema",
        lambda target: compile_into(target, schema.read_bytes(), str(schema)),
        (lambda: pywbem_compiler(schema.parent).compile_file(str(schema), NAMESPACE)) if has_pywbem else None,
    )
