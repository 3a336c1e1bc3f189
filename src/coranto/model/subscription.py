"""What is to be watched."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Subscription:
    """A source that is to be watched.

    `url` is the absolute address of its feed, page or sitemap. `title` is the name that the list gives it, or None.
    `folder` is the path of the groups that it stands in, "Asia/Japan", or None.
    """

    url: str
    title: str | None = None
    folder: str | None = None
