"""The page that people read: whole, accessible, offline, and true to the tables; of a small conversation, in Dutch and in English."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import matplotlib.image
import pypdf
import pytest
from conftest import HERE, OFFICIAL, SCRIPT, THERE
from lxml import html

from analysis import pipeline, quotes, report, sentences
from analysis.language import Language
from analysis.tables import Tables

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
with_browser = pytest.mark.skipif(pipeline.browser() is None, reason="there is no Chromium on this machine")


def written(found: Tables, code: str, title: str = "Het plein & <de> bomen") -> str:
    language = Language(code)
    return report.page(title, found, report.illustrated(sentences.statements(found, language), found, language), language)


@pytest.fixture(scope="session", params=["nl", "en"])
def made(request: pytest.FixtureRequest, conversation: Tables) -> tuple[str, Tables]:
    """A page, and the tables that it was made from."""
    return written(conversation, request.param), conversation


@pytest.fixture
def page(made: tuple[str, Tables]) -> html.HtmlElement:
    return html.document_fromstring(made[0])


class Nesting(HTMLParser):
    """Reads a page and notes every end tag that does not end what was opened last."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[tuple] = []

    def handle_starttag(self, tag: str, attributes: list) -> None:
        self.open += [tag] if tag not in VOID else []

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append((tag, self.getpos()))


# The page as a document


def test_every_element_is_closed_where_it_should_be(made):
    nesting = Nesting()
    nesting.feed(made[0])
    assert made[0].startswith("<!DOCTYPE html>") and not nesting.wrong and not nesting.open


def test_ids_are_unique_and_what_refers_to_one_finds_it(page):
    ids = page.xpath("//@id")
    refers = [*page.xpath("//@aria-labelledby"), *(link.removeprefix("#") for link in page.xpath("//@href"))]
    assert len(ids) == len(set(ids)) and refers and set(refers) <= set(ids)


def test_one_title_and_headings_in_order(page):
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert levels[0] == 1 and levels.count(1) == 1 and max(levels) > 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert page.findtext(".//title") == page.xpath("string(//h1)")


def test_every_picture_says_what_it_shows(page):
    pictures = page.xpath("//img")
    assert pictures and all(len(picture.get("alt", "").split()) > 5 for picture in pictures)


def test_tables_have_headings_for_columns_and_rows(page):
    assert page.xpath("//section[@aria-labelledby='speaking']//table") and page.xpath("//section[@aria-labelledby='sessions']//table")
    for table in page.xpath("//table"):
        columns, rows = table.xpath("./thead/tr/th[@scope='col']"), table.xpath("./tbody/tr")
        assert all(len(row.xpath("./th[@scope='row']")) == 1 and len(row) == len(columns) for row in rows) and rows


def test_nothing_comes_from_elsewhere_and_nothing_runs(made, page):
    assert not re.search(r"https?://|//cdn|url\((?!data:)|@import", made[0])
    assert not page.xpath("//script|//link|//iframe|//@onclick|//@onload")
    assert all(source.startswith("data:image/png;base64,") for source in page.xpath("//@src"))


# What it says


def test_language_and_headings_of_the_findings(conversation):
    dutch, english = (html.document_fromstring(written(conversation, code)) for code in ("nl", "en"))
    assert (dutch.get("lang"), english.get("lang")) == ("nl", "en")
    assert {"What it was about", "Who spoke", "Who connects", "Who might meet"} <= set(english.xpath("//main/section/h2/text()"))
    assert {"Waar het over ging", "Wie sprak", "Wie verbindt", "Wie elkaar eens zouden kunnen spreken"} <= set(
        dutch.xpath("//main/section/h2/text()")
    )


def test_what_is_found_can_be_counted_by_hand(conversation):
    page = html.document_fromstring(written(conversation, "en"))
    by_hand = {
        "Most was said about “plein, bomen”.",
        "Officials spoke 39% of the words, and were 33% of the speakers.",  # 29 of 75, 1 of 3
        f"{OFFICIAL} stands most often between others.",
        f"{HERE} and {THERE} talk about the same topic, and spoke in no session together.",
    }
    assert by_hand <= set(page.xpath("//strong/text()"))
    summary = "This report is about 2 sessions on 5 February 2026, with 3 speakers who took 8 turns and spoke 75 words."
    assert summary in page.xpath("//header/p/text()")


def test_the_bold_parts_are_as_many_as_the_findings(page):
    findings = page.xpath("//main/section[p/strong]")
    assert findings and all(len(finding.xpath("./p/strong[string-length() > 20]")) == 1 for finding in findings)


def test_every_quote_is_a_turn_of_that_speaker_at_that_place(made, page):
    turns, _ = made[1].turns, Language(page.get("lang"))
    told = made[1].sessions.set_index("session")["title"]
    there = {
        (row.speaker, quotes.shortened(row.text), told[row.session] if isinstance(told[row.session], str) else row.session, row.turn)
        for row in turns.itertuples()
    }
    cited = page.xpath("//blockquote")
    for quote in cited:
        speaker, place = quote.findtext("cite").split(", ", 1)
        turn = int(re.search(r"(?:turn|beurt) (\d+)", place)[1])
        assert (speaker, quote.findtext("p"), place.split(", ")[0], turn) in there
    assert len(cited) >= len(page.xpath("//main/section[p/strong]"))


