# SPDX-License-Identifier: Apache-2.0
"""A client program as a type checker reads it; it is never run. Each marked line is a mistake."""

from datetime import datetime

import openwmi
from openwmi.errors import NotFoundError, TimedOutError


def names() -> list[str]:
    """Ask for names."""
    with openwmi.connect("root/cimv2", deadline_s=5.0) as connection:
        return [row.Name for row in connection.query("SELECT Name FROM Win32_Process")]


def one() -> str:
    """Read, change, store, call and delete one object."""
    connection = openwmi.connect()
    frog = connection.get('Acme_Frog.Name="Fred"', properties=["Name", "Weight"])
    hatched: datetime = frog.Hatched
    frog.Weight = 12
    frog["Weight"] = 13
    path: str = frog.save(only=["Weight"])
    answer = connection.call(frog, "Feed", Grams=hatched.year)
    frog.refresh().delete()
    connection.close()
    return f"{path} {answer.ReturnValue} {frog.path} {frog.class_name}"


def everything() -> int:
    """Use the rest of a connection."""
    count = 0
    with openwmi.connect("root/acme", home="/tmp/x") as connection:
        for row in connection.instances("Acme_Frog", properties=["Name"], deep=False):
            count += len(row.class_name)
        for end in connection.associators('Acme_Frog.Name="Fred"', result="Acme_Pond"):
            count += len(end.class_name)
        for definition in connection.classes("CIM_Process"):
            count += len(definition.key_names)
        connection.put(connection.new("Acme_Frog", Name="Fred"))
        count += len(connection.namespaces()) + len(connection.explain("SELECT * FROM Acme_Frog"))
        try:
            connection.delete('Acme_Frog.Name="Fred"')
        except (NotFoundError, TimedOutError) as error:
            count += error.hresult
        except openwmi.WbemError as error:
            count += len(error.symbol + error.message + error.next_step)
    return count


def mistakes() -> None:
    """Make the mistakes that a checker has to find."""
    openwmi.conect("root/cimv2")  # type: ignore[attr-defined]
    connection = openwmi.connect("root/cimv2", deadline=5.0)  # type: ignore[call-arg]
    connection.query(5)  # type: ignore[arg-type]
    connection.get("Acme_Frog", wanted=["Name"])  # type: ignore[call-arg]
    connection.qurey("SELECT * FROM Acme_Frog")  # type: ignore[attr-defined]
    count: int = connection.namespaces()  # type: ignore[assignment]
    connection.put("Acme_Frog")  # type: ignore[arg-type]
    for name in connection.classes():
        print(name.upper())  # type: ignore[attr-defined]
    print(count)
