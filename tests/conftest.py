"""Fixtures that several parts share."""

from tests.browser import chromium, visit

__all__ = ["chromium", "visit"]
