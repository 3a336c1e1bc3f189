"""Running the site on one address until somebody stops it."""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable
from contextlib import suppress

import uvicorn
from starlette.applications import Starlette

from coranto.errors import UsageError


def serve(app: Starlette, host: str, port: int, ready: Callable[[], None] = lambda: None) -> None:
    """Serve until interrupted; prints nothing but faults of its own. `ready` is called once the port is ours.

    Raises UsageError where the address cannot be listened on (the port is taken, the host is not ours), with a remedy.
    """
    with listen(host, port) as listening:
        ready()
        config = uvicorn.Config(app, log_level="error", access_log=False, server_header=False)
        # Having closed, uvicorn sends itself the signal that it caught; a reader's Ctrl-C is the normal end, no fault.
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listening])


def listen(host: str, port: int) -> socket.socket:
    """A socket that already listens, so that a taken port is known before anything else starts."""
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as fault:
        raise _refusal(fault, host, port) from fault


def _refusal(fault: OSError, host: str, port: int) -> UsageError:
    if fault.errno == errno.EADDRINUSE:
        remedy = f"stop what listens there, or give another port: --port {port + 1} (make demo PORT={port + 1})"
        return UsageError(f"port {port} on {host} is taken", remedy=remedy)
    if fault.errno == errno.EACCES:
        return UsageError(f"port {port} on {host} may not be opened", remedy="ports below 1024 need rights; take 8000")
    return UsageError(f"{host}:{port} cannot be listened on: {fault.strerror or fault}", remedy="try --host 127.0.0.1")
