"""How this kiosk reaches its portal: what the settings say, and what enrolment left where they say nothing."""

from __future__ import annotations

from kiosk.settings import Settings
from sync.enrolment import TlsFiles
from sync.http_link import LinkSettings


def tls_files(settings: Settings) -> TlsFiles:
    """The files of this kiosk's enrolment, there or not yet."""
    return TlsFiles(settings.state / "tls")


def link_settings(settings: Settings) -> LinkSettings:
    """Return the way to the portal."""
    portal, files = settings.portal, tls_files(settings)
    certificate = portal.certificate or (files.pair if files.pair.is_file() else None)
    ca = portal.ca or (files.ca if files.ca.is_file() else None)
    return LinkSettings(portal.url, ca, certificate, portal.key, loopback_http=portal.url.startswith("http://"))
