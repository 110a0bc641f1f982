# SPDX-License-Identifier: Apache-2.0
import pytest

from openwmi.wql.nodes import Dialect
from openwmi.wql.parser import parse
from openwmi.wql.render import quote, render


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("select  *  from C", "SELECT * FROM C"),
        ("select a , b.c,d.* from C", "SELECT a, b.c, d.* FROM C"),
        ("SELECT * FROM C WHERE ((a=1)) and (b=2 and c=3)", "SELECT * FROM C WHERE a = 1 AND (b = 2 AND c = 3)"),
        ("SELECT * FROM C WHERE a=1 or (b=2 and c=3)", "SELECT * FROM C WHERE a = 1 OR b = 2 AND c = 3"),
        ("SELECT * FROM C WHERE (a=1 or b=2) and c=3", "SELECT * FROM C WHERE (a = 1 OR b = 2) AND c = 3"),
        ("SELECT * FROM C WHERE a=1 or (b=2 or c=3)", "SELECT * FROM C WHERE a = 1 OR (b = 2 OR c = 3)"),
        ("SELECT * FROM C WHERE not(not a=1)", "SELECT * FROM C WHERE NOT (NOT a = 1)"),
        ("SELECT * FROM C WHERE a not like 'x'", 'SELECT * FROM C WHERE NOT a LIKE "x"'),
        ("SELECT * FROM C WHERE 5 != a", "SELECT * FROM C WHERE a <> 5"),
        ("SELECT * FROM C WHERE a=true or a=null", "SELECT * FROM C WHERE a = TRUE OR a = NULL"),
        ("SELECT * FROM C WHERE a is not null", "SELECT * FROM C WHERE a IS NOT NULL"),
        ("SELECT * FROM C WHERE a=0x0A or a=1.50", "SELECT * FROM C WHERE a = 0x0A OR a = 1.50"),
        (r"SELECT * FROM C WHERE a='\"\\'", r'SELECT * FROM C WHERE a = "\"\\"'),
        ("select * from META_class where __this isa X", 'SELECT * FROM META_CLASS WHERE __this ISA "X"'),
        ("associators of { C.K='x' } where role=L keysonly",
         "ASSOCIATORS OF {C.K='x'} WHERE KeysOnly Role = \"L\""),
    ],
)  # fmt: skip
def test_data_queries_have_one_spelling(text, canonical):
    statement = parse(text, Dialect.DATA)
    assert render(statement) == canonical
    assert parse(canonical, Dialect.DATA) == statement


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("select * from E within 5", "SELECT * FROM E WITHIN 5.0"),
        ("select a from E group within 5 by b.c,d having numberofevents>5",
         "SELECT a FROM E GROUP WITHIN 5 BY b.c, d HAVING numberofevents > 5"),
        ("select * from E where a.b=c.d group by *", "SELECT * FROM E WHERE a.b = c.d GROUP BY *"),
    ],
)  # fmt: skip
def test_event_queries_have_one_spelling(text, canonical):
    statement = parse(text, Dialect.EVENT)
    assert render(statement) == canonical
    assert parse(canonical, Dialect.EVENT) == statement


def test_quoted_text_survives_the_lexer():
    assert quote("a\"b\\c'") == '"a\\"b\\\\c\'"'
