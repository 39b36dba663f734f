"""How this kiosk reaches its portal: what the settings say, and what enrolment left where they say nothing."""

from __future__ import annotations

import base64
from pathlib import Path

from kiosk.settings import Settings, SettingsError
from sync.enrolment.files import TlsFiles
from sync.jws import SigningKey
from sync.kiosk_keys import KeyUse, load_or_make
from sync.link_settings import LinkSettings
from sync.seal import PortalKey


def queue_folder(settings: Settings) -> Path:
    """Return the folder of the outbox, which the screen fills and sync empties."""
    return settings.state / "outbox"


def signing_key(settings: Settings, use: KeyUse) -> SigningKey:
    """Return the key of this kiosk for one use, made when it is first wanted."""
    return load_or_make(settings.state / "keys", settings.kiosk, use)


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
