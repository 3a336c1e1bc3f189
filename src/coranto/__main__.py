"""The program: puts the faces together, so that none of them needs to know another."""

from __future__ import annotations

from coranto import cli
from coranto.site import run


def main() -> None:
    """Run the command line, with the site to open on `serve` and `demo`."""
    cli.main(run.run)


if __name__ == "__main__":
    main()
