"""The control of the kills: the same house behind a queue that answers first and writes after.

Every form is answered at once, as if it were done, and carried out by one thread in its turn: what
one builds who finds the disk slow. `python -m bench.early_answers serve --data DIR` takes the words
of `clew`.
"""

import io
import queue
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any, Final
from unittest.mock import patch

from clew.site import cli, fronts, serving

Environ = dict[str, Any]
Application = Callable[..., Iterable[bytes]]
_ONLY: Final = ("/notes/new/", "/people/new/")
_PAUSE: Final = 0.02  # seconds between two writes: a queue gathers


class EarlyAnswers:
    """An application before another one."""

    def __init__(self, application: Application) -> None:
        """Start the thread that writes."""
        self._application = application
        self._waiting: queue.Queue[Environ] = queue.Queue()
        threading.Thread(target=self._write, daemon=True).start()

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer that a form is done, and put it down to be done."""
        if environ["REQUEST_METHOD"] != "POST" or not environ["PATH_INFO"].endswith(_ONLY):
            return self._application(environ, start_response)
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        self._waiting.put(environ | {"wsgi.input": io.BytesIO(body)})
        start_response("302 Found", [("Location", "/"), ("Content-Length", "0")])
        return [b""]

    def _write(self) -> None:
        while True:
            answer = self._application(self._waiting.get(), lambda *_: None)
            for _ in answer:
                pass
            if hasattr(answer, "close"):
                answer.close()
            time.sleep(_PAUSE)


def main() -> int:
    """Become `clew` with every server behind the queue."""
    make = serving.make_server

    def made(application: Application, sockets: list[socket.socket]) -> serving.Server:
        return make(EarlyAnswers(application), sockets)

    with patch.object(fronts, "make_server", made):
        return cli.main(sys.argv[1:])


if __name__ == "__main__":
    raise SystemExit(main())
