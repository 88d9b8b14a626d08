"""The application: each page asks the store one question or a few, and has a twin in JSON."""

from __future__ import annotations

import logging
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Container, Iterable
from contextlib import asynccontextmanager
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any, get_args
from urllib.parse import quote, urlencode

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates
from starlette.exceptions import HTTPException

from dateline.errors import DatelineError
from dateline.export import html as export
from dateline.export import wording
from dateline.knowledge import Knowledge
from dateline.record import EntityKind, Record, from_json
from dateline.store import Store
from dateline.store.queries import total
from dateline.web import accounts, drawing, labels, maps, refusals
from dateline.web.beside import lines as side_by_side
from dateline.web.refusals import Refusal

HERE = Path(__file__).parent

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}

JSON_ENDING = ".json"

LOG = logging.getLogger(__name__)

STORIES, MOST_STORIES, A_PAGE = 8, 200, 100
"""Stories on the start page, stories on their own page, and articles on a page of them."""

MOST_BEARERS = 8
"""Names that a search lists."""

MOST_FOUND = 50
"""Articles that a search lists, the best first."""

LONGEST_QUERY = 200
"""Characters of a query that are read."""

BESIDE = ("near", "abridged", "expanded", "reworded", "partial")
"""Classes of copies that are shown beside their original; an identical one has nothing to show."""


def path_of(kind: str, ident: str) -> str:
    """The address of an entity, event or article."""
    return f"/{kind}/{quote(ident, safe='')}"


def source_path(source: str, about: str | None = None, *, alone: bool = False) -> str:
    """The address of what a source vouches for: all of it or what nobody else does, about everybody or one entity."""
    asked = {**({"alone": "true"} if alone else {}), **({"about": about} if about else {})}
    return path_of("source", source) + (f"?{urlencode(asked)}" if asked else "")


@cache
def _knowledge() -> Knowledge:
    return Knowledge()


def state_owned(name: str) -> bool:
    """Whether a name is that of a medium which a state or its ruling party owns."""
    medium = _knowledge().agency(name)
    return medium is not None and medium.ownership in ("state", "party")


def country_name(code: str) -> str:
    """The name of a country by its ISO 3166-1 code, else the code."""
    found = _knowledge().countries.get(code)
    return found.name if found else code


def _templates(store: Path | str) -> Jinja2Templates:
    templates = Jinja2Templates(HERE / "templates")
    templates.env.trim_blocks = templates.env.lstrip_blocks = True
    templates.env.globals.update(
        path_of=path_of,
        source_path=source_path,
        state_owned=state_owned,
        country_name=country_name,
        tally=drawing.tally,
        bar=drawing.bar,
        share=drawing.share,
        claims_bar=drawing.claims,
        called=accounts.called,
        called_many=accounts.called_many,
        source_words=accounts.source_words,
        source_kind=accounts.source_kind,
        whole_time=accounts.whole_time,
        map_line=labels.LINE,
        outlets=accounts.outlets,
        story_tree=accounts.story_tree,
        version=metadata.version("dateline"),
        store_name=Path(str(store)).name,
        wording=wording,
    )
    return templates


