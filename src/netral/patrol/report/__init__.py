"""The page that people would rather look at: one self-contained file a language, no network, no script."""

from netral.patrol.report.page import write_report

__all__ = ["write_report"]
