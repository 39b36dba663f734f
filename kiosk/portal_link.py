"""How this kiosk reaches its portal: what the settings say, and what enrolment left where they say nothing."""

from __future__ import annotations

import base64
from pathlib import Path

from kiosk.settings import Settings, SettingsError
from sync.enrolment import TlsFiles
from sync.http_link import LinkSettings
from sync.seal import PortalKey


def tls_files(settings: Settings) -> TlsFiles:
    """The files of this kiosk's enrolment, there or not yet."""
    return TlsFiles(settings.state / "tls")


def link_settings(settings: Settings) -> LinkSettings:
    """Return the way to the portal."""
    portal, files = settings.portal, tls_files(settings)
    certificate = portal.certificate or (files.pair if files.pair.is_file() else None)
    ca = portal.ca or (files.ca if files.ca.is_file() else None)
    return LinkSettings(portal.url, ca, certificate, portal.key, loopback_http=portal.url.startswith("http://"))


def sealing_key(settings: Settings) -> PortalKey:
    """Return the key of the settings to seal to. Raises SettingsError."""
    portal = settings.portal
    return PortalKey(portal.sealing_key_id, public_key("portal.sealing_key", portal.sealing_key))


def public_key(where: str, text: str) -> bytes:
    """Read a key of 32 bytes in base64; `where` names its setting. Raises SettingsError."""
    try:
        key = base64.b64decode(text, validate=True)
    except ValueError:
        key = b""
    if len(key) != 32:
        raise SettingsError(Path(where), ("not 32 bytes in base64",))
    return key
