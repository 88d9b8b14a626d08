"""The pages, in a real browser and by their twins."""

import json
import re
from html import unescape
from itertools import pairwise
from urllib.parse import quote

import httpx
import pytest

from dateline.store import Store
from tests.web.conftest import HOSTILE, serving

PAGES = ["/", "/stories", "/names", "/events", "/events?disputed=true", "/articles", "/sources", "/search?q=frigate", "/search",
         "/name/Kim%20Jong%20Un", "/source/Korean%20Central%20News%20Agency", "/source/TASS?alone=true",
         "/name/country%3ARU", "/search?q=17%20Sep%202023", "/article/fe-06", "/article/fe-07"]  # fmt: skip


MADE = """() => {
  const all = what => [...document.querySelectorAll(what)];
  const named = e => e.ariaLabel || e.getAttribute("aria-labelledby") || e.closest("label");
  return {
    h1: all("h1").length, main: all("main#main").length, ids: all("[id]").map(e => e.id),
    levels: all("h1, h2, h3").map(e => +e.tagName[1]), scripted: all("script, [style]").length,
    nameless: all("input:not([type=checkbox]), nav, svg[role=img]").filter(e => !named(e)).map(e => e.outerHTML),
  };
}"""


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
def test_page_is_well_made_and_never_scrolls_sideways(page, path):
    """One visit: the answer, headings, landmarks, names of what is reached, no script, both widths."""
    assert page.goto(path).status == 200
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    made = page.evaluate(MADE)
    assert made["h1"] == made["main"] == 1
    assert made["levels"][0] == 1
    assert all(after - before <= 1 for before, after in pairwise(made["levels"]))
    assert not made["nameless"]
    assert len(made["ids"]) == len(set(made["ids"]))
    assert not made["scripted"]
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_first_tab_reaches_the_skip_link(page):
    page.goto("/name/Kim%20Jong%20Un")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"


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
            "/start.json": {
                "info": store.info(), **store.told_stories(limit=8), "sources": store.vouching(),
                "second_look": store.second_look(), "entities": store.entities(limit=18), "replaced": store.replaced(limit=5),
            },
            "/stories.json": store.told_stories(limit=200),
            "/names.json": {"entities": store.entities(limit=500)},
            "/articles.json": {"articles": store.articles(limit=100), "failures": store.failures()},
            "/source/TASS.json": store.said_by("TASS"),
            f"/name/{name}.json": {
                "entity": store.entity(name), "timeline": store.timeline(name), "itinerary": store.itinerary(name),
                "sources": store.vouching(name=name),
            },
            f"/event/{event}.json": store.event(event),
            "/article/fe-06.json": store.article("fe-06"),
            "/sources.json": {**store.vouching(), "info": store.info()},
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
        ("/source/Nobody Known", "Nobody Known"),
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


@pytest.fixture(scope="session")
def kept(news):
    with Store(news, create=False) as store:
        yield store


def test_exact_words_are_marked_and_their_chain_has_its_cue(page, kept):
    event = next(e for e in kept.events() if e["gloss"].startswith("Kozhemyako gave"))
    page.goto(f"/event/{event['id']}")
    row = page.locator(".reports tbody tr").filter(has_text="TASS")
    assert row.locator("mark.m-trigger").inner_text() == "gave"
    assert "reported" in row.locator(".chain li").first.locator(".how").inner_text()


def test_words_repeated_in_copies_are_shown_once(page, kept):
    event = max(kept.events(), key=lambda e: len(e["reports"]) - e["origins"])
    page.goto(f"/event/{event['id']}")
    shown = page.locator(".reports td.words > a").all_inner_texts()
    assert len(shown) == len(set(shown)) < len(event["reports"])
    assert page.get_by_text("word for word in").count()


def test_plan_stands_beside_its_outcome(page, kept):
    plan = next(e for e in kept.events() if any(link["kind"] == "outcome" for link in e["links"]))
    outcome = next(link["to"] for link in plan["links"] if link["kind"] == "outcome")
    page.goto(f"/event/{outcome}")
    boxes = page.locator(".plan > li")
    assert plan["gloss"] in boxes.filter(has=page.locator(".sure.planned")).first.inner_text()
    assert "this event" in boxes.last.inner_text()


def test_origin_tree_opens_and_names_the_class_of_each_copy(page, kept):
    copy = next(c for c in kept.copies() if c["class"] == "reworded")
    event = next(iter(kept.article(copy["article"])["events"].values()))
    page.goto(f"/event/{event}")
    page.locator("details.origins > summary").click()
    assert page.locator(".tree").get_by_text("reworded").first.is_visible()


def test_reworded_copy_stands_beside_its_original_with_swaps_marked(page, kept):
    page.goto("/article/fe-07#pairs")
    marked = page.locator("#pairs tbody mark.swap").all_inner_texts()
    swaps = [s for pair in kept.diff("fe-06", "fe-07") for s in pair["swaps"]]
    assert {s["this"] for s in swaps if s["this"]} | {s["that"] for s in swaps if s["that"]} >= set(marked) > set()


def test_abridged_copy_shows_what_it_left_out(page):
    page.goto("/article/fe-04#pairs")
    assert page.locator("#pairs").get_by_text("left out", exact=True).count()


def test_events_are_narrowed_to_days(page, kept):
    page.goto("/events?since=2023-09-16&until=2023-09-16")
    heading = page.locator("#h-e").inner_text()
    assert heading == f"Events {len(kept.events(since='2023-09-16', until='2023-09-16'))} of {kept.info()['events']}"


def test_range_the_wrong_way_round_is_said(client):
    answer = client.get("/events?since=2023-09-17&until=2023-09-12")
    assert answer.status_code == 400
    assert "turn them round" in answer.text


@pytest.mark.parametrize("path", ["/events?since=yesterday", "/events?disputed=perhaps", "/articles?skip=many"])
def test_wrong_question_is_answered_with_a_page(client, path):
    answer = client.get(path)
    assert answer.status_code == 400
    assert "That cannot be asked" in answer.text


def test_every_link_leads_somewhere(client):
    """What can be reached from the start page in three clicks: no dead end, no missing anchor."""
    seen, edge = {}, ["/"]
    for _ in range(3):
        found = []
        for path in edge:
            answer = client.get(path)
            assert answer.status_code == 200, path
            seen[path] = set(re.findall(r' id="([^"]+)"', answer.text))
            found += [unescape(href) for href in re.findall(r'<a [^>]*href="([^"#]*)', answer.text) if href]
        edge = [p for p in dict.fromkeys(found) if p not in seen and not p.split("?")[0].endswith(".json")]
        edge = [p for kind in ("event", "article", "name", "source", "") for p in edge if _kind(p) == kind][:40]
    assert len(seen) > 40


def _kind(path):
    first = path.split("/")[1]
    return first if first in ("event", "article", "name", "source") else ""


def test_names_are_narrowed_to_a_kind(client):
    assert {e["kind"] for e in client.get("/names.json?kind=weapon").json()["entities"]} == {"weapon"}


def test_days_of_articles_add_up(page, kept):
    page.goto("/")
    blocks = page.locator("svg.days rect")
    assert blocks.count() == kept.info()["articles"] == sum(d["articles"] for d in kept.days())
    assert page.locator("svg.days rect.own").count() == sum(d["first"] for d in kept.days())


def test_copies_share_an_origin(client):
    data = client.get("/article/fe-07.json").json()
    assert {c["class"] for c in data["copies"]} >= {"original", "reworded"}
