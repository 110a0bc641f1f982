# SPDX-License-Identifier: Apache-2.0
"""Schemas to compile: one generated in the shape of the DMTF's, and the DMTF's own where it can be had.

The DMTF schema comes from a folder named by OPENWMI_DMTF_SCHEMA, else from the source distribution of pywbem,
which carries it for its tests; pip downloads that into .cache/, which is not part of the repository.
"""

import os
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

FOLDER_VARIABLE = "OPENWMI_DMTF_SCHEMA"
CACHE = Path(__file__).parent.parent / ".cache" / "dmtf"
DOWNLOAD_LIMIT_S = 300
PYWBEM = "pywbem==1.9.1"

GENERATED_CLASSES = 1500
PROPERTIES = 5
TYPES = ("string", "uint32", "uint16", "boolean", "datetime", "uint64", "sint32")

QUALIFIERS = """
Qualifier Abstract : boolean = false, Scope(class, association, indication), Flavor(EnableOverride, Restricted);
Qualifier Description : string = null, Scope(any), Flavor(EnableOverride, ToSubclass, Translatable);
Qualifier In : boolean = true, Scope(parameter), Flavor(DisableOverride, ToSubclass);
Qualifier Key : boolean = false, Scope(property, reference), Flavor(DisableOverride, ToSubclass);
Qualifier MappingStrings : string[], Scope(any);
Qualifier MaxLen : uint32 = null, Scope(property, method, parameter);
Qualifier ModelCorrespondence : string[], Scope(any);
Qualifier Out : boolean = false, Scope(parameter), Flavor(DisableOverride, ToSubclass);
Qualifier Required : boolean = false, Scope(property, parameter), Flavor(DisableOverride);
Qualifier UMLPackagePath : string = null, Scope(class, association, indication);
Qualifier ValueMap : string[], Scope(property, method, parameter);
Qualifier Values : string[], Scope(property, method, parameter), Flavor(EnableOverride, ToSubclass, Translatable);
Qualifier Version : string = null, Scope(class, association, indication), Flavor(Restricted, Translatable);
Qualifier Write : boolean = false, Scope(property);
"""


def generated_schema(classes: int = GENERATED_CLASSES) -> str:
    """Return a schema text of that many classes: long descriptions, value lists, methods, chains of parents."""
    return QUALIFIERS + "".join(_generated_class(number) for number in range(classes))


def _generated_class(number: int) -> str:
    parent = "" if number % 25 == 0 else f" : Bench_Class{number - 1 if number % 5 else number - number % 25:04}"
    key = "   [Key, MaxLen ( 256 )]\n   string InstanceID;\n" if number % 25 == 0 else ""
    features = "".join(_generated_property(number, index) for index in range(PROPERTIES))
    method = _generated_method(number) if number % 3 == 0 else ""
    return (
        f'   [Version ( "2.{number % 40}.0" ), \n    UMLPackagePath ( "Bench::Core::Part{number % 17}" ), \n'
        f"    Description ( {_paragraph(number, 6)} )]\n"
        f"class Bench_Class{number:04}{parent} {{\n{key}{features}{method}}};\n\n"
    )


def _generated_property(number: int, index: int) -> str:
    word = TYPES[(number + index) % len(TYPES)]
    values = ""
    if index == 1:
        marks = ", ".join(f'"{mark}"' for mark in range(8))
        texts = ", \n          ".join(f'"State {number % 9} number {mark}"' for mark in range(8))
        values = f", \n       ValueMap {{ {marks} }}, \n       Values {{ {texts} }}"
    relation = f', \n       ModelCorrespondence {{ "Bench_Class{number:04}.Name{index}" }}' if index == 2 else ""
    required = "Required, " if index == 3 else ""
    return (
        f"      [{required}Description ( {_paragraph(number * 7 + index, 7)} ){values}{relation}]\n"
        f"   {word} Name{number:04}_{index};\n\n"
    )


def _generated_method(number: int) -> str:
    return (
        f"      [Description ( {_paragraph(number, 4)} )]\n   uint32 Change{number:04}( \n"
        f'         [In, Description ( "What to change to in step {number}." )]\n      uint16 Requested, \n'
        '         [In ( false ), Out, Description ( "The job that was started." )]\n      string Job);\n'
    )


def _paragraph(seed: int, lines: int) -> str:
    quoted = (
        f'"Line {line} of text {seed} tells what an element is for and when \\"{(seed * 31 + line) % 97}\\" counts "'
        for line in range(lines)
    )
    return "\n          ".join(quoted)


def dmtf_schema() -> Path | None:
    """Return the file that includes the whole DMTF schema, or None where it cannot be had."""
    folder = os.environ.get(FOLDER_VARIABLE)
    if folder is None and next(_roots(CACHE), None) is None:
        _download()
    return next(_roots(Path(folder) if folder else CACHE), None)


def _roots(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.glob("cim_schema_*.mof")))


def _download() -> None:
    """Unpack the schema from pywbem's source distribution into the cache; leave the cache empty on failure."""
    CACHE.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "pip", "download", "--no-binary", ":all:", "--no-deps", "-d", str(CACHE), PYWBEM]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=DOWNLOAD_LIMIT_S)
    except (OSError, subprocess.SubprocessError):
        return
    for archive in CACHE.glob("*.tar.gz"):
        with tarfile.open(archive) as packed:
            for member in packed:
                stream = packed.extractfile(member) if member.name.endswith("-MOFs.zip") else None
                if stream is not None:
                    with zipfile.ZipFile(stream) as schema:
                        schema.extractall(CACHE)
