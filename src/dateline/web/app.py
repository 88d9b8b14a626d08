"""The application: each page asks the store one question or a few, and has a twin in JSON."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Container, Iterable
from functools import cache
from pathlib import Path
from typing import Any, get_args
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
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
from dateline.web import accounts, drawing, maps
from dateline.web.beside import lines as side_by_side

HERE = Path(__file__).parent

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}

JSON_ENDING = ".json"

BESIDE = ("near", "abridged", "expanded", "reworded", "partial")
"""Classes of copies that are shown beside their original; an identical one has nothing to show."""


def path_of(kind: str, ident: str) -> str:
    """The address of an entity, event or article."""
    return f"/{kind}/{quote(ident, safe='')}"


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
        state_owned=state_owned,
        country_name=country_name,
        tally=drawing.tally,
        bar=drawing.bar,
        share=drawing.share,
        store_name=Path(str(store)).name,
        wording=wording,
    )
    return templates


class Site:
    """The pages of one store; it is opened anew for each request, so that what is added meanwhile is seen."""

    def __init__(self, path: Path | str) -> None:
        self.path = path
        self.templates = _templates(path)

    def answer(self, request: Request, page: str, data: dict[str, Any], *, twin: bool, **more: Any) -> Response:
        """The page as HTML, or its data as JSON."""
        if twin:
            return JSONResponse(data)
        base = request.url.path.rstrip("/") or "/start"
        query = f"?{request.url.query}" if request.url.query else ""
        context = {**data, **more, "twin": base + JSON_ENDING + query, "here": page}
        return self.templates.TemplateResponse(request, f"{page}.html", context)

    def start(self, request: Request, *, twin: bool) -> Response:
        """What is in the store, its newest stories, and whom it has most of."""
        with Store(self.path, create=False) as store:
            data = {"info": store.info(), "stories": store.stories()[:12], "entities": store.entities(limit=18)}
            titles = {a["id"]: a for a in store.articles(limit=1000)}
            days = drawing.days(store.days())
        return self.answer(request, "start", data, twin=twin, titles=titles, days=days)

    def search(self, request: Request, query: str, *, twin: bool) -> Response:
        """Names that the words may mean, and articles that hold them."""
        found: list[dict[str, Any]] = []
        named: list[dict[str, Any]] = []
        hint = None
        with Store(self.path, create=False) as store:
            if query.strip():
                found = store.search(query, limit=50)
                try:
                    named = [store.entity(query)]
                except DatelineError as error:
                    hint = error.mend if error.code == "name.ambiguous" else None
            data = {"query": query, "names": named, "articles": found}
        return self.answer(request, "search", data, twin=twin, hint=hint)

    def names(self, request: Request, *, twin: bool, kind: str) -> Response:
        """Everybody and everything that has events, or those of one kind."""
        with Store(self.path, create=False) as store:
            data = {"entities": store.entities(kind=kind or None, limit=500)}
        return self.answer(request, "names", data, twin=twin, kind=kind, kinds=get_args(EntityKind))

    def name(self, request: Request, name: str, *, twin: bool) -> Response:
        """One entity: its timeline, its itinerary, and who vouches for what."""
        with Store(self.path, create=False) as store:
            data: dict[str, Any] = {
                "entity": store.entity(name),
                "timeline": store.timeline(name),
                "itinerary": store.itinerary(name),
                "sources": store.sources(name=name),
            }
            newest = store.info()["last"]
        dated = [r for r in data["timeline"] if r["basis"] not in ("none", "bound")]
        run = drawing.axis(dated)
        return self.answer(
            request,
            "name",
            data,
            twin=twin,
            axis=run,
            map=maps.draw(data["itinerary"]),
            dated=dated,
            newest=newest,
            year=accounts.usual_year(dated),
            also=accounts.other_names(data["entity"]),
        )

    def events(
        self, request: Request, *, twin: bool, since: str = "", until: str = "", disputed: bool = False
    ) -> Response:
        """All events, those of a range of days, or those on which sources disagree."""
        with Store(self.path, create=False) as store:
            data = {"events": store.events(disputed=disputed, since=since or None, until=until or None)}
            info = store.info()
        asked = {"disputed": disputed, "since": since, "until": until}
        return self.answer(request, "events", data, twin=twin, asked=asked, info=info)

    def event(self, request: Request, ident: str, *, twin: bool) -> Response:
        """One event: every report with its exact words, and where the sources differ."""
        with Store(self.path, create=False) as store:
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

    def articles(self, request: Request, *, twin: bool) -> Response:
        """The articles, the newest first, and what could not be read."""
        with Store(self.path, create=False) as store:
            data = {"articles": store.articles(limit=500), "failures": store.failures()}
        return self.answer(request, "articles", data, twin=twin)

    def article(self, request: Request, ident: str, *, twin: bool) -> Response:
        """One article: its text with the evidence marked, the record beside it, its copies."""
        with Store(self.path, create=False) as store:
            data = store.article(ident)
            if twin:
                return JSONResponse(data)
            own = next((c for c in data["copies"] if c["article"] == ident and c["of"]), None)
            pairs = store.diff(own["of"], ident) if own and own["class"] in BESIDE else []
            origin = store.article(own["of"])["record"] if own and pairs else None
        record = from_json(data["record"], Record) if data["record"] else None
        columns = export.columns(record, data["events"]) if record else ""
        line = wording.headline(record) if record else ""
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
            a=record and record.article,
            own=own,
            beside=beside,
            original=origin["article"] if origin else None,
            swaps=sum(len(pair["swaps"]) for pair in pairs),
        )

    def sources(self, request: Request, *, twin: bool) -> Response:
        """Who vouches for how much."""
        with Store(self.path, create=False) as store:
            data = {"sources": store.sources(), "info": store.info()}
        return self.answer(request, "sources", data, twin=twin)

    def error(self, request: Request, status: int, message: str, mend: str) -> Response:
        """A page, or JSON, that says what is wrong and what to do."""
        if request.url.path.endswith(JSON_ENDING):
            return JSONResponse({"error": {"message": message, "mend": mend}}, status_code=status)
        context = {"message": message, "mend": mend, "here": "error", "twin": None}
        return self.templates.TemplateResponse(request, "error.html", context, status_code=status)


def create(path: Path | str) -> FastAPI:
    """The application over the store at ``path``, which must exist; it reads and never writes articles."""
    site = Site(path)
    app = FastAPI(title="Dateline", docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")

    @app.middleware("http")
    async def headers(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        response = await call_next(request)
        response.headers.update(HEADERS)
        return response

    @app.exception_handler(DatelineError)
    def said(request: Request, error: DatelineError) -> Response:
        absent = error.code.endswith((".unknown", ".ambiguous"))
        status = 404 if absent else 400 if error.code.startswith("query.") else 500
        return site.error(request, status, error.message, error.mend)

    @app.exception_handler(HTTPException)
    def plain(request: Request, error: HTTPException) -> Response:
        return site.error(request, error.status_code, f"there is no page {request.url.path}", "begin at the start page")

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

    @app.get("/articles")
    @app.get("/articles.json")
    def articles(request: Request) -> Response:
        return site.articles(request, twin=_is_twin(request))

    @app.get("/sources")
    @app.get("/sources.json")
    def sources(request: Request) -> Response:
        return site.sources(request, twin=_is_twin(request))

    singles = {"name": site.name, "event": site.event, "article": site.article}

    @app.get("/{kind}/{ident:path}")
    def single(request: Request, kind: str, ident: str) -> Response:
        if kind not in singles:
            raise HTTPException(404)
        return singles[kind](request, ident.removesuffix(JSON_ENDING), twin=_is_twin(request))


def _is_twin(request: Request) -> bool:
    return request.url.path.endswith(JSON_ENDING)
