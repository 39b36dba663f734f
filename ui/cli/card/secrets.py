"""The two ways to open a chip, as a technician types them."""

from __future__ import annotations

import typer

from drivers.ports import Can, MrzKey

CAN_HELP = "6 số cuối của số định danh · last six digits"
MRZ_HELP = "DOC,YYMMDD,YYMMDD: PACE bằng MRZ, hoặc BAC · PACE by MRZ, else BAC"


def key(can: str, mrz_key: str) -> Can | MrzKey:
    """Return the one key that was given. Raises typer.BadParameter."""
    if bool(can) == bool(mrz_key):
        raise typer.BadParameter("một trong hai · one of --can NNNNNN, --mrz-key DOC,YYMMDD,YYMMDD")
    if can:
        return Can(can)
    parts = mrz_key.upper().split(",")
    if len(parts) != 3:
        raise typer.BadParameter("DOC,YYMMDD,YYMMDD", param_hint="--mrz-key")
    return MrzKey(*parts)