class Site:
    """The pages of one store, which stays open between requests; each answer sees what was added meanwhile."""

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self.templates = _templates(path)
        self._kept: tuple[Store, tuple[int, int]] | None = None
        self._opening = threading.Lock()

    @property
    def store(self) -> Store:
        """The store, safe to read from many threads; opened anew where another file has taken its place."""
        with self._opening:
            found = self.path.stat() if self.path.exists() else None
            file = (found.st_dev, found.st_ino) if found else (0, 0)
            if self._kept is None or self._kept[1] != file:
                self._let_go()
                self._kept = (Store(self.path, create=False, knowledge=_knowledge()), file)
            return self._kept[0]

    def close(self) -> None:
        """Let go of the store."""
        with self._opening:
            self._let_go()

    def _let_go(self) -> None:
        if self._kept is not None:
            self._kept[0].close()
            self._kept = None

    def answer(self, request: Request, page: str, data: dict[str, Any], *, twin: bool, **more: Any) -> Response:
        """The page as HTML, or its data as JSON."""
        if twin:
            return JSONResponse(data)
        base = request.url.path.rstrip("/") or "/start"
        query = f"?{request.url.query}" if request.url.query else ""
        context = {**data, **more, "twin": base + JSON_ENDING + query, "here": page}
        return self.templates.TemplateResponse(request, f"{page}.html", context)

    def start(self, request: Request, *, twin: bool) -> Response:
        """What is in the store, its newest stories, its sources, what is worth a second look."""
        store = self.store
        data = {
            "info": store.info(),
            **store.told_stories(limit=STORIES),
            "sources": store.vouching(),
            "second_look": store.second_look(),
            "entities": store.entities(limit=18),
            "replaced": store.replaced(limit=5),
        }
        published = store.days()
        untitled = self._openings(store, (s["articles"][0] for s in data["stories"] if not s["title"]))
        return self.answer(
            request,
            "start",
            data,
            twin=twin,
            days=drawing.days(published),
            earlier=drawing.earlier(published),
            opening=untitled,
        )

    def stories(self, request: Request, *, twin: bool) -> Response:
        """The stories, the one with the newest article first."""
        store = self.store
        data = store.told_stories(limit=MOST_STORIES)
        untitled = self._openings(store, (s["articles"][0] for s in data["stories"] if not s["title"]))
        return self.answer(request, "stories", data, twin=twin, opening=untitled)

    @staticmethod
    def _openings(store: Store, articles: Iterable[str]) -> dict[str, str]:
        wanted = list(articles)
        return store.openings(wanted) if wanted else {}

    def search(self, request: Request, query: str, *, twin: bool) -> Response:
        """The day or the names that the words may mean, and the articles that hold them."""
        query = query.strip()[:LONGEST_QUERY]
        found: list[dict[str, Any]] = []
        named: list[dict[str, Any]] = []
        asked = accounts.day_asked(query)
        day = asked and asked.iso
        store = self.store
        on_day = len(store.events(since=day, until=day)) if day else 0
        if query and not day:
            bearers = store.meant(query)["bearers"]
            named = [store.entity(row["entity"]) for row in bearers[:MOST_BEARERS]]
        wordless = not any(letter.isalnum() for letter in query)
        if not wordless:
            found = store.search(query, limit=MOST_FOUND)
        untitled = self._openings(store, (row["article"] for row in found if not row["title"]))
        empty = not store.info()["articles"]
        data = {"query": query, "day": day, "events": on_day, "names": named, "articles": found}
        return self.answer(
            request,
            "search",
            data,
            twin=twin,
            opening=untitled,
            empty=empty,
            wordless=wordless,
            most=MOST_FOUND,
            no_day=asked and asked.fault,
            other_weekday=asked and asked.other_weekday,
        )

    def names(self, request: Request, *, twin: bool, kind: str) -> Response:
        """Everybody and everything that has events, or those of one kind."""
        store = self.store
        data = {"entities": store.entities(kind=kind or None, limit=500)}
        return self.answer(request, "names", data, twin=twin, kind=kind, kinds=get_args(EntityKind))

    def name(self, request: Request, name: str, *, twin: bool) -> Response:
        """One entity: its timeline, its itinerary, and who vouches for what."""
        store = self.store
        data: dict[str, Any] = {
            "entity": store.entity(name),
            "timeline": store.timeline(name),
            "itinerary": store.itinerary(name),
            "sources": store.vouching(name=name),
        }
        newest = store.info()["last"]
        dated = [r for r in data["timeline"] if r["basis"] not in ("none", "bound")]
        run = drawing.axis(dated)
        year = str(run.first.year) if run else accounts.usual_year(data["timeline"])
        return self.answer(
            request,
            "name",
            data,
            twin=twin,
            axis=run,
            map=maps.draw(data["itinerary"], year),
            off=accounts.off_the_map(data["timeline"], data["itinerary"]),
            rows={row["event"]: row for row in data["timeline"]},
            total=total(data["timeline"]),
            dated=dated,
            newest=newest,
            ahead=accounts.lies_ahead(dated, newest),
            year=year,
            also=accounts.other_names(data["entity"]),
        )

    def events(
        self, request: Request, *, twin: bool, since: str = "", until: str = "", disputed: bool = False
    ) -> Response:
        """All events, those of a range of days, or those on which sources disagree."""
        for value in filter(None, (since, until)):
            day = accounts.day_asked(value)
            if day and day.fault:
                return self.refuse(request, refusals.no_such_day(value, day.fault))
            if not day or day.iso != value:
                raise DatelineError("input.date", value=value)
        if since and until and since > until:
            return self.refuse(request, refusals.turned_days(since, until, disputed=disputed))
        store = self.store
        data = {"events": store.events(disputed=disputed, since=since or None, until=until or None)}
        info = store.info()
        asked = {"disputed": disputed, "since": since, "until": until}
        return self.answer(request, "events", data, twin=twin, asked=asked, info=info)

    def event(self, request: Request, ident: str, *, twin: bool) -> Response:
        """One event: every report with its exact words, and where the sources differ."""
        store = self.store
        data = store.event(ident)
        if twin:
            return JSONResponse(data)
        others = {}
        for link in [*data["links"], *data.get("linked_from", [])]:
            other = link.get("to") or link.get("from")
            others[other] = store.event(other)
        read = store.records(r["article"] for r in data["reports"])
        copies = self._copies_of(store, (a for o in data["origin_list"] for a in [o["name"], *o["articles"]]), read)
        records = {ident: from_json(record, Record) for ident, record in read.items()}
        return self.answer(
            request,
            "event",
            data,
            twin=False,
            others=others,
            copies=copies,
            tellings=accounts.tellings(data, records),
            plans=accounts.plans(data, others),
            said_on=accounts.said_on,
            tree=accounts.origin_tree(data, copies),
        )

    @staticmethod
    def _copies_of(store: Store, articles: Iterable[str], known: Container[str]) -> dict[str, dict[str, Any]]:
        """How each of these articles stands to its copies, by article; an origin's name may be none of an article."""
        found: dict[str, dict[str, Any]] = {}
        for article in articles:
            if article in known and article not in found:
                found.update((row["article"], row) for row in store.copies(article=article))
        return found

    def articles(self, request: Request, *, twin: bool, skip: int = 0) -> Response:
        """The articles, the newest first, and what could not be read."""
        skip = max(skip, 0)
        store = self.store
        data = {"articles": store.articles(limit=A_PAGE, offset=skip), "failures": store.failures()}
        untitled = self._openings(store, (row["id"] for row in data["articles"] if not row["title"]))
        number = store.info()["articles"]
        return self.answer(
            request, "articles", data, twin=twin, opening=untitled, skip=skip, number=number, a_page=A_PAGE
        )

    def article(self, request: Request, ident: str, *, twin: bool) -> Response:
        """One article: its text with the evidence marked, the record beside it, its copies."""
        store = self.store
        data = store.article(ident)
        if twin:
            return JSONResponse(data)
        own = next((c for c in data["copies"] if c["article"] == ident and c["of"]), None)
        pairs = store.diff(own["of"], ident) if own and own["class"] in BESIDE else []
        origin = store.article(own["of"])["record"] if own and pairs else None
        newer = None if data["current"] else next((r for r in store.replaced() if r["article"] == ident), None)
        record = from_json(data["record"], Record) if data["record"] else None
        columns = export.columns(record, data["events"]) if record else ""
        line = wording.headline(record) if record and record.attributions else ""
        beside = []
        if record and origin:
            beside = side_by_side(pairs, origin["article"]["text"], record.article.text, _knowledge())
        return self.answer(
            request,
            "article",
            data,
            twin=False,
            columns=columns,
            line=line,
            title=accounts.called(record.article.title, record.article.text) if record else ident,
            newer=newer,
            a=record and record.article,
            own=own,
            beside=beside,
            original=origin["article"] if origin else None,
            swaps=sum(len(pair["swaps"]) for pair in pairs),
        )

    def sources(self, request: Request, *, twin: bool) -> Response:
        """Who vouches for how much."""
        store = self.store
        data = {**store.vouching(), "info": store.info()}
        return self.answer(request, "sources", data, twin=twin)

    def source(self, request: Request, name: str, *, twin: bool) -> Response:
        """All that one source vouches for, or what nobody else does; about everybody, or about one entity."""
        alone, of = request.query_params.get("alone") == "true", request.query_params.get("about", "")
        store = self.store
        about = self._about(store, of) if of else None
        data = store.said_by(name, alone=alone and not about)
        if about:
            events = {row["event"] for row in store.timeline(about["entity"])}
            data = accounts.narrowed(data, events, alone=alone) | {"about": about}
        known = self._known(store, data["source"]) if data["named"] else None
        more = {"alone_asked": alone, "known": known, "about": about, "is_named": data["named"]}
        return self.answer(request, "source", data, twin=twin, **more)

    @staticmethod
    def _about(store: Store, name: str) -> dict[str, str]:
        found = store.entity(name)
        return {"entity": found["entity"], "name": found["name"]}

    @staticmethod
    def _known(store: Store, name: str) -> str | None:
        """What the page of a name calls a source; ``None`` where none has that name, or several do."""
        try:
            return str(store.entity(name)["name"])
        except DatelineError as error:
            if not error.code.startswith("name."):
                raise
            return None

    def refuse(self, request: Request, refusal: Refusal) -> Response:
        """A page, or JSON, that says what is wrong and what to do."""
        if request.url.path.endswith(JSON_ENDING):
            words = {"message": refusal.message, "mend": refusal.mend, "see": [href for href, _, _ in refusal.links]}
            return JSONResponse({"error": words}, status_code=refusal.status)
        context = {"refusal": refusal, "here": "error", "twin": None}
        return self.templates.TemplateResponse(request, "error.html", context, status_code=refusal.status)

    def refuse_error(self, request: Request, error: DatelineError) -> Response:
        """The page for an error of the store; a name that is not known or not one person's is answered with names."""
        asked = request.path_params.get("ident", "").removesuffix(JSON_ENDING)
        meant = None
        if error.code.startswith("name."):
            store = self.store
            meant = store.meant(asked)
        return self.refuse(
            request, refusals.of_error(error, asked, meant, source=request.url.path.startswith("/source/"))
        )


