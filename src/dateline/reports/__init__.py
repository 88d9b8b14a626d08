"""What is said to have happened: triggers, participants, when and where, status, codes."""

from __future__ import annotations

from dateline.reports.coder import code
from dateline.reports.codes import Code
from dateline.reports.stage import Reports

__all__ = ["Code", "Reports", "code"]
