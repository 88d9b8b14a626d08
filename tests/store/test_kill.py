"""A store that is killed while articles are added ends as an unbroken run does."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dateline.store import Store
from tests.store.test_store import snapshot

ROOT = Path(__file__).parent.parent.parent
ADDING = """
import sys
from dateline.store import Store
from tests.store.made import meeting
records = [meeting(f"m{n}", day=f"2024-05-{10 + n % 4}", publisher=f"Outlet {n % 7}", extra=f" So it was {n} times.").record()
           for n in range(40)]
print("ready", flush=True)
Store(sys.argv[1]).add(records)
"""


def start(path):
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    process = subprocess.Popen([sys.executable, "-c", ADDING, str(path)], env=env, stdout=subprocess.PIPE)
    process.stdout.readline()
    return process


@pytest.fixture(scope="module")
def unbroken(tmp_path_factory):
    path = tmp_path_factory.mktemp("whole") / "news.db"
    began = time.perf_counter()
    process = start(path)
    began = time.perf_counter()
    assert process.wait() == 0
    process.stdout.close()
    with Store(path) as store:
        return snapshot(store), time.perf_counter() - began


def test_killed_at_ten_moments_and_taken_up_again(tmp_path, unbroken):
    whole, seconds = unbroken
    draw = random.Random(20240515)
    killed = 0
    for _ in range(10):
        process = start(tmp_path / "news.db")
        time.sleep(draw.random() * seconds)
        process.send_signal(signal.SIGKILL)
        killed += process.wait() != 0
        process.stdout.close()
    process = start(tmp_path / "news.db")
    assert process.wait() == 0
    process.stdout.close()
    assert killed
    with Store(tmp_path / "news.db") as store:
        assert snapshot(store) == whole
