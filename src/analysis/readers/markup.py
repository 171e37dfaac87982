"""What the readers of XML share: safe parsing, tags without their namespace, and text with sound spacing.

ELAN, FoLiA, TEI, Akoma Ntoso and VLOS are XML. Files come from strangers: no network, no DTD, no expanded entities, no limits lifted.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterable, Iterator

from lxml import etree

from analysis.findings import Unreadable
from analysis.readers.talk import Source

SAFE = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False, "collect_ids": False}
FIRST_BYTES = 1 << 16  # the root element opens within these, after a declaration, comments and perhaps a DOCTYPE
BLOCKS = frozenset(
    [
        "p",
        "seg",
        "s",
        "u",
        "ab",
        "l",
        "lg",
        "item",
        "li",
        "list",
        "blockList",
        "lijst",
        "alinea",
        "alineaitem",
        "br",
        "lb",
        "div",
        "block",
        "tekst",
    ]
)  # words end at their borders
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def root_tag(source: Source) -> str:
    """The local name of the root element, or "" for what is not XML; reads only the beginning, so that cut files are recognised too."""
    if not source.data[:100].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<"):
        return ""
    return opening(source.data[:FIRST_BYTES].lstrip()) or opening(mended(source)[:FIRST_BYTES])


def parsed(source: Source) -> tuple[etree._Element, list[tuple[int, str]]]:
    """The root element, and a finding where the XML had to be mended; Unreadable, with the line, where it is broken."""
    try:
        return etree.fromstring(source.data.lstrip(), etree.XMLParser(**SAFE)), []
    except etree.XMLSyntaxError as error:
        reason, line = plain(error), error.lineno or 0
    try:
        root = etree.fromstring(mended(source), etree.XMLParser(encoding="utf-8", **SAFE))
    except etree.XMLSyntaxError:
        raise Unreadable(f"the XML is cut off or damaged here ({reason}); export or download the file again", line) from None
    return root, [(line, f"faulty XML ({reason}), read all the same; look whether letters with accents came out well")]


def opening(data: bytes) -> str:
    """The local name of the first element that opens in these bytes."""
    parser = etree.XMLPullParser(events=("start",), **SAFE)
    try:
        parser.feed(data)
        parser.close()
    except etree.XMLSyntaxError:
        pass  # what opened before the damage is enough
    return next((name(element) for _, element in parser.read_events()), "")


def mended(source: Source) -> bytes:
    """The XML in UTF-8, whatever it declares, and with letters for the entities of HTML: two faults that need not stop a reader."""
    text = re.sub(r"\A\s*<\?xml[^>]*\?>", "", source.text.lstrip("\ufeff")).lstrip()
    return re.sub(r"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z]\w*;", lambda entity: html.unescape(entity[0]), text).encode()


def plain(error: etree.XMLSyntaxError) -> str:
    """The parser's message without its line and column, which the finding has already."""
    return re.sub(r", line \d+, column \d+.*", "", error.msg or "no XML")


def name(element: etree._Element) -> str:
    """The tag without namespace; "" for comments, instructions and entities."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def every(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """All elements below with one of these local names, in the order of the document, whatever their namespace."""
    return element.iter(*(f"{{*}}{one}" for one in names))


def first(element: etree._Element, path: str) -> etree._Element | None:
    """The first element at a path of local names ("meta/identification"), whatever the namespaces."""
    return element.find("/".join(f"{{*}}{step}" for step in path.split("/")))


def nearest(element: etree._Element, attribute: str) -> str | None:
    """The attribute of the element or of the closest element around it: speakers and times are often given to a group."""
    here: etree._Element | None = element
    while here is not None:
        if here.get(attribute, "").strip():
            return here.get(attribute).strip()
        here = here.getparent()
    return None


def text_of(element: etree._Element | None, leave_out: Collection[str] = ()) -> str:
    """The words of an element on one line, without the elements below it that are left out ("" where there is no element)."""
    return "" if element is None else tidy("".join(part for part in strings(element, leave_out) if isinstance(part, str)))


def stretches(element: etree._Element, inner: Collection[str], leave_out: Collection[str] = ()) -> Iterator[str | etree._Element]:
    """The words of an element in stretches, with the elements named `inner` (interruptions) in their place between them."""
    words = ""
    for part in strings(element, leave_out, inner):
        if isinstance(part, str):
            words += part
        else:
            yield tidy(words)
            yield part
            words = ""
    yield tidy(words)


def strings(element: etree._Element, leave_out: Collection[str] = (), inner: Collection[str] = ()) -> Iterator[str | etree._Element]:
    """The strings in an element, and the `inner` elements as they are, in the order of the document."""
    yield element.text or ""
    for child in element:
        border = " " if name(child) in BLOCKS else ""
        if isinstance(child, etree._Entity):
            yield html.unescape(child.text) if html.unescape(child.text) != child.text else " "
        elif name(child) in inner:
            yield child
        elif name(child) and name(child) not in leave_out:
            yield border
            yield from strings(child, leave_out, inner)
            yield border
        yield child.tail or ""


def tidy(text: str) -> str:
    """One line, single spaces, none before closing punctuation or after an opening bracket.

    >>> tidy("Dat is  zo ( zei zij ) .")
    'Dat is zo (zei zij).'
    """
    line = " ".join(text.split())
    return re.sub(r"(?<=[(\[]) | (?=[.,;:!?)\]]+(?:\s|$))", "", line)


def sentence(tokens: Iterable[tuple[str, bool]]) -> str:
    """Tokens as a sentence: a space after each, but not after one that is marked as glued to the next, nor before punctuation.

    >>> sentence([("Anna", True), ("'s", False), ("plan", False), (",", False), ('"', False), ("nu", False), ('"', False)])
    'Anna\\'s plan, "nu"'
    """
    line = tidy("".join(word if glued else f"{word} " for word, glued in tokens))
    return re.sub(r'(?<!\S)" ([^"]+) "(?=[\s.,;:!?)]|$)', r'"\1"', line)
