"""The desk: what the pages keep between two requests, none of it for longer than an hour."""

import hmac
import secrets
from hashlib import sha256

from partnermap.explorer.accounts import Accounts
from partnermap.explorer.drafts import Drafts
from partnermap.settings import Settings


class Desk:
    """Marks the forms it hands out, keeps those caught by an expired sign-in, and signs people in.

    A mark is made with a secret that ends with the process: a form that was open when the program
    was started anew is kept as a draft and shown again, like one whose sign-in has expired.
    """

    def __init__(self, settings: Settings) -> None:
        self.address = settings.address
        self.accounts = Accounts.of(settings)
        self.drafts = Drafts()
        self._secret = secrets.token_bytes(32)

    def mark(self, browser: str) -> str:
        """What a form holds that was handed to this browser."""
        return hmac.new(self._secret, browser.encode(), sha256).hexdigest()

    def fits(self, mark: str, browser: str) -> bool:
        """Whether a form was handed to this browser; takes as long whether it was or not."""
        return hmac.compare_digest(mark.encode(), self.mark(browser).encode())

    async def close(self) -> None:
        """Give back what was held."""
        if self.accounts:
            await self.accounts.close()
