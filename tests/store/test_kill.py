"""A store that is killed while real articles are added ends as an unbroken run does.

The moments are drawn at random (with a seed): when so many articles are in, and a little later. The reader loads for
a second or two before the first, so that moments drawn from the clock alone would mostly kill nothing at work.
``DATELINE_KILLS=10`` kills more often than the suite does.
"""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from dateline.store import Store
from tests.conftest import ROOT
from tests.store.conftest import ARTICLES

ADDED = 10
KILLS = int(os.environ.get("DATELINE_KILLS", "3"))
SOON = 0.1
"""Seconds after the commit of an article within which the process is killed."""


@pytest.fixture(scope="module")
def ten(tmp_path_factory):
    path = tmp_path_factory.mktemp("ten") / "ten.jsonl"
    lines = ARTICLES.read_text(encoding="utf-8").splitlines()[:ADDED]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def start(articles, store):
    command = [sys.executable, "-m", "dateline", "add", str(articles), "--store", str(store)]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    return subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def number_in(path):
    """How many articles are in the store; 0 while it is being made."""
    if not path.exists():
        return 0
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=1) as raw:
        try:
            number = raw.execute("SELECT count(*) FROM articles").fetchone()[0]
        except sqlite3.OperationalError:
            number = 0
    raw.close()
    return number


def kill_after(process, path, number, seconds):
    """Kill the process that many seconds after the store holds so many articles; whether it was still at work."""
    while process.poll() is None and number_in(path) < number:
        time.sleep(0.005)
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    return process.wait() != 0


def test_killed_at_random_moments_and_taken_up_again(tmp_path, ten, far_east, snapshot, contents):
    draw = random.Random(20240515)
    path = tmp_path / "news.db"
    moments = sorted(draw.randint(0, ADDED) for _ in range(KILLS))
    killed = [kill_after(start(ten, path), path, number, draw.random() * SOON) for number in moments]
    assert sum(killed) >= KILLS - 1  # the last may have been done before
    assert start(ten, path).wait() == 0
    with Store(tmp_path / "whole.db") as whole, Store(path) as broken:
        whole.add(far_east[:ADDED])
        assert snapshot(broken) == snapshot(whole)
        assert contents(broken) == contents(whole)
