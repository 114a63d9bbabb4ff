"""Files that a page sends: held in memory, at an address that takes one, and refused anywhere else.

The library's own handlers write what is larger than a bound to a folder of the machine, in clear.
Here nothing is written: a body is a megabyte at most, and a file that stands in it is read and
forgotten with its request.
"""

from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest
from django.urls import Resolver404, resolve

from clew.ground.accounts.policy import table


class OneFileInMemory(MemoryFileUploadHandler):
    """Takes the file of an address whose rule says that it takes one."""

    request: HttpRequest

    def new_file(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- as the library has it
        """Begin a file, or refuse it: at every other address, and one larger than memory holds."""
        if not _takes_file(self.request.path_info):
            msg = "this address takes no file"
            raise TooManyFilesSent(msg)
        if not self.activated:
            msg = "this file is larger than a request may be"
            raise RequestDataTooBig(msg)
        super().new_file(*args, **kwargs)


def _takes_file(path: str) -> bool:
    """Ask the table. A form is read before its address is looked up, so it is looked up here."""
    try:
        rule = table().get(resolve(path).view_name)
    except Resolver404:
        return False
    return rule is not None and rule.takes_file
