"""A server that stops without losing anybody's words: it takes no more, and finishes what it has.

Waitress alone cuts off what is under way. Here a request that has arrived is answered, up to ten
seconds; only then does the process end. What was not answered was not acknowledged.
"""

import time
from collections.abc import Callable
from typing import Any, Final

from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, create_server

from clew.site.boundaries import Channel

LONGEST: Final = 10.0  # seconds to finish what is under way
_TICK: Final = 0.05


class StoppableServer:
    """Serves until it is told to stop, and then finishes what it has begun."""

    def __init__(self, application: Callable[..., Any], **adjustments: object) -> None:
        """Make the server. `adjustments` are waitress's own."""
        self._map: dict[int, Any] = {}
        self._server = create_server(application, map=self._map, **adjustments)
        for listener in self._of(BaseWSGIServer):
            listener.channel_class = Channel
        self._told = False

    def run(self) -> None:
        """Serve until `stop`; return when nothing is under way any more."""
        while not self._told:
            wasyncore.loop(timeout=1.0, use_poll=True, map=self._map, count=1)
        self._finish()

    def stop(self) -> None:
        """Take no more requests, and let `run` return. May be called by a signal."""
        self._told = True
        for listener in self._of(BaseWSGIServer):
            listener.pull_trigger()
            break

    def close(self) -> None:
        """Close everything at once."""
        self._server.task_dispatcher.shutdown()
        wasyncore.close_all(self._map)

    def _finish(self) -> None:
        for listener in self._of(BaseWSGIServer):
            wasyncore.dispatcher.close(listener)  # its own `close` would cut the wire of the tasks
        deadline = time.monotonic() + LONGEST
        while time.monotonic() < deadline:
            for channel in self._of(HTTPChannel):
                if not (channel.requests or channel.request or channel.total_outbufs_len):
                    channel.handle_close()
            if not self._of(HTTPChannel):
                return
            wasyncore.loop(timeout=_TICK, use_poll=True, map=self._map, count=1)

    def _of(self, kind: type[Any]) -> list[Any]:
        return [found for found in list(self._map.values()) if isinstance(found, kind)]
