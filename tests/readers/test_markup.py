"""Safe parsing, and text with sound spacing."""

import pytest
from lxml import etree

from analysis.findings import Unreadable
from analysis.readers import markup
from analysis.readers.talk import Source


def source(text: str | bytes) -> Source:
    return Source("talk.xml", text if isinstance(text, bytes) else text.encode())


def element(text: str) -> etree._Element:
    return markup.parsed(source(text))[0]


@pytest.mark.parametrize(
    ("data", "root"),
    [
        ("<TEI/>", "TEI"),
        ('<?xml version="1.0"?>\n<!-- minutes --><t:TEI xmlns:t="urn:x"><u>cut', "TEI"),
        ("<!DOCTYPE FoLiA><FoLiA>", "FoLiA"),
        ("\n  <a/>", "a"),
        ("Anna: <TEI>", ""),
        ("", ""),
        ("<", ""),
    ],
)
def test_the_root_is_known_from_the_beginning_of_a_file(data, root):
    assert markup.root_tag(source(data)) == root


def test_nothing_outside_the_file_is_read(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("hidden")
    assert markup.text_of(element(f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]><a>safe &x;</a>')) == "safe"


def test_entities_that_grow_without_end_are_refused():
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    with pytest.raises(Unreadable):
        element(f'<!DOCTYPE a [<!ENTITY e0 "boom">{bomb}]><a b="&e11;">&e11;</a>')


def test_entities_of_html_are_letters_though_no_dtd_declares_them():
    root, findings = markup.parsed(source("<a>caf&eacute; &amp;&nbsp;bar</a>"))
    assert markup.text_of(root) == "café & bar"
    assert len(findings) == 1


def test_a_false_declaration_is_mended_and_reported():
    root, findings = markup.parsed(source('<?xml version="1.0" encoding="UTF-8"?><a>één</a>'.encode("cp1252")))
    assert markup.text_of(root) == "één"
    assert findings[0][0] == 1


@pytest.mark.parametrize("encoding", ["ISO-8859-1", "ISO-8859-15", "windows-1250", "UTF-16"])
def test_the_declared_encoding_counts(encoding):
    root, findings = markup.parsed(source(f'<?xml version="1.0" encoding="{encoding}"?><a>één</a>'.encode(encoding)))
    assert (markup.text_of(root), findings) == ("één", [])


def test_broken_xml_is_unreadable_at_the_line_where_it_breaks():
    with pytest.raises(Unreadable, match="cut off or damaged") as caught:
        markup.parsed(source("<a>\n<b>one</b>\n<b>two</a>"))
    assert caught.value.line == 3


def test_ids_given_twice_are_no_reason_to_leave_a_file_out():
    assert len(element('<a><b xml:id="x"/><b xml:id="x"/></a>')) == 2


def test_text_leaves_out_what_is_not_spoken_and_keeps_blocks_apart():
    root = element("<u><p>Dat is <b>zo</b><note>(lacht)</note>.</p><p>En\n  nu</p>?<!-- no --></u>")
    assert markup.text_of(root, ("note",)) == "Dat is zo. En nu?"


def test_stretches_keep_interruptions_in_their_place():
    root = element("<turn><p>Ik wil</p><other>Nee!</other><p>dit zeggen.</p></turn>")
    parts = [part if isinstance(part, str) else part.text for part in markup.stretches(root, ("other",))]
    assert parts == ["Ik wil", "Nee!", "dit zeggen."]
