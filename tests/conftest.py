"""Fixtures that several parts share."""

from tests.browser import chromium, playwright, visit

__all__ = ["chromium", "playwright", "visit"]