def create(path: Path | str) -> FastAPI:
    """The application over the store at ``path``, which must exist; it reads and never writes articles."""
    site = Site(path)

    @asynccontextmanager
    async def open_until_shutdown(_: FastAPI) -> AsyncIterator[None]:
        yield
        site.close()

    app = FastAPI(
        title="Dateline",
        lifespan=open_until_shutdown,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
    )
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")

    @app.middleware("http")
    async def headers(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        try:
            response = await call_next(request)
        except Exception:
            LOG.exception("no page could be made for %s", request.url.path)
            response = site.refuse(request, refusals.of_status(refusals.BROKEN, request.url.path))
        response.headers.update(HEADERS)
        return response

    @app.exception_handler(DatelineError)
    def said(request: Request, error: DatelineError) -> Response:
        return site.refuse_error(request, error)

    @app.exception_handler(HTTPException)
    def plain(request: Request, error: HTTPException) -> Response:
        return site.refuse(request, refusals.of_status(error.status_code, request.url.path))

    @app.exception_handler(RequestValidationError)
    def misasked(request: Request, _: RequestValidationError) -> Response:
        return site.refuse(request, refusals.of_status(refusals.WRONG, request.url.path))

    _routes(app, site)
    return app


def _routes(app: FastAPI, site: Site) -> None:
    """Each page under its address, and its twin under the same with ``.json``."""

    @app.get("/look.css", include_in_schema=False)
    def look() -> Response:
        return Response(export.style(), media_type="text/css", headers={"Cache-Control": "max-age=3600"})

    @app.get("/favicon.ico", include_in_schema=False)
    def favicon() -> Response:
        return Response((HERE / "static" / "favicon.svg").read_bytes(), media_type="image/svg+xml")

    @app.get("/", response_class=HTMLResponse)
    def start(request: Request) -> Response:
        return site.start(request, twin=False)

    @app.get("/start.json")
    def start_twin(request: Request) -> Response:
        return site.start(request, twin=True)

    @app.get("/search")
    @app.get("/search.json")
    def search(request: Request, q: str = "") -> Response:
        return site.search(request, q, twin=_is_twin(request))

    @app.get("/events")
    @app.get("/events.json")
    def events(request: Request, *, since: str = "", until: str = "", disputed: bool = False) -> Response:
        return site.events(request, twin=_is_twin(request), since=since, until=until, disputed=disputed)

    @app.get("/names")
    @app.get("/names.json")
    def names(request: Request, kind: str = "") -> Response:
        return site.names(request, twin=_is_twin(request), kind=kind)

    @app.get("/stories")
    @app.get("/stories.json")
    def stories(request: Request) -> Response:
        return site.stories(request, twin=_is_twin(request))

    @app.get("/articles")
    @app.get("/articles.json")
    def articles(request: Request, skip: int = 0) -> Response:
        return site.articles(request, twin=_is_twin(request), skip=skip)

    @app.get("/sources")
    @app.get("/sources.json")
    def sources(request: Request) -> Response:
        return site.sources(request, twin=_is_twin(request))

    singles = {"name": site.name, "event": site.event, "article": site.article, "source": site.source}

    @app.get("/{kind}/{ident:path}")
    def single(request: Request, kind: str, ident: str) -> Response:
        if kind not in singles:
            raise HTTPException(404)
        return singles[kind](request, ident.removesuffix(JSON_ENDING), twin=_is_twin(request))


def _is_twin(request: Request) -> bool:
    return request.url.path.endswith(JSON_ENDING)
