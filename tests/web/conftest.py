"""A store of the sample corpus, its pages on a port of this machine, and a real Chromium."""

import json
import shutil
import socket
import threading
import time
from contextlib import contextmanager

import httpx
import pytest
import uvicorn
from playwright.sync_api import sync_playwright

from dateline.article import make_article
from dateline.reader import Reader
from dateline.store import Store
from dateline.web.app import create
from tests.conftest import ROOT

HOSTILE = {
    "id": "<script>alert(1)</script>",
    "title": "<script>alert('title')</script>",
    "publisher": '"><img src=x onerror=alert(2)>',
    "published": "2023-09-17",
    "text": "Anna Berg <b>met</b> Olaf Lind & others on Saturday, <script>alert('text')</script> said the ministry.",
}


@pytest.fixture(scope="session")
def news(tmp_path_factory):
    """The path of a store with the sample corpus and one hostile article."""
    path = tmp_path_factory.mktemp("web") / "news.db"
    lines = (ROOT / "examples" / "far-east" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    articles = [make_article(data) for data in [*map(json.loads, lines), HOSTILE]]
    with Store(path) as store:
        store.add(Reader().read_all(articles))
        store.refresh()
    return path


@contextmanager
def serving(path):
    """The pages of a store on a free port, in a thread of their own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create(path), host="127.0.0.1", port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="session")
def address(news):
    """Where the pages are served."""
    with serving(news) as url:
        yield url


@pytest.fixture(scope="session")
def client(address):
    """Plain requests, for what needs no browser."""
    with httpx.Client(base_url=address, timeout=30) as made:
        yield made


@pytest.fixture(scope="session")
def chromium():
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert path, "no Chromium: run scripts/need_browser.py, or install it"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def browsing(chromium, address):
    """One context for all pages, so that the style sheet is fetched once."""
    context = chromium.new_context(base_url=address, viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture
def page(browsing, address):
    """A page that fails the test on a request elsewhere, or on a message of the console."""
    opened = browsing.new_page()
    faults = []
    opened.on("request", lambda r: None if r.url.startswith(address) else faults.append(r.url))
    opened.on("console", lambda m: None if "404" in m.text else faults.append(m.text))
    opened.on("dialog", lambda d: (faults.append(d.message), d.dismiss()))
    yield opened
    opened.close()
    assert not faults
