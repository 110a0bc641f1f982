# SPDX-License-Identifier: Apache-2.0
"""The tables of the repository, as SQL, and what each of them holds.

Only `migrate.py` executes these statements. Names of classes and namespaces are kept twice:
as spelled, for people, and folded, for comparing. System classes are code
(`systemclasses.py`), so no table holds them and a row names its class by folded name.
"""

from __future__ import annotations

from typing import Final

APPLICATION_ID: Final = 0x4F574D49
"""`OWMI` in the file header: tells a repository from any other SQLite file."""

VERSION_1: Final = (
    # One row a fact about the whole file. `schema_token` changes whenever a class or a
    # namespace does; equal tokens mean equal classes, in any process.
    """
    CREATE TABLE meta (
        name TEXT NOT NULL PRIMARY KEY,
        value
    ) WITHOUT ROWID
    """,
    # Folded names that this machine has had: see repository.py.
    """
    CREATE TABLE own_server (
        name TEXT NOT NULL PRIMARY KEY
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE namespace (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        parent_id INTEGER REFERENCES namespace (id),
        path TEXT NOT NULL,
        folded TEXT NOT NULL UNIQUE
    )
    """,
    "CREATE INDEX namespace_by_parent ON namespace (parent_id)",
    # `body` is the declaration as JSON, nothing inherited: see serialize.py.
    """
    CREATE TABLE class (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        namespace_id INTEGER NOT NULL REFERENCES namespace (id) ON DELETE CASCADE,
        folded TEXT NOT NULL,
        name TEXT NOT NULL,
        parent TEXT,
        body TEXT NOT NULL,
        UNIQUE (namespace_id, folded)
    )
    """,
    "CREATE INDEX class_by_parent ON class (namespace_id, parent)",
    # The property names that the positions of an instance row stand for, as a JSON array.
    # A dictionary: rows are added and never changed or removed.
    """
    CREATE TABLE shape (
        id INTEGER PRIMARY KEY,
        names TEXT NOT NULL UNIQUE
    )
    """,
    # The classes of embedded objects, which are stored by value and outlive every change of
    # the class. A dictionary like `shape`; `digest` is that of the body.
    """
    CREATE TABLE embedded_class (
        digest TEXT NOT NULL PRIMARY KEY,
        body TEXT NOT NULL
    ) WITHOUT ROWID
    """,
    # `owner` is the folded name of the class that introduced the key, `identity` the key's
    # canonical text; `row` is [value, value, …, local mask]; `extra` holds instance qualifiers.
    """
    CREATE TABLE instance (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        namespace_id INTEGER NOT NULL REFERENCES namespace (id) ON DELETE CASCADE,
        class TEXT NOT NULL,
        owner TEXT NOT NULL,
        identity BLOB NOT NULL,
        shape_id INTEGER NOT NULL REFERENCES shape (id),
        row TEXT NOT NULL,
        extra TEXT,
        UNIQUE (namespace_id, owner, identity)
    )
    """,
    "CREATE INDEX instance_by_class ON instance (namespace_id, class, id)",
    # One row a reference value; `target_keys` leaves out everything that only the target's
    # class can tell: see references.py.
    """
    CREATE TABLE reference (
        instance_id INTEGER NOT NULL REFERENCES instance (id) ON DELETE CASCADE,
        property TEXT NOT NULL,
        position INTEGER NOT NULL,
        target_namespace TEXT NOT NULL,
        target_keys BLOB NOT NULL,
        target_class TEXT NOT NULL,
        PRIMARY KEY (instance_id, property, position)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX reference_by_target ON reference (target_namespace, target_keys, instance_id)",
    """
    CREATE TABLE qualifier_type (
        namespace_id INTEGER NOT NULL REFERENCES namespace (id) ON DELETE CASCADE,
        folded TEXT NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (namespace_id, folded)
    ) WITHOUT ROWID
    """,
    "INSERT INTO meta (name, value) VALUES ('schema_token', random())",
)
"""The statements that turn an empty file into a repository of version 1."""

TABLES: Final = (
    "meta",
    "own_server",
    "namespace",
    "class",
    "shape",
    "embedded_class",
    "instance",
    "reference",
    "qualifier_type",
)
"""Every table of the current version, referred-to ones first."""
