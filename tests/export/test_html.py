"""The record as one file: it needs nothing else, and each row leads to its words and back."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from dateline.article import make_article
from dateline.export import html as export
from dateline.export.wording import probability
from dateline.reader import Reader

TEXT = (
    "Anna Berg met <b>Olaf Lind</b> in Port Azul on Saturday, the ministry said.\n\n"
    "Lind denied that he had signed an agreement. Berg will visit Norland next week."
)


class Links(HTMLParser):
    """Collects the addresses that a page asks for, its anchors, and its links."""

    def __init__(self):
        super().__init__()
        self.asked, self.ids, self.hrefs, self.tags = [], [], [], []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append(tag)
        self.asked += [given[name] for name in ("src", "srcset", "data", "action", "poster") if name in given]
        self.asked += [given["href"]] if tag == "link" else []
        self.ids += [given["id"]] if "id" in given else []
        self.hrefs += [given["href"]] if tag == "a" else []


@pytest.fixture(scope="module")
def record():
    data = {"title": "Talks <at> Port Azul", "publisher": "Radio & Norland", "published": "2023-09-17", "text": TEXT}
    return next(iter(Reader().read_all([make_article(data)])))


@pytest.fixture(scope="module")
def found(record):
    parser = Links()
    parser.feed(export.page(record))
    return parser


def test_file_asks_for_nothing(record, found):
    assert not found.asked
    assert not {"script", "link", "img", "iframe"} & set(found.tags)
    assert not re.search(r"url\((?!#)|@import|https?:", export.page(record))


def test_every_link_stays_in_the_file_and_arrives(found):
    assert len(found.ids) == len(set(found.ids))
    assert {href.removeprefix("#") for href in found.hrefs} <= set(found.ids)


def test_row_leads_to_its_words_and_back(record, found):
    assert record.reports
    for report in record.reports:
        number = report.id[1:]
        assert {f"#t{number}", f"#r{number}"} <= set(found.hrefs)
        assert {f"t{number}", f"r{number}"} <= set(found.ids)


def test_rows_say_how_likely_their_day_is_right(record):
    page = export.page(record)
    days = [r.cells["when"].p for r in record.reports if r.when.basis not in ("none", "bound") and "when" in r.cells]
    assert days
    assert all(f"{probability(p)}</span>" in page for p in days)


def test_text_and_metadata_are_escaped(record):
    page = export.page(record)
    assert "Talks &lt;at&gt; Port Azul" in page
    assert "Radio &amp; Norland" in page
    assert "&lt;b&gt;" in page


def test_fragment_is_the_columns_without_the_page_around_them(record):
    fragment = record._repr_html_()
    assert "<html" not in fragment
    assert export.columns(record) in fragment


def test_article_without_reports_says_so():
    empty = next(iter(Reader().read_all([make_article({"text": "Blue, green and red."})])))
    assert "No reports." in export.page(empty)


def test_that_a_text_is_reworded_is_said_once(record):
    reworded = replace(record, article=replace(record.article, integrity="reworded"))
    assert len(re.findall("reworded copy", export.page(reworded), re.IGNORECASE)) == 1
    assert "reworded copy" not in export.page(record).casefold()
