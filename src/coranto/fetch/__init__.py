"""The outside: the only sockets of the house. Fetching one address as bytes, and nothing else yet."""

from __future__ import annotations

__all__: list[str] = []
