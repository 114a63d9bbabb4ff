"""A file that exists only in a test: a name and a text."""

from importlib.resources.abc import Traversable
from io import BytesIO, StringIO
from typing import IO, Any


class Text(Traversable):
    """A readable file with a name, for the loader."""

    def __init__(self, name: str, text: str) -> None:
        self._name = name
        self._raw = text.encode()

    @property
    def name(self) -> str:
        return self._name

    def read_bytes(self) -> bytes:
        return self._raw

    def read_text(self, encoding: str | None = None) -> str:
        return self._raw.decode(encoding or "utf-8")

    def open(self, mode: str = "r", *_args: Any, **_kwargs: Any) -> IO[Any]:  # noqa: ANN401 -- the signature of Traversable
        return BytesIO(self._raw) if "b" in mode else StringIO(self._raw.decode())

    def iterdir(self) -> Any:  # noqa: ANN401 -- the signature of Traversable
        raise NotADirectoryError(self._name)

    def is_dir(self) -> bool:
        return False

    def is_file(self) -> bool:
        return True

    def joinpath(self, *_descendants: Any) -> Traversable:  # noqa: ANN401 -- the signature of Traversable
        raise NotADirectoryError(self._name)

    def __truediv__(self, _child: Any) -> Traversable:  # noqa: ANN401 -- the signature of Traversable
        raise NotADirectoryError(self._name)
