"""``kg serve``: a case's graph over HTTP: SPARQL, pages, data."""

from __future__ import annotations

from dataclasses import replace

import click

from kg.cli.talk import case_option, say
from kg.cli.view_options import view_options
from kg.project import Project
from kg.query.view import View

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@click.command(
    "serve",
    epilog="""\b
Examples:
  kg serve
  kg serve --port 8080 --as-of 2009
  kg serve --host 0.0.0.0 --allow-host graph.example.org
  kg serve --proxied --allow-host graph.example.org""",
)
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="Port; 0 for any free one.")
@click.option("--allow-host", "hosts", multiple=True, metavar="NAME", help="Another name of this server, as clients write it.")
@click.option("--allow-origin", "origins", multiple=True, metavar="ORIGIN", help="Another site whose pages may read answers (CORS).")
@click.option("--timeout", default=30.0, show_default=True, type=click.FloatRange(0.1), metavar="SECONDS", help="Longest question.")
@click.option("--memory", default=2.0, show_default=True, type=click.FloatRange(0.25), metavar="GB", help="Memory of one question.")
@click.option("--max-rows", default=1_000_000, show_default=True, type=click.IntRange(1), metavar="N", help="Rows of an answer.")
@click.option("--queue", default=64, show_default=True, type=click.IntRange(0), metavar="N", help="Questions that may wait.")
@click.option("--workers", default=0, type=click.IntRange(0), metavar="N", help="Questions answered at once.  [default: one a core]")
@click.option("--proxied", is_flag=True, help="A web server on this machine is in front: clients are told apart by its X-Forwarded-For.")
@view_options
@case_option
def command(
    project: Project,
    view: View,
    host: str,
    port: int,
    hosts: tuple[str, ...],
    origins: tuple[str, ...],
    timeout: float,
    memory: float,
    max_rows: int,
    queue: int,
    workers: int,
    proxied: bool,
) -> None:
    """Serve the last build on this machine: the network page at /, a question page at /query, SPARQL 1.1 at /sparql.

    Only programs on this machine reach it, unless --host says otherwise. A new build is picked up by itself. Questions cannot change
    anything or reach another server, and each is ended when it takes too long.
    """
    from kg.query.views import view_folder
    from kg.serve.app import Settings
    from kg.serve.run import serve
    from kg.serve.workers import Limits

    if not view.whole:
        view_folder(replace(project, store=""), view)[1].close()  # made now, so that what is wrong with it is told here
    limits = Limits(timeout, int(memory * 1024**3), max_rows, queue, workers)
    named = (*hosts, *(() if host in ("0.0.0.0", "::") else (host,)))  # noqa: S104 - only looked at

    def ready(address: str) -> None:
        print(address, flush=True)
        if not view.whole:
            say(f"Only a part is served: {view}.")
        if host not in _LOOPBACK:
            say(
                "Whoever reaches this machine can read the graph. Names that it answers to: "
                + (", ".join(hosts) or "this machine's own")
                + "."
            )
        say("Questions: /query. SPARQL: /sparql. Ctrl-C ends it.")

    serve(project, Settings(named, origins, limits, view), host=host, port=port, proxied=proxied, ready=ready)
