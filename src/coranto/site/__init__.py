"""The reader's pages over HTTP: `app` makes the application, `serve` runs it, `Votes` is what it needs of a store."""

from __future__ import annotations

from coranto.site.app import app
from coranto.site.serve import serve
from coranto.site.votes import Votes, in_memory

__all__ = ["Votes", "app", "in_memory", "serve"]
