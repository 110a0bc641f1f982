# SPDX-License-Identifier: Apache-2.0
"""The WQL corpus: queries with what they must answer, and the schema they run against.

The queries stand in tests/golden/wql-corpus.tsv; its first lines say the same as SCHEMA_MOF and
INSTANCES_MOF here. The time zone of the server must be UTC.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from openwmi.wql import Dialect

CORPUS = Path(__file__).parent / "golden" / "wql-corpus.tsv"
NAMESPACE = "root\\test"

_ESCAPES = {"<TAB>": "\t", "<CRLF>": "\r\n"}
_WBEMESS_PREFIX = "REGISTRATION_"

SCHEMA_MOF = """
class T_Emb { string P1; uint32 P2; };
class T_EmbSub : T_Emb { };
class T_Base
{
    [key] uint32 Id;
    string Name;
    boolean Flag;
    uint8 U8;
    sint16 S16;
    sint32 S32;
    uint64 U64;
    sint64 S64;
    real64 R;
    datetime When;
    char16 Ch;
    string Arr[];
    T_Emb Emb;
    object Obj;
};
class T_Derived : T_Base { string Extra; };
class T_Other { [key] string Key; };
[association] class T_Assoc { [key] T_Base ref Left; [key] T_Other ref Right; };
[association] class T_Assoc2 : T_Assoc { };
[singleton] class T_Single { string V; };
[dynamic, provider("P")] class T_Dynamic { [key] string K; };
class T_Event : __ExtrinsicEvent { string Source; uint32 Severity; T_Emb Payload; };
"""

INSTANCES_MOF = """
instance of T_Base
{
    Id = 1; Name = "cat"; Flag = TRUE; U8 = 1; S16 = -5; S32 = 10; U64 = 10000000000; S64 = -9; R = 1.5;
    When = "20200101000000.000000+000"; Ch = 'A'; Arr = {"a", "b"};
    Emb = instance of T_Emb { P1 = "x"; P2 = 7; };
    Obj = instance of T_EmbSub { };
};
instance of T_Base
{
    Id = 2; Name = "Dog"; Flag = FALSE; U8 = 2; S32 = 9; U64 = 9; When = "20200101010000.000000+060";
};
instance of T_Derived { Id = 3; S32 = 0; Extra = "e"; };
instance of T_Derived
{
    Id = 4; Name = "c_t"; Flag = TRUE; U8 = 255; S32 = -10; U64 = 18446744073709551615; R = -2.25;
    When = "20210615120000.000000+000"; Extra = "f";
    Emb = instance of T_Emb { P2 = 8; };
};
instance of T_Other { Key = "o1"; };
instance of T_Other { Key = "O2"; };
instance of T_Assoc { Left = "T_Base.Id=1"; Right = "T_Other.Key=\\"o1\\""; };
instance of T_Assoc2 { Left = "T_Base.Id=1"; Right = "T_Other.Key=\\"O2\\""; };
instance of T_Assoc2 { Left = "T_Derived.Id=3"; Right = "T_Other.Key=\\"o1\\""; };
instance of T_Single { V = "v"; };
"""

# The names that the corpus gives to instances: label -> relative path.
LABELS = {
    "1": "T_Base.Id=1",
    "2": "T_Base.Id=2",
    "3": "T_Derived.Id=3",
    "4": "T_Derived.Id=4",
    "@": "T_Single=@",
    "a1": 'T_Assoc.Left="T_Base.Id=1",Right="T_Other.Key=\\"o1\\""',
    "a2": 'T_Assoc2.Left="T_Base.Id=1",Right="T_Other.Key=\\"O2\\""',
    "a3": 'T_Assoc2.Left="T_Derived.Id=3",Right="T_Other.Key=\\"o1\\""',
}


@dataclass(frozen=True)
class CorpusRow:
    """One query of the corpus.

    Attributes:
        number: The id column.
        kind: data, schema, assoc or event.
        query: The text, with its escapes resolved.
        expect: What must come of it, as written.
        detail: Why, in words.
        basis: doc, observed, observed-low or choice.
    """

    number: str
    kind: str
    query: str
    expect: str
    detail: str
    basis: str

    @property
    def dialect(self) -> Dialect:
        """The dialect that the query is sent in."""
        return Dialect.EVENT if self.kind == "event" else Dialect.DATA

    @property
    def paths(self) -> list[str] | None:
        """The relative paths of the rows expected, sorted; None when something else is expected."""
        word, _, labels = self.expect.partition(" ")
        if word != "rows":
            return None
        return [] if labels == "none" else sorted(LABELS[label] for label in labels.split(","))

    @property
    def symbols(self) -> frozenset[str]:
        """The full names of the errors of which one is expected; empty when the query is right."""
        words = self.expect.split(" or ")
        if not all(word.isupper() for word in words):
            return frozenset()
        return frozenset(_symbol(word) for word in words)


def _symbol(word: str) -> str:
    return ("WBEMESS_E_" if word.startswith(_WBEMESS_PREFIX) else "WBEM_E_") + word


def corpus_rows(*kinds: str) -> Iterator[CorpusRow]:
    """Yield the rows of the corpus, or only those of the kinds given."""
    with CORPUS.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            if line.startswith(("#", "id\t")):
                continue
            row = _read(line.rstrip("\n"))
            if not kinds or row.kind in kinds:
                yield row


def _read(line: str) -> CorpusRow:
    number, kind, query, expect, detail, basis = line.split("\t")
    for escape, character in _ESCAPES.items():
        query = query.replace(escape, character)
    return CorpusRow(number, kind, query, expect, detail, basis)
