"""The pages: `serve`, `demo`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import click

from coranto import desk, settings
from coranto.cli import show
from coranto.cli.options import store_option

DEMO = "demo.db"
OpenSite = Callable[[desk.Desk, str, int, Callable[[], None]], None]


@click.command(short_help="Open the desk in a browser.")
@click.option("--host", help="Address to listen on (default: the setting, 127.0.0.1).")
@click.option("--port", type=int, help="Port to listen on (default: the setting, 8000).")
@store_option
@click.pass_obj
def serve(open_site: OpenSite, host: str | None, port: int | None, where: str) -> None:
    """Open the desk in a browser; Ctrl-C stops it."""
    given = settings.load()
    with desk.open_desk(given, where) as here:
        _serve(open_site, here, host or given.host, port or given.port)


def _serve(open_site: OpenSite, here: desk.Desk, host: str, port: int) -> None:
    open_site(here, host, port, lambda: click.echo(f"The desk is open at http://{host}:{port}/   (Ctrl-C closes it)"))
    click.echo("The desk is closed.")


@click.command(short_help="Open the desk on the sample wire.")
@click.option("--port", type=int, default=8000, show_default=True, help="Port to listen on.")
@click.option("--no-serve", is_flag=True, help="Only read the sample wire; do not open the desk.")
@click.pass_obj
def demo(open_site: OpenSite, port: int, no_serve: bool) -> None:
    """Read the sample wire (our own reports, invented outlets) and open the desk on it."""
    given = replace(settings.load(), title="coranto desk: sample wire")
    with desk.open_desk(given, str(settings.home() / DEMO)) as here:
        _read_sample(here)
        if not no_serve:
            _serve(open_site, here, given.host, port)


def _read_sample(here: desk.Desk) -> None:
    click.echo("Reading the sample wire: reports that we wrote, under invented outlets' names …")
    with show.progress() as step:
        taken = desk.take_in(here, desk.sample(), step)
        events = desk.collate_all(here, step)
    show.problems(taken.problems)
    click.echo(f"{taken.articles} articles ({taken.new} new), {len(events)} events.")
