"""What the sync process of one kiosk needs, out of the kiosk's settings."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kiosk.portal_link import link_settings, public_key, queue_folder, signing_key
from kiosk.settings import Settings
from sync.catalogue.portal_keys import ReceiptKeys
from sync.kiosk_keys import KeyUse
from sync.service import WORKERS, SyncSettings
from sync.worker import WorkerSettings


def sync_settings(settings: Settings) -> SyncSettings:
    """Return what the sync process of this kiosk needs. Raises SettingsError."""
    portal = settings.portal
    receipt = Ed25519PublicKey.from_public_bytes(public_key("portal.receipt_key", portal.receipt_key))
    set_here = {portal.receipt_key_id: receipt}
    return SyncSettings(
        queue=queue_folder(settings),
        link=link_settings(settings),
        receipt_keys=ReceiptKeys(set_here, settings.state / "catalogue") if settings.catalogue else set_here,
        kiosk_key=signing_key(settings, KeyUse.MANIFEST),
        worker=WorkerSettings(bytes_per_second=portal.kilobytes_per_second * 1000 / WORKERS),
    )
