"""A caption address that a service has given for one meeting or stream: it is its password, too."""

from hashlib import sha256
from urllib.parse import urlencode, urlsplit, urlunsplit

from live.config import Secret
from live.errors import ConfigError
from live.sinks.sender import SendError


class CaptionUrl:
    """Reads the address anew each time, so that another meeting's can be put there in mid-event."""

    def __init__(self, secret: Secret) -> None:
        self._secret = secret

    @property
    def place(self) -> str:
        """Where it is kept, such as `file:zoom.txt`: no secret."""
        return str(self._secret)

    def read(self) -> str:
        """The address. Raises SendError."""
        try:
            url = self._secret.read().get_secret_value()
        except ConfigError as error:
            raise SendError(str(error)) from None
        if urlsplit(url).scheme not in {"http", "https"}:
            raise SendError(f"{self._secret} holds no web address; copy it there again")
        return url

    def fingerprint(self) -> str:
        """Tells one address from another, and no more."""
        return sha256(self.read().encode()).hexdigest()[:16]

    def with_query(self, **parameters: object) -> str:
        """The address with further parameters."""
        parts = urlsplit(self.read())
        query = "&".join(part for part in (parts.query, urlencode(parameters)) if part)
        return urlunsplit(parts._replace(query=query))