@pytest.mark.parametrize("name", ["returning", "connecting", "strangers"])
def test_a_finding_about_talk_has_quotes_with_it(page, name):
    assert page.xpath(f"//section[@aria-labelledby='{name}']//blockquote")


def test_quotes_stand_under_the_topic_that_they_are_about(conversation):
    page = html.document_fromstring(written(conversation, "nl"))
    headings = page.xpath("//section[@aria-labelledby='returning']//details/h3/text()")
    assert headings == list(dict.fromkeys(headings)) and set(headings) <= set(conversation.topics["label"]) and headings
    assert page.xpath("name(//section[@aria-labelledby='returning']//details/h3[1]/following-sibling::*[1])") == "blockquote"
    assert not page.xpath("//section[@aria-labelledby='connecting']//h3")


@pytest.mark.parametrize(("stability", "told"), [(None, False), (0.8, True)])
def test_trials_are_named_where_there_were_any(conversation, stability, told):
    tried = replace(conversation, topics=conversation.topics.assign(stability=float(stability or "nan")))
    assert (
        "of the trials." in html.document_fromstring(written(tried, "en")).xpath("string(//section[@aria-labelledby='topics'])")
    ) == told


def test_what_somebody_said_is_text_and_no_markup(conversation):
    text = written(conversation, "nl")
    assert SCRIPT in html.document_fromstring(text).xpath("//blockquote/p/text()")
    assert "<script" not in text and "Plein &amp; &lt;b&gt;bomen&lt;/b&gt;" in text
    assert html.document_fromstring(text).xpath("string(//h1)") == "Het plein & <de> bomen"


def test_what_was_left_out_stands_above_the_findings(made, page):
    box = page.xpath("//header/section[@class='left-out']")[0]
    said = box.xpath("string(ul/li)")
    assert len(box.xpath("ul/li")) == 1 and made[1].left_out["file"].iloc[0] in said and made[1].left_out["message"].iloc[0] in said
    above = [element.tag for element in box.itersiblings(preceding=True)]
    assert above == ["h1"]


def test_no_box_where_nothing_was_left_out(conversation):
    whole = replace(conversation, findings=conversation.findings.iloc[:0])
    assert not html.document_fromstring(written(whole, "nl")).xpath("//*[@class='left-out']")


def test_the_reading_guide_counts_the_words_that_are_read(conversation):
    page = html.document_fromstring(written(conversation, "en"))
    said = [page.xpath("string(//header/p[1])"), *(part.text_content() for part in page.xpath("//main/section/p[strong]"))]
    said.append(page.xpath("string(//section[@aria-labelledby='sure']/p)").split(" Topics, codes and networks are")[0])
    said += [
        part.text_content() for part in page.xpath("//main/section/p[@class='trust'][preceding-sibling::p/strong] | //main/section/ol/li")
    ]
    assert f"This text has {sum(len(part.split()) for part in said)} words " in page.xpath("string(//p[@class='guide'])")


def test_a_corpus_without_topics_and_ties_has_a_page(conversation):
    bare = replace(
        conversation,
        topics=conversation.topics.iloc[:0],
        assignments=conversation.assignments.assign(topic=-1),
        edges=conversation.edges.iloc[:0],
        actors=conversation.actors.iloc[:0],
    )
    page = html.document_fromstring(written(bare, "en"))
    assert not {"What came back", "Who connects", "Who might meet", "All topics"} & set(page.xpath("//main/section/h2/text()"))
    assert "No topics were found" in page.xpath("string(//section[@aria-labelledby='sure'])")


# In a real browser


@with_browser
def test_a_browser_shows_the_page(conversation, tmp_path):
    source, target = tmp_path / "report.html", tmp_path / "seen.png"
    source.write_text(written(conversation, "nl"), encoding="utf-8")
    options = [*pipeline.BROWSER_OPTIONS, f"--user-data-dir={tmp_path / 'profile'}", "--window-size=800,1200", f"--screenshot={target}"]
    subprocess.run([pipeline.browser(), *options, source.as_uri()], capture_output=True, timeout=60, check=True)
    seen = matplotlib.image.imread(target)
    assert seen.shape[:2] == (1200, 800) and seen.std() > 0.05  # something is on it


@with_browser
def test_the_pdf_holds_what_the_page_says(conversation, tmp_path):
    source = tmp_path / "report.html"
    source.write_text(written(conversation, "nl"), encoding="utf-8")
    text = " ".join(" ".join(part.extract_text() for part in pypdf.PdfReader(pipeline.pdf(source)).pages).split())
    assert "Het plein & <de> bomen" in text and f"{OFFICIAL} staat het vaakst tussen anderen in" in text
    assert [p.name for p in sorted(tmp_path.iterdir())] == ["report.html", "report.pdf"]


def test_without_a_browser_there_is_no_pdf(tmp_path, monkeypatch):
    monkeypatch.setattr(pipeline, "BROWSERS", ())
    assert pipeline.pdf(tmp_path / "report.html") is None
