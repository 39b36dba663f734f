"""Tells a refused certificate from a cut line.

With TLS 1.3 a server judges the client's certificate after the client believes the handshake done. The alert then races
with what the client is sending, and often loses: the client sees a reset. Listening without a word brings the truth.
"""

from __future__ import annotations

import socket
import ssl
from pathlib import Path
from urllib.parse import urlsplit

_LISTEN_SECONDS = 2.0


def certificate_refused(url: str, ca: Path, pair: tuple[Path, Path] | None, connect_seconds: float) -> bool:
    """True when the server at `url` refuses this certificate; False when it listens, or cannot be reached at all."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    try:
        context = ssl.create_default_context(cafile=str(ca))
        if pair is not None:
            context.load_cert_chain(*pair)
        with (
            socket.create_connection((host, parts.port or 443), connect_seconds) as line,
            context.wrap_socket(line, server_hostname=host) as secure,
        ):
            secure.settimeout(_LISTEN_SECONDS)
            secure.recv(1)
    except (ssl.SSLEOFError, ssl.SSLZeroReturnError):
        return False
    except ssl.SSLError:
        return True
    except OSError:
        return False
    return False
