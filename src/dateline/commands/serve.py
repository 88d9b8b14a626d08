"""``dateline serve``: the pages of a store, on this machine."""

from __future__ import annotations

import click


@click.command()
@click.argument("store", default="news.db", metavar="[STORE]")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
def serve(store: str, host: str, port: int) -> None:
    """Serve the pages of a store; they are read-only, and only this machine reaches them unless --host says more."""
    import uvicorn

    from dateline.store import Store
    from dateline.web.app import create

    with Store(store, create=False) as opened:
        opened.refresh()
        held = opened.info()
    click.echo(f"{store}: {held['articles']} articles · {held['events']} events")
    click.echo(f"http://{host}:{port}/  (stop with Ctrl-C)")
    uvicorn.run(create(store), host=host, port=port, log_level="warning")
