# SPDX-License-Identifier: Apache-2.0
"""Names and classes: NameMap against a dict, namespaces, chains of subclasses, value states."""

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from openwmi.errors import WbemError, WbemStatus
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.enumeration import WBEM_FLAG_LOCAL_ONLY, WBEM_FLAG_PROPAGATED_ONLY, get_names
from openwmi.model.names import NameMap, normalize_namespace
from tests.unit.model.declaring import define, prop

NAMES = st.sampled_from(["alpha", "Alpha", "ALPHA", "beta", "Beta", "gamma", "GAMMA", "x", "X"])
NAMESPACE_CODES = {
    WbemStatus.WBEM_E_INVALID_NAMESPACE,
    WbemStatus.WBEM_E_INVALID_PARAMETER,
    WbemStatus.RPC_S_SERVER_UNAVAILABLE,
}


class NameMapLikeDict(RuleBasedStateMachine):
    """A NameMap does what a dict of folded names does."""

    def __init__(self):
        super().__init__()
        self.names: NameMap[int] = NameMap()
        self.model: dict[str, tuple[str, int]] = {}

    @rule(name=NAMES, value=st.integers())
    def put(self, name, value):
        self.names[name] = value
        spelling = self.model.get(name.lower(), (name, None))[0]
        self.model[name.lower()] = (spelling, value)

    @rule(name=NAMES)
    def drop(self, name):
        assert self.names.pop(name, None) == self.model.pop(name.lower(), (None, None))[1]

    @rule(name=NAMES)
    def look(self, name):
        spelling, value = self.model.get(name.lower(), (None, None))
        assert self.names.get(name) == value
        assert (name in self.names) == (spelling is not None)
        if spelling is not None:
            assert self.names.spelling(name) == spelling

    @rule()
    def continue_with_a_copy(self):
        self.names = self.names.copy()

    @invariant()
    def same_entries_in_the_same_order(self):
        assert list(self.names.items()) == list(self.model.values())
        assert len(self.names) == len(self.model)
        assert self.names == NameMap(reversed(list(self.model.values())))


TestNameMap = NameMapLikeDict.TestCase


@given(st.text() | st.text("\\/.ROTrot-_1:", max_size=20))
def test_any_text_is_a_namespace_or_refused(text):
    try:
        namespace = normalize_namespace(text)
    except WbemError as error:
        code = error.hresult
        assert code in NAMESPACE_CODES
        return
    assert normalize_namespace(namespace) == namespace
    assert normalize_namespace(f"//./{namespace.replace(chr(92), '/')}") == namespace


PROPERTIES = st.sampled_from([f"p{n}" for n in range(8)])
LEVELS = st.lists(st.dictionaries(PROPERTIES, st.none() | st.integers(0, 99), max_size=4), min_size=1, max_size=6)


@given(LEVELS)
def test_subclasses_extend_the_row_and_the_nearest_default_wins(levels):
    cim_class: ClassDefinition | None = None
    defaults: dict[str, int | None] = {}
    origins: dict[str, str] = {}
    for number, level in enumerate(levels):
        name = f"C{number}"
        above = cim_class.layout if cim_class else None
        cim_class = define(name, *(prop(p, default=value) for p, value in level.items()), parent=cim_class)
        defaults |= level
        origins = dict.fromkeys(level, name) | origins
        if above is not None:
            assert cim_class.layout.names[: len(above.names)] == above.names
            assert cim_class.layout.types[: len(above.types)] == above.types
        assert {p.name: p.default for p in cim_class.properties.values()} == defaults
        assert {p.name: p.origin for p in cim_class.properties.values()} == origins
        assert {p.name for p in cim_class.properties.values() if p.is_local} == set(level)
        assert dict(cim_class.spawn_instance().items()) == defaults


EDITS = st.lists(st.tuples(PROPERTIES, st.sampled_from(["set", "null", "reset"]), st.integers(0, 99)), max_size=20)
CLASS = define("A", *(prop(f"p{n}", default=n if n % 2 else None) for n in range(8)))


@given(EDITS)
def test_every_property_is_in_one_of_three_states(edits):
    instance = CLASS.spawn_instance()
    states: dict[str, int | None] = {}
    for name, edit, value in edits:
        if edit == "reset":
            instance.reset(name)
            states.pop(name, None)
        else:
            states[name] = value if edit == "set" else None
            instance[name] = states[name]
    for seen in (instance, instance.clone()):
        assert {name: seen[name] for name in states} == states
        assert {n for n in seen.names() if seen.is_local(n)} == set(states)
        assert get_names(seen, None, WBEM_FLAG_LOCAL_ONLY) == sorted(states)
        untouched = get_names(seen, None, WBEM_FLAG_PROPAGATED_ONLY)
        assert {n: seen[n] for n in untouched} == {n: CLASS.properties[n].default for n in untouched}
