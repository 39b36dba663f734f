"""The signed catalogue: what a kiosk says and asks, brought from the province and changed only as a whole."""

from sync.catalogue.client import Examine, Refreshed, refresh
from sync.catalogue.errors import CatalogueError, CatalogueFault
from sync.catalogue.sources import FolderSource, LinkSource
from sync.catalogue.standing import Freshness, Standing, standing
from sync.catalogue.versions import CatalogueInUse, current

__all__ = [
    "CatalogueError",
    "CatalogueFault",
    "CatalogueInUse",
    "Examine",
    "FolderSource",
    "Freshness",
    "LinkSource",
    "Refreshed",
    "Standing",
    "current",
    "refresh",
    "standing",
]
