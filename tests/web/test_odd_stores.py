"""What somebody trips on: one article alone, no headline, no day, two who share a name, hostile and very long texts."""

import httpx
import pytest

from dateline.article import make_article
from dateline.reader import Reader
from dateline.store import Store
from tests.web.conftest import serving

LONG_WORD = "Fernmeldeanlagenbauverordnung" * 4
ODD = [
    {"id": "bare", "text": "Anna Berg praised the decision, an aide said. Nobody knows when."},
    {"id": "old", "url": "https://news.invalid/1", "publisher": "Radio Norland", "published": "2024-05-14",
     "title": "Old", "text": "Anna Berg visited Oslo on Monday, the ministry said."},
    {"id": "new", "url": "https://news.invalid/1", "publisher": "Radio Norland", "published": "2024-05-14",
     "title": "New", "text": "Anna Berg visited Bergen on Monday, the ministry said."},
    {"id": "k1", "published": "2024-05-14", "title": "One", "text": "Kim Jong Un met Anna Berg in Oslo on Monday."
     " Kim said he was glad."},
    {"id": "k2", "published": "2024-05-14", "title": "Two", "text": "Kim Yo Jong met Olaf Lind in Bergen on Monday."
     " Kim said she was glad."},
    {"id": "</title><script>", "title": "</title><script>alert(1)</script>", "publisher": '"><img src=x onerror=alert(2)>',
     "published": "2024-05-15", "text": "Anna Berg met \"Olaf Lind\" & 'others' in Oslo on Tuesday, </mark></p><script>"
     "alert(3)</script> said the ministry of <b>trade</b>."},
    {"id": "turned", "title": "محمد said שלום 😀", "publisher": "صحيفة", "published": "2024-05-15",
     "text": "The envoy محمد met Anna Berg in Cairo on Monday, 👩\u200d👩\u200d👧 said. \u202eOlaf Lind\u202c left Oslo."},
    {"id": "words", "title": LONG_WORD, "publisher": LONG_WORD, "published": "2024-05-15",
     "text": f"Anna Berg visited {LONG_WORD} on Tuesday, https://news.invalid/{'a' * 90} said."},
    {"id": "long", "title": "Long", "publisher": "Norland Press", "published": "2024-05-16",
     "text": "Anna Berg met Olaf Lind in Oslo on Monday, Radio Norland said. " + "The grey sea lay calm and the port was quiet for days. " * 2000},
    {"id": "wide", "title": "Wide", "published": "2024-05-16", "text": "Anna Berg flew to France on Tuesday."},
]  # fmt: skip


@pytest.fixture(scope="module")
def odd(tmp_path_factory):
    path = tmp_path_factory.mktemp("odd") / "odd.db"
    with Store(path) as store:
        store.add(Reader().read_all([make_article(data) for data in ODD]))
    with serving(path) as url, httpx.Client(base_url=url, timeout=60) as client:
        yield client


@pytest.fixture(scope="module")
def single(tmp_path_factory):
    path = tmp_path_factory.mktemp("one") / "one.db"
    with Store(path) as store:
        store.add(Reader().read_all([make_article({"id": "a", "text": "Anna Berg met Olaf Lind."})]))
    with serving(path) as url, httpx.Client(base_url=url, timeout=60) as client:
        yield client


@pytest.mark.parametrize(
    "path", ["/", "/articles", "/names", "/sources", "/name/Anna Berg", "/article/words", "/article/turned"]
)
def test_long_words_do_not_widen_a_page(browsing, odd, path):
    opened = browsing.new_page()
    opened.goto(str(odd.base_url.join(path)))
    for width in (1280, 360):
        opened.set_viewport_size({"width": width, "height": 800})
        assert opened.evaluate("document.documentElement.scrollWidth") <= width
    opened.close()


@pytest.mark.parametrize("path", ["/", "/articles", "/stories", "/sources", "/names", "/name/Anna Berg", "/search?q=Olaf",
                                  "/article/%3C%2Ftitle%3E%3Cscript%3E"])  # fmt: skip
def test_nothing_of_a_text_becomes_markup(odd, path):
    answer = odd.get(path)
    assert answer.status_code == 200
    assert "<script" not in answer.text
    assert "<img" not in answer.text
    assert "None" not in answer.text


def test_twenty_thousand_words_are_shown(odd):
    answer = odd.get("/article/long")
    assert answer.status_code == 200
    assert answer.text.count("The grey sea") == 2000


def test_name_of_two_is_asked_back(odd):
    answer = odd.get("/name/Kim")
    assert answer.status_code == 300
    assert "Kim Jong Un" in answer.text
    assert "Kim Yo Jong" in answer.text
    found = odd.get("/search?q=Kim").text
    assert "Kim Jong Un" in found
    assert "Kim Yo Jong" in found


def test_article_without_a_headline_is_called_by_its_first_words(odd):
    for path in ("/articles", "/article/bare", "/search?q=decision"):
        assert "Anna Berg praised the decision" in odd.get(path).text


def test_replaced_text_leads_to_the_newer_one(odd):
    assert 'href="/article/new"' in odd.get("/article/old").text
    assert "replaced by a newer text" in odd.get("/").text


def test_outlet_written_from_the_right_turns_nothing_round(browsing, odd):
    opened = browsing.new_page()
    opened.goto(str(odd.base_url.join("/name/Anna Berg")))
    stop = opened.locator(".legs p").filter(has_text="صحيفة")
    name, count = stop.locator("bdi").bounding_box(), stop.locator(".tally a").bounding_box()
    mark = stop.locator(".tally svg").bounding_box()
    assert name["x"] < mark["x"] < count["x"]
    assert count["width"] > 60
    opened.close()


def test_country_is_an_outline_and_no_dot(odd):
    page = odd.get("/name/Anna Berg").text
    stops = odd.get("/name/Anna Berg.json").json()["itinerary"]
    assert any(s["feature"] == "country" for s in stops)
    assert 'class="m-region"' in page


@pytest.mark.parametrize("path", ["/", "/articles", "/stories", "/names", "/events", "/sources", "/name/Anna Berg",
                                  "/article/a", "/search?q=Anna", "/search?q=%3F%3F", "/search"])  # fmt: skip
def test_one_undated_article_makes_whole_pages(single, path):
    answer = single.get(path)
    assert answer.status_code == 200
    assert "None" not in answer.text
    assert "1 articles" not in answer.text
    assert "1 events" not in answer.text


def test_store_in_the_place_of_another_is_opened_anew(tmp_path):
    path = tmp_path / "news.db"
    with Store(path):
        pass
    with serving(path) as url:
        assert httpx.get(url + "/start.json").json()["info"]["articles"] == 0
        with Store(tmp_path / "other.db") as store:
            store.add(Reader().read_all([make_article({"id": "a", "text": "Anna Berg met Olaf Lind."})]))
        (tmp_path / "other.db").replace(path)
        for left in ("news.db-wal", "news.db-shm"):
            (tmp_path / left).unlink(missing_ok=True)
        assert httpx.get(url + "/start.json").json()["info"]["articles"] == 1
