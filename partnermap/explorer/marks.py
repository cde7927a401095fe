"""Marks: what tells a form of ours from one that a page of another site had the browser send.

Three things do: where the browser says that it comes from, a cookie of the browser, and the mark
made from that cookie which only our own forms hold.
"""

import secrets
from urllib.parse import urlsplit

from markupsafe import Markup
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from partnermap.api.guard import RequestRefusedError
from partnermap.explorer.visitors import keep, own_address

BROWSER = "partnermap-form"
"""A cookie that tells one browser from another; it says nothing of who uses it."""
MARK = "mark"
"""The hidden field of every form."""


class Mark:
    """The mark of the forms on a page; the browser gets its cookie only where there is one."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._known = request.cookies.get(BROWSER)
        self._browser = self._known or secrets.token_urlsafe(24)
        self._used = False

    @property
    def field(self) -> Markup:
        """The hidden field that a form begins with."""
        self._used = True
        value = self._request.app.state.desk.mark(self._browser)
        return Markup('<input type="hidden" name="{}" value="{}">').format(MARK, value)

    def fits(self, form: FormData) -> bool:
        """Whether a form was handed to the browser that sends it."""
        given = form.get(MARK)
        desk = self._request.app.state.desk
        return bool(self._known and isinstance(given, str) and desk.fits(given, self._browser))

    def keep(self, response: Response) -> None:
        """Have the browser keep what its forms will be told by."""
        if self._used and not self._known:
            keep(self._request, response, BROWSER, self._browser)


def check_site(request: Request) -> bool:
    """Whether the browser says that a form comes from a page of ours; it need not say anything.

    RequestRefusedError where it says that it comes from elsewhere.
    """
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    ours = {urlsplit(own_address(request)).netloc, request.url.netloc}
    if site not in (None, "same-origin", "none") or (
        origin is not None and urlsplit(origin).netloc not in ours
    ):
        raise RequestRefusedError(
            "FORBIDDEN",
            "A page of another site sent this, and nothing was done. If it was you who wanted it, "
            "do it from a page of this site.",
        )
    return site == "same-origin" or origin is not None
