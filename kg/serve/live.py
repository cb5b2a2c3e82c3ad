"""The network page as it is served: the same file, and a word when the graph has been built anew.

The page's own policy lets it reach no host. Served, it may listen to this server, and one small script does that.
"""

from __future__ import annotations

from kg.serve.frame import hashed, told

_POLICY = "default-src 'none'; script-src "
_END = "</body>"


def live(page: str) -> str:
    """The network page with the script that listens for builds.

    Raises:
        ValueError: it is no page that kg writes.
    """
    script = told()
    if page.count(_POLICY) != 1 or not page.rstrip().endswith(f"{_END}\n</html>"):
        raise ValueError("the network page has another form than the server knows")
    page = page.replace(_POLICY, f"default-src 'none'; connect-src 'self'; script-src '{hashed(script)}' ")
    head, _, tail = page.rpartition(_END)
    return f"{head}<script>{script}</script>\n{_END}{tail}"
