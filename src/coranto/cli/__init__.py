"""The command line: parse, call one function of the desk, print. `main` is the program."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from coranto import __version__
from coranto.cli import code, codebook, exports, keep, publish, read, watch
from coranto.cli.publish import OpenSite
from coranto.errors import CorantoError

__all__ = ["cli", "main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="coranto")
def cli() -> None:
    """Read world news: who did what to whom, when, where, according to whom, and how surely."""


for command in (
    read.read,
    code.code,
    codebook.codebook,
    keep.add,
    watch.fetch,
    watch.watch,
    watch.sources,
    keep.collate,
    keep.events,
    keep.doctor,
    publish.serve,
    exports.export,
    exports.compare,
    publish.demo,
):
    cli.add_command(command)


def main(open_site: OpenSite, arguments: Sequence[str] | None = None) -> None:
    """Run the program; an error of ours is shown with its place and remedy, and ends with exit code 2.

    `open_site` serves a desk at a host and port until interrupted.
    """
    try:
        cli.main(args=arguments, obj=open_site)
    except CorantoError as fault:
        click.secho(f"coranto: {fault}", fg="red", err=True)
        sys.exit(2)
