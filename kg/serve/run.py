"""Running the server until it is told to stop."""

from __future__ import annotations

import socket
from collections.abc import Callable

from kg.errors import UsageError
from kg.project import Project
from kg.serve.app import Settings, application
from kg.store.open import current_folder


def serve(project: Project, settings: Settings, *, host: str, port: int, proxied: bool = False, ready: Callable[[str], None]) -> None:
    """Serve a case over HTTP.

    Args:
        host: the address to listen on.
        port: 0 for any free one.
        proxied: a web server on this machine stands in front and says who asks (``X-Forwarded-For``).
        ready: called with the server's address once it listens.

    Raises:
        StoreError: nothing has been built yet.
        UsageError: the address cannot be listened on.
    """
    import uvicorn

    class Server(uvicorn.Server):
        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            await app.state.serving.stop()  # before the connections are waited for: these end when their answers do
            await super().shutdown(sockets)

    current_folder(project)
    listener = listen(host, port)
    name = f"[{host}]" if ":" in host else host
    app = application(project, settings)
    config = uvicorn.Config(
        app,
        http="h11",
        loop="asyncio",
        ws="none",
        lifespan="on",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=proxied,  # an address that the client writes itself says nothing
        forwarded_allow_ips=["127.0.0.1", "::1"],
        h11_max_incomplete_event_size=64 * 1024,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=2,
        limit_concurrency=2000,
    )
    ready(f"http://{name}:{listener.getsockname()[1]}/")
    Server(config).run(sockets=[listener])


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens on an address.

    Raises:
        UsageError: somebody else listens there, or there is no such address here.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(2048)
    except OSError as error:
        words = (error.strerror or str(error)).lower()
        raise UsageError(f"cannot listen on {host}:{port}: {words}.", remedy="Choose another with --port, such as --port 8001.") from None
    listener.set_inheritable(False)
    return listener
