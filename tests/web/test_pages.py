"""The pages, in a real browser and by their twins."""

import json
import re
from urllib.parse import quote

import httpx
import pytest

from dateline.store import Store
from tests.web.conftest import HOSTILE, serving

PAGES = ["/", "/names", "/events", "/events?disputed=true", "/articles", "/sources", "/search?q=frigate", "/search",
         "/name/Kim%20Jong%20Un", "/article/fe-06", "/article/fe-07"]  # fmt: skip


def test_newcomer_reaches_the_sentence_in_four_clicks(page):
    page.goto("/")
    page.get_by_role("link", name="Kim Jong Un", exact=True).first.click()
    page.get_by_role("link", name=re.compile(r"inspected.*(Shaposhnikov|frigate)")).first.click()
    words = page.locator("td.words").filter(has_text="frigate").first
    words.get_by_role("link").click()
    target = page.locator("mark:target")
    assert "inspected" in target.inner_text()
    assert "frigate" in target.locator("xpath=ancestor::p").inner_text()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [1280, 360])
def test_page_does_not_scroll_sideways(page, path, width):
    page.set_viewport_size({"width": width, "height": 800})
    assert page.goto(path).status == 200
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_first_tab_reaches_the_skip_link(page):
    page.goto("/name/Kim%20Jong%20Un")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"


def test_page_is_legible_without_scripts(page):
    page.goto("/article/fe-06")
    assert page.locator("script").count() == 0
    assert page.locator("[style]").count() == 0


def test_layers_are_switched_by_boxes_alone(page):
    page.goto("/article/fe-06")
    name = page.locator(".story-text .m-name").first
    assert "underline" in name.evaluate("e => getComputedStyle(e).textDecorationLine")
    page.locator("#see-names").uncheck()
    assert name.evaluate("e => getComputedStyle(e).textDecorationLine") == "none"


def test_hostile_article_is_shown_not_run(page):
    page.goto("/article/" + quote(HOSTILE["id"], safe=""))
    assert page.locator("h1").inner_text() == HOSTILE["title"]
    page.goto("/articles")
    assert page.locator("img").count() == 0


def test_source_owned_by_a_state_says_so(page):
    page.goto("/sources")
    row = page.locator("tr", has=page.get_by_text(re.compile("KCNA|Korean Central News Agency"))).first
    assert "state-owned" in row.inner_text()


@pytest.mark.parametrize("path", [*PAGES, "/look.css", "/favicon.ico", "/start.json", "/nowhere"])
def test_headers_keep_the_page_at_home(client, path):
    answer = client.get(path)
    assert answer.headers["content-security-policy"].startswith("default-src 'self'")
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_twins_say_what_the_store_says(client, news):
    name = "Kim Jong Un"
    with Store(news, create=False) as store:
        event = store.events()[0]["id"]
        expected = {
            "/start.json": {"info": store.info(), "stories": store.stories()[:12], "entities": store.entities(limit=18)},
            f"/name/{name}.json": {
                "entity": store.entity(name), "timeline": store.timeline(name), "itinerary": store.itinerary(name),
                "sources": store.sources(name=name),
            },
            f"/event/{event}.json": store.event(event),
            "/article/fe-06.json": store.article("fe-06"),
            "/sources.json": {"sources": store.sources(), "info": store.info()},
            "/events.json": {"events": store.events(disputed=False)},
        }  # fmt: skip
    for path, data in expected.items():
        assert client.get(path).json() == json.loads(json.dumps(data)), path


@pytest.mark.parametrize("path", PAGES)
def test_twin_is_linked_and_there(client, path):
    link = re.search(r'rel="alternate" type="application/json" href="([^"]+)"', client.get(path).text)
    assert client.get(link[1].replace("&amp;", "&")).headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/name/Kim Jong Unn", "Kim Jong Un"),
        ("/event/v0", "v0"),
        ("/article/nothing", "nothing"),
        ("/elsewhere", "there is no page /elsewhere"),
        ("/elsewhere/x", "there is no page"),
    ],
)
def test_what_is_not_there_is_said(client, path, says):
    answer = client.get(path)
    assert answer.status_code == 404
    assert says.lower() in answer.text.lower()
    twin = client.get(path + ".json")
    assert twin.status_code == 404
    assert twin.json()["error"]["message"]


def test_empty_store_says_why(tmp_path):
    with Store(tmp_path / "empty.db"):
        pass
    expected = {"/": "The store is empty", "/events": "No events", "/names": "No names", "/articles": "No articles"}
    with serving(tmp_path / "empty.db") as url:
        for path, says in expected.items():
            assert says in httpx.get(url + path).text


def test_copies_share_an_origin(client):
    data = client.get("/article/fe-07.json").json()
    assert {c["class"] for c in data["copies"]} >= {"original", "reworded"}
