"""The pages, in a real browser and by their twins."""

import json
import re
from html import unescape
from itertools import pairwise
from urllib.parse import quote

import httpx
import pytest

from dateline.article import make_article
from dateline.reader import Reader
from dateline.store import Store
from dateline.web.app import source_path
from tests.web.conftest import HOSTILE, serving

PAGES = ["/", "/stories", "/names", "/events", "/events?disputed=true", "/articles", "/sources", "/search?q=frigate", "/search",
         "/name/Kim%20Jong%20Un", "/source/Korean%20Central%20News%20Agency", "/source/TASS?alone=true",
         "/name/country%3ARU", "/source/Korean%20Central%20News%20Agency?about=Q56226&alone=true", "/search?q=17%20Sep%202023", "/article/fe-06", "/article/fe-07"]  # fmt: skip


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
    for width in (360, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", PAGES)
def test_page_offers_its_json_once(client, path):
    assert len(re.findall(r"<a [^>]*\.json", client.get(path).text)) == 1


def test_grid_of_the_timeline_runs_through_every_row(page):
    """Also where a row has two lines: the drawing is as high as the row."""
    page.goto("/name/Kim%20Jong%20Un")
    gaps = page.evaluate(
        """() => [...document.querySelectorAll(".tl > li")].map(
             li => li.clientHeight - li.querySelector("svg").getBoundingClientRect().height)"""
    )
    assert len(gaps) > 20
    assert max(gaps) < 1


@pytest.mark.parametrize("path", ["/", "/search?q=frigate"])
def test_day_of_a_story_stands_clear_of_its_headline(page, path):
    page.goto(path)
    gaps = page.evaluate(
        """() => [...document.querySelectorAll(".stories > li")].map(li =>
             li.querySelector("h3").getBoundingClientRect().left - li.querySelector(".day time").getBoundingClientRect().right)"""
    )
    assert min(gaps) >= 4


def test_figures_stand_on_the_first_line_of_their_source(page):
    page.goto("/")
    rows = page.evaluate(
        """() => [...document.querySelectorAll(".sources tbody tr")].map(tr => {
             const name = tr.querySelector(".source a").getClientRects(), count = tr.querySelector(".num a");
             return [name.length, Math.abs(name[0].top - count.getClientRects()[0].top)]; })"""
    )
    assert max(lines for lines, _ in rows) > 1
    assert max(off for _, off in rows) < 3


@pytest.mark.parametrize("path", ["/event/{met}", "/names", "/article/fe-04", "/sources", "/"])
def test_tables_keep_the_margin_of_a_phone(page, kept, path):
    met = max(kept.events(), key=lambda e: len(e["articles"]) if isinstance(e["articles"], list) else e["articles"])
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(path.format(met=met["id"]))
    wide = page.evaluate(
        """() => { const style = getComputedStyle(document.querySelector("main")); const edge = 360 - parseFloat(style.paddingRight);
             return [...document.querySelectorAll("main table")].map(t => t.getBoundingClientRect().right - edge); }"""
    )
    assert wide
    assert max(wide) < 1


@pytest.mark.parametrize("name", ["Kim Jong Un", "country:RU", "Vladimir Putin"])
def test_figures_of_a_source_open_to_as_many_claims(client, name):
    """On the page of a name they are of that name alone."""
    found = client.get(f"/name/{name}").text
    sources = client.get(f"/name/{name}.json").json()["sources"]["sources"]
    entity = client.get(f"/name/{name}.json").json()["entity"]["entity"]
    for told in sources:
        for alone, number in ((False, told["claims"]), (True, told["alone"])):
            href = source_path(told["source"], entity, alone=alone)
            if not number:
                continue
            assert f'href="{href.replace("&", "&amp;")}"' in found
            assert client.get(href).text.count('class="basis quote"') == number
            path, _, query = href.partition("?")
            assert len(client.get(f"{path}.json?{query}").json()["reports"]) == number


def test_source_that_speaks_of_others_alone_says_so(client):
    answer = client.get("/source/TASS?about=country:KP")
    assert answer.status_code == 200
    assert "No claim about North Korea" in answer.text


def test_source_that_no_words_stand_for_is_said_not_to_be_named(client):
    answer = client.get("/source/unnamed").text
    assert "<h1>A source not named</h1>" in answer
    assert "the articles do not say who" in answer
    assert "unnamed, not named" not in client.get("/sources").text


def test_stretch_of_an_itinerary_is_no_more_precise_than_its_stops(page):
    page.goto("/name/Kim%20Jong%20Un")
    assert page.locator("#h-it").inner_text().endswith("Apr 2019 to Tue 19 Sep 2023")


def test_days_of_the_axis_are_of_the_year_that_stands_above_it(tmp_path):
    """Also where most of what is told lies in another year."""
    day = "{} met Olaf Lind in Oslo on Monday, the ministry said."
    told = {"2024-04-18": ("Anna Berg", "Max Orre"), "2023-08-23": ("Petra Sund",), "2023-09-29": ("Hanna Moe",)}
    articles = [
        {"id": f"{on}{n}", "published": on, "text": day.format(who)}
        for on, whom in told.items()
        for n, who in enumerate(whom)
    ]
    path = tmp_path / "years.db"
    with Store(path) as store:
        store.add(Reader().read_all([make_article(data) for data in articles]))
    with serving(path) as url:
        found = httpx.get(url + "/name/Olaf Lind").text
    assert ">Mon 15</text>" in found
    assert "Days without a year are of 2024." in found
    assert "Mon 21 Aug 2023" in found


def test_arcs_are_explained_where_there_are_some(client):
    assert "An arc joins" in client.get("/name/Kim Jong Un").text
    assert "An arc joins" not in client.get("/name/Vladimir Putin").text


def test_plans_for_later_days_are_not_said_to_be_unknown(client):
    assert "was only to come" in client.get("/name/Kim Jong Un").text
    assert "Nothing after" in client.get("/name/Vladimir Putin").text


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/search?q=31+Sep+2023", "September 2023 has 30 days"),
        ("/search?q=Mon+17+Sep+2023", "It is no Monday"),
        ("/events?since=2023-02-30", "February 2023 has 28 days"),
        ("/source/Nobody Known", "No source of this store"),
        ("/article/nothing", "It may have been removed or replaced"),
    ],
)
def test_what_is_amiss_is_named(client, path, says):
    assert says in client.get(path).text


@pytest.mark.parametrize("path", ["/events?since=2023-09-17&until=2023-09-12", "/articles?skip=many"])
def test_refusal_leads_to_what_was_meant(client, path):
    refused = client.get(path)
    href = unescape(re.search(r'<ul class="notes prose"><li><a href="([^"]+)"', refused.text)[1])
    assert refused.status_code == 400
    assert '<td role="cell" data-th=' in client.get(href).text


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
