# SPDX-License-Identifier: Apache-2.0
"""The schema and the instances of the WQL corpus, in memory and made without MOF or repository."""

import re
from collections.abc import Iterator, Sequence

from openwmi.model.cimclass import ClassDefinition
from openwmi.model.cimtype import PRIMITIVES, CimType, TypeSpec
from openwmi.model.declaration import ClassDeclaration, PropertyDeclaration
from openwmi.model.derive import derive
from openwmi.model.instance import Instance
from openwmi.model.names import NameMap
from openwmi.model.qualifier import Qualifier, QualifierValue
from tests.corpus import NAMESPACE

_PROPERTY = re.compile(r"(?P<key>key )?(?P<type>\w+)(?P<ref> ref)? (?P<name>\w+)(?P<array>\[\])?")


class MemoryClasses:
    """A ClassSource filled from one-line declarations."""

    def __init__(self) -> None:
        self._classes: NameMap[ClassDefinition] = NameMap()

    def find_class(self, name: str) -> ClassDefinition | None:
        """Return the class of that name in any case, or None."""
        return self._classes.get(name)

    def subclasses(self, name: str) -> Sequence[str]:
        """Return the names of all descendants, parents before children."""
        return [c.name for c in self._classes.values() if c.is_a(name) and c.name.lower() != name.lower()]

    def class_names(self) -> Iterator[str]:
        """Yield the names of all classes, parents before children."""
        return iter(self._classes)

    def __getitem__(self, name: str) -> ClassDefinition:
        return self._classes[name]

    def declare(
        self, head: str, properties: str = "", qualifiers: dict[str, QualifierValue] | None = None
    ) -> ClassDefinition:
        """Add a class.

        Args:
            head: `Name` or `Name : Parent`.
            properties: `key uint32 Id; string Arr[]; T_Emb Emb; T_Base ref Left`.
            qualifiers: Of the class.
        """
        name, _, parent = (part.strip() for part in head.partition(":"))
        declared = [_property(part.strip()) for part in properties.split(";") if part.strip()]
        declaration = ClassDeclaration(
            name,
            parent or None,
            NameMap((word, Qualifier(word, value)) for word, value in (qualifiers or {}).items()),
            NameMap((each.name, each) for each in declared),
        )
        above = self._classes[parent] if parent else None
        made = derive(declaration, above, namespace=NAMESPACE, allow_system=True)
        self._classes[name] = made
        return made

    def new(self, class_name: str, **values: object) -> Instance:
        """Return an instance with these values set."""
        instance = self._classes[class_name].spawn_instance()
        for name, value in values.items():
            instance[name] = value
        return instance


def _property(text: str) -> PropertyDeclaration:
    match = _PROPERTY.fullmatch(text)
    assert match is not None, text
    word, is_array = match["type"], match["array"] is not None
    if match["ref"]:
        spec = TypeSpec(CimType.CIM_REFERENCE, is_array, word)
    elif word in PRIMITIVES:
        spec = TypeSpec(PRIMITIVES[word], is_array)
    else:
        spec = TypeSpec(CimType.CIM_OBJECT, is_array, word)
    qualifiers = NameMap([("key", Qualifier("key"))]) if match["key"] else NameMap[Qualifier]()
    return PropertyDeclaration(match["name"], spec, qualifiers)


def corpus_classes() -> MemoryClasses:
    """Return the classes of the corpus, and the system classes its event queries name."""
    classes = MemoryClasses()
    abstract: dict[str, QualifierValue] = {"abstract": True}
    association: dict[str, QualifierValue] = {"association": True}
    classes.declare("__SystemClass", "", abstract)
    classes.declare("__NAMESPACE : __SystemClass", "key string Name")
    classes.declare("__IndicationRelated : __SystemClass", "", abstract)
    classes.declare("__Event : __IndicationRelated", "uint8 SECURITY_DESCRIPTOR[]; uint64 TIME_CREATED", abstract)
    classes.declare("__ExtrinsicEvent : __Event")
    classes.declare("__TimerEvent : __Event", "string TimerId; uint32 NumFirings")
    classes.declare("__NamespaceOperationEvent : __Event", "__NAMESPACE TargetNamespace")
    classes.declare("__ClassOperationEvent : __Event", "object TargetClass")
    classes.declare("__InstanceOperationEvent : __Event", "object TargetInstance")
    classes.declare("__InstanceCreationEvent : __InstanceOperationEvent")
    classes.declare("__InstanceDeletionEvent : __InstanceOperationEvent")
    classes.declare("__InstanceModificationEvent : __InstanceOperationEvent", "object PreviousInstance")
    classes.declare("T_Emb", "string P1; uint32 P2")
    classes.declare("T_EmbSub : T_Emb")
    classes.declare(
        "T_Base",
        "key uint32 Id; string Name; boolean Flag; uint8 U8; sint16 S16; sint32 S32; uint64 U64; sint64 S64;"
        "real64 R; datetime When; char16 Ch; string Arr[]; T_Emb Emb; object Obj",
    )
    classes.declare("T_Derived : T_Base", "string Extra")
    classes.declare("T_Other", "key string Key")
    classes.declare("T_Assoc", "key T_Base ref Left; key T_Other ref Right", association)
    classes.declare("T_Assoc2 : T_Assoc", "", association)
    classes.declare("T_Single", "string V", {"singleton": True})
    classes.declare("T_Dynamic", "key string K", {"dynamic": True, "provider": "P"})
    classes.declare("T_Event : __ExtrinsicEvent", "string Source; uint32 Severity; T_Emb Payload")
    return classes


def corpus_instances(classes: MemoryClasses) -> list[Instance]:
    """Return the instances of the corpus; T_Dynamic has none."""
    new = classes.new
    return [
        new(
            "T_Base",
            Id=1, Name="cat", Flag=True, U8=1, S16=-5, S32=10, U64=10000000000, S64=-9, R=1.5,
            When="20200101000000.000000+000", Ch="A", Arr=["a", "b"],
            Emb=new("T_Emb", P1="x", P2=7), Obj=new("T_EmbSub"),
        ),
        new(
            "T_Base",
            Id=2, Name="Dog", Flag=False, U8=2, S32=9, U64=9, When="20200101010000.000000+060",
        ),
        new("T_Derived", Id=3, S32=0, Extra="e"),
        new(
            "T_Derived",
            Id=4, Name="c_t", Flag=True, U8=255, S32=-10, U64=18446744073709551615, R=-2.25,
            When="20210615120000.000000+000", Extra="f", Emb=new("T_Emb", P2=8),
        ),
        new("T_Other", Key="o1"),
        new("T_Other", Key="O2"),
        new("T_Assoc", Left="T_Base.Id=1", Right='T_Other.Key="o1"'),
        new("T_Assoc2", Left="T_Base.Id=1", Right='T_Other.Key="O2"'),
        new("T_Assoc2", Left="T_Derived.Id=3", Right='T_Other.Key="o1"'),
        new("T_Single", V="v"),
    ]  # fmt: skip
