"""`kiosk catalogue`: the signed data of the province: how old it is, renew it, bring it on a stick, publish it."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.settings_file import DEFAULT, SettingsFile, read_settings

if TYPE_CHECKING:
    from tuf.ngclient.fetcher import FetcherInterface

    from kiosk.settings import Catalogue, Settings

app = typer.Typer(help="Dữ liệu ký số của tỉnh: xem, cập nhật, phát hành. The province's signed data.")

Json = Annotated[bool, typer.Option("--json", help="one JSON object")]

REMEDIES = {
    "unreachable": "Không lấy được dữ liệu từ nguồn. Kiểm tra mạng, hoặc chép lại USB.",
    "signature": "Chữ ký không đúng của tỉnh. Không dùng nguồn này; báo đơn vị phát hành.",
    "older": "Bản này cũ hơn bản đã nhận. Lấy bản mới từ đơn vị phát hành.",
    "expired": "Bản này đã quá hạn ký, hoặc đồng hồ máy chạy sai. Kiểm tra giờ, rồi lấy bản mới.",
    "damaged": "Có tệp bị hỏng trên đường đi. Chép lại hoặc tải lại.",
    "too_large": "Dữ liệu lớn bất thường. Không dùng nguồn này; báo đơn vị phát hành.",
    "name": "Có tên tệp không được phép. Không dùng nguồn này; báo đơn vị phát hành.",
    "content": "Chữ ký đúng nhưng phần mềm này không dùng được nội dung. Cập nhật phần mềm hoặc báo đơn vị phát hành.",
    "disk": "Không ghi được vào đĩa. Kiểm tra dung lượng và quyền ghi.",
    "busy": "Một tiến trình khác đang cập nhật. Thử lại sau ít phút.",
}
_FRESHNESS = {
    "none": "Chưa nhận bản nào: máy dùng dữ liệu cài sẵn.",
    "fresh": "Đang dùng bản mới nhất.",
    "ageing": "Lâu chưa được xác nhận là mới nhất; vẫn dùng được.",
    "too_old": "Quá cũ: máy không nhận lượt mới cho đến khi cập nhật.",
}


@app.command()
def status(settings: SettingsFile = DEFAULT, as_json: Json = False) -> None:
    """Bản dữ liệu đang dùng, bao nhiêu ngày, lần cập nhật gần nhất ra sao.

    Say which version is in use, how old it is, and what came of the last attempt to renew it.
    """
    from sync.catalogue.standing import iso, standing
    from sync.lifetimes import DAY

    loaded, _ = _load(settings)
    stands = standing(loaded.state / "catalogue", time.time())
    said = {
        "version": stands.version,
        "freshness": str(stands.freshness),
        "age_days": round(stands.age_seconds / DAY, 1),
        "published_at": iso(stands.record.published_at),
        "confirmed_at": iso(stands.record.confirmed_at),
        "valid_until": iso(stands.record.valid_until),
        "tried_at": iso(stands.record.tried_at),
        "refused": stands.record.refused,
        "detail": stands.record.detail,
    }
    if as_json:
        print(json.dumps(said, ensure_ascii=False))
        return
    print(f"Bản {stands.version}, xác nhận cách đây {said['age_days']} ngày. {_FRESHNESS[stands.freshness]}")
    if stands.record.refused:
        print(f"Lần thử gần nhất: {REMEDIES[stands.record.refused]} ({stands.record.detail})")


@app.command()
def refresh(settings: SettingsFile = DEFAULT, as_json: Json = False) -> None:
    """Hỏi cổng bản mới hơn và đưa vào dùng. Ask the portal for a newer version and take it."""
    from kiosk.portal_link import link_settings
    from sync.catalogue.sources import LinkSource
    from sync.http_link import HttpLink

    loaded, catalogue = _load(settings)
    with _refusals(as_json), closing(HttpLink(link_settings(loaded))) as link:
        _take(loaded, catalogue, LinkSource(link, catalogue.path), as_json)


@app.command("import")
def import_(
    folder: Annotated[Path, typer.Argument(help="the repository, such as on a USB stick")],
    settings: SettingsFile = DEFAULT,
    as_json: Json = False,
) -> None:
    """Lấy bản dữ liệu trong một thư mục; kiểm tra như bản tải từ mạng.

    Take the version that lies in a folder; checked exactly as one from the network.
    """
    from sync.catalogue.sources import FolderSource

    loaded, catalogue = _load(settings)
    with _refusals(as_json):
        _take(loaded, catalogue, FolderSource(folder), as_json)


@app.command()
def publish(
    source: Annotated[Path, typer.Argument(help="procedures/, forms/, languages/ … as in the program's resources")],
    keys: Annotated[Path, typer.Option(help="folder of the signing keys; made on the first call")],
    repository: Annotated[Path, typer.Option(help="what the portal serves, or what goes on a stick")],
    days: Annotated[int, typer.Option(min=1, max=365, help="kiosks may take it so long without a newer word")] = 30,
    as_json: Json = False,
) -> None:
    """Ký một thư mục dữ liệu thành bản kế tiếp (việc của tỉnh, không phải của máy).

    Sign a folder of data as the next version (for the province, not for a kiosk).
    """
    from sync.catalogue import publisher

    with _refusals(as_json):
        life = timedelta(days=days)
        signers = publisher.Keys(keys)
        made = publisher.publish(source, repository, signers, _examine, now=datetime.now(UTC), life=life)
    said = {"version": made.version, "files": made.files, "changed": made.changed, "root": str(made.root)}
    print(json.dumps(said) if as_json else f"Bản {made.version}: {made.files} tệp đã ký. Gốc tin cậy: {made.root}")


@app.command()
def rotate(
    keys: Annotated[Path, typer.Option(help="folder of the signing keys, root among them")],
    repository: Annotated[Path, typer.Option(help="what the portal serves")],
    role: Annotated[list[str] | None, typer.Option(help="whose key is replaced; none: only prolong the root")] = None,
    as_json: Json = False,
) -> None:
    """Thay khóa ký, như khi bị lộ; các máy tự theo (việc của tỉnh).

    Replace signing keys, such as one that was stolen; kiosks follow by themselves (for the province).
    """
    from sync.catalogue import publisher

    if unknown := set(role or ()) - set(publisher.ROLES):
        raise typer.BadParameter(", ".join(unknown), param_hint="--role")
    with _refusals(as_json):
        version = publisher.rotate(repository, publisher.Keys(keys), role or (), now=datetime.now(UTC))
    print(json.dumps({"root": version}) if as_json else f"Gốc tin cậy bản {version} đã ký. Máy tự nhận ở lần hỏi tới.")


def _examine(root: Path) -> tuple[str, ...]:
    from kiosk.visit.examine import examine

    return examine(root, date.today())


def _take(loaded: Settings, catalogue: Catalogue, source: FetcherInterface, as_json: bool) -> None:
    from sync.catalogue.client import refresh as take

    anchor = catalogue.root.read_bytes()
    taken = take(loaded.state / "catalogue", anchor, source, _examine, time.time())
    if as_json:
        print(json.dumps({"version": taken.version, "changed": taken.changed}))
    else:
        print(f"Đã nhận bản {taken.version}." if taken.changed else f"Bản {taken.version} đang là mới nhất.")


def _load(file: Path) -> tuple[Settings, Catalogue]:
    loaded = read_settings(file)
    if loaded.catalogue is None:
        print("Cài đặt không có mục [catalogue]: máy này dùng dữ liệu cài sẵn.", file=sys.stderr)
        raise typer.Exit(2)
    return loaded, loaded.catalogue


@contextmanager
def _refusals(as_json: bool) -> Iterator[None]:
    """Say why nothing was taken or signed, and leave with 1."""
    from sync.catalogue.errors import CatalogueError

    try:
        yield
    except CatalogueError as error:
        if as_json:
            print(json.dumps({"refused": str(error.fault), "problems": error.problems}, ensure_ascii=False))
        print("\n".join((REMEDIES[error.fault], *(f"  {line}" for line in error.problems))), file=sys.stderr)
        raise typer.Exit(1) from error
    except OSError as error:
        print(f"Không đọc hay ghi được tệp: {error}", file=sys.stderr)
        raise typer.Exit(2) from error
