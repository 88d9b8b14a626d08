"""What tests share: the text strategy, the sample where it lies beside the checkout, one reader."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent

settings.register_profile(
    "dateline", deadline=None, max_examples=60, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("dateline")


@pytest.fixture(scope="session")
def reader():
    from dateline.reader import Reader

    return Reader(check=True)


@pytest.fixture(scope="session")
def sample_text():
    path = ROOT.parent / "shared" / "samples" / "000_891bda465323ea39.txt"
    if not path.exists():
        pytest.skip("the sample article does not lie beside this checkout")
    return path.read_text(encoding="utf-8")
