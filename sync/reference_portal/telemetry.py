"""Telemetry at the portal: takes batches once, and gives them on as OpenMetrics and CEF.

Gauges are the newest measured value of a kiosk; counters are its events counted here, so a counter never loses what
arrived late, never counts a repeated batch twice and never goes back when old records are forgotten.
"""

from __future__ import annotations

import hmac
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, HTTPException, Request
from fastapi.responses import PlainTextResponse
from sqlalchemy import select
from starlette.concurrency import run_in_threadpool

from sync.reference_portal.bodies import read_body
from sync.reference_portal.problems import Problem
from sync.reference_portal.settings import PortalSettings
from sync.reference_portal.tables import PortalDatabase, saw, upsert
from sync.reference_portal.telemetry_records import counts, forget, newest, records
from sync.telemetry.vocabulary import DROPPED, EVENTS, FIELDS, METRIC

LARGEST_BATCH = 256 * 1024
"""Bytes as they travel."""
LARGEST_UNPACKED = 2 * 1024 * 1024
MOST_RECORDS = 1_000
OPENMETRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8"
_SEVERITY = {"debug": 1, "info": 3, "warning": 6, "error": 8}
"""CEF knows 0 to 10."""
_LAST_DAY = 100_000
"""Days since 1970 in the year 2243."""


class Telemetry:
    """What the kiosks told of themselves."""

    def __init__(self, settings: PortalSettings, database: PortalDatabase, now: Callable[[], datetime]) -> None:
        self._settings = settings
        self._database = database
        self._now = now
        self._tidied = date.min

    def take(self, packed: bytes) -> dict[str, int]:
        """Keep a batch, each record once; returns the last ``seq`` held of each ``boot`` in it. Raises Problem."""
        kiosks = frozenset(one.kiosk for one in self._settings.kiosks.values())
        rows = [_row(line, kiosks) for line in _lines(packed)]
        today = self._now().astimezone(UTC).date()
        with self._database.transaction() as connection:
            for kiosk in sorted({row["kiosk"] for row in rows}):
                saw(connection, kiosk, self._now())
            for row in rows:
                new = upsert(connection, records).values(**row, taken=today.isoformat())
                connection.execute(new.on_conflict_do_nothing())
            if today > self._tidied:
                forget(connection, today)
        self._tidied = today
        return {row["boot"]: row["seq"] for row in sorted(rows, key=lambda one: int(one["seq"]))}

    def open_metrics(self) -> str:
        """Everything as OpenMetrics text (https://github.com/prometheus/OpenMetrics, version 1.0)."""
        with self._database.transaction() as connection:
            measured, counted = newest(connection, METRIC, DROPPED), counts(connection)
        return "\n".join((*_gauges(measured), *_counters(counted), "# EOF", ""))

    def cef(self, after: int, limit: int = 1_000) -> Iterator[str]:
        """Events after the record `after` as ArcSight CEF:0 lines; each names its ``externalId`` to go on from."""
        wanted = select(records.c.id, records.c.line).where(records.c.id > after, records.c.event != METRIC)
        with self._database.transaction() as connection:
            rows = connection.execute(wanted.order_by(records.c.id).limit(limit)).all()
        for number, line in rows:
            yield _cef(number, json.loads(line))


def _row(line: bytes, kiosks: frozenset[str]) -> dict[str, Any]:
    try:
        said = json.loads(line)
        record = {name: said[name] for name in said if name in FIELDS and _is_plain(said[name])}
        row = {name: str(record.get(name, "")) for name in ("kiosk", "boot", "ts", "level", "event", "code", "state")}
        seq = record["seq"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Problem(422, "a line is no record") from error
    if type(seq) is not int or not 0 < seq < 2**53 or not row["boot"] or row["event"] not in EVENTS:
        raise Problem(422, "a line is no record")
    if row["kiosk"] not in kiosks:
        raise Problem(403, "this kiosk is not enrolled")
    return row | {"seq": seq, "line": json.dumps(record, ensure_ascii=False)}


def routes(telemetry: Telemetry, watch_token: str) -> APIRouter:
    """The way in for kiosks, and the two ways out for a province's own watch rooms, which show `watch_token`."""
    router = APIRouter()

    def watcher(authorization: Annotated[str, Header()] = "") -> None:
        shown = authorization.removeprefix("Bearer ").encode()  # RFC 6750 §2.1
        if not watch_token or not hmac.compare_digest(shown, watch_token.encode()):
            raise HTTPException(401, "not a watch room of this portal", {"WWW-Authenticate": "Bearer"})

    watched = [Depends(watcher)]

    @router.post("/v1/telemetry")
    async def take(request: Request) -> dict[str, dict[str, int]]:
        packed = await read_body(request, LARGEST_BATCH)
        return {"acknowledged": await run_in_threadpool(telemetry.take, packed)}

    @router.get("/v1/telemetry/metrics", dependencies=watched)
    def metrics() -> PlainTextResponse:
        return PlainTextResponse(telemetry.open_metrics(), media_type=OPENMETRICS)

    @router.get("/v1/telemetry/events", dependencies=watched)
    def events(after: int = 0) -> PlainTextResponse:
        return PlainTextResponse("".join(f"{line}\n" for line in telemetry.cef(after)))

    return router


def _lines(packed: bytes) -> list[bytes]:
    """Unpack a batch; a bomb is cut off at the limit."""
    unpacker = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    try:
        whole = unpacker.decompress(packed, LARGEST_UNPACKED)
    except zlib.error as error:
        raise Problem(422, "not gzip") from error
    if not unpacker.eof:
        raise Problem(413, f"more than {LARGEST_UNPACKED} bytes, or cut off")
    lines = [line for line in whole.split(b"\n") if line]
    if len(lines) > MOST_RECORDS:
        raise Problem(413, f"more than {MOST_RECORDS} records")
    return lines


def _is_plain(value: object) -> bool:
    return value is None or isinstance(value, bool | int | float) or (isinstance(value, str) and len(value) <= 200)


def _gauges(measured: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    families: dict[str, list[str]] = {}
    for record in measured:
        name = "kiosk_telemetry_dropped" if record["event"] == DROPPED else f"kiosk_{record.get('code', '')}"
        labels = _labels(kiosk=record["kiosk"], state=record.get("state", "all"), **_day(record.get("day")))
        value, at = record.get("count"), _seconds(str(record.get("ts", "")))
        if name.isidentifier() and isinstance(value, int | float):
            families.setdefault(name, []).append(f"{name}{labels} {value} {at}".rstrip())
    for name, lines in sorted(families.items()):
        yield from (f"# TYPE {name} gauge", *sorted(lines))


def _day(number: object) -> dict[str, str]:
    """The day that a count is of."""
    if type(number) is not int or not 0 < number < _LAST_DAY:
        return {}
    return {"day": (date(1970, 1, 1) + timedelta(days=number)).isoformat()}


def _counters(counted: Iterable[tuple[str, str, str, int]]) -> Iterator[str]:
    yield "# TYPE kiosk_events counter"
    for kiosk, event, code, count in counted:
        yield f"kiosk_events_total{_labels(kiosk=kiosk, event=event, code=code)} {count}"


def _labels(**labels: object) -> str:
    def quoted(value: object) -> str:
        return str(value).replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")

    return "{" + ",".join(f'{name}="{quoted(value)}"' for name, value in labels.items()) + "}"


def _cef(number: int, record: Mapping[str, Any]) -> str:
    """One line of CEF:0 (ArcSight Common Event Format, revision 26: header, then key=value)."""
    event = record["event"]
    severity = _SEVERITY.get(str(record.get("level")), 5)
    header = "|".join(_escaped(part, "|") for part in ("Kiosk", "kiosk", record.get("version", ""), event, event))
    known = {"rt": _milliseconds(str(record.get("ts", ""))), "dvchost": record["kiosk"], "externalId": number}
    others = {"reason": record.get("code"), "outcome": record.get("state"), "cnt": record.get("count")}
    ours = {"cs1Label": "visit", "cs1": record.get("visit")} if record.get("visit") else {}
    if record.get("head"):  # what `kiosk audit verify --head` takes
        ours |= {"cs2Label": "head", "cs2": record["head"]}
    extension = {name: value for name, value in (known | others | ours).items() if value not in (None, "")}
    return f"CEF:0|{header}|{severity}|" + " ".join(f"{key}={_escaped(value, '=')}" for key, value in extension.items())


def _escaped(value: object, sign: str) -> str:
    return str(value).replace("\\", r"\\").replace(sign, f"\\{sign}").replace("\r", r"\r").replace("\n", r"\n")


def _seconds(ts: str) -> str:
    try:
        return f"{datetime.fromisoformat(ts).astimezone(UTC).timestamp():.3f}"
    except (ValueError, OverflowError):
        return ""


def _milliseconds(ts: str) -> str:
    return _seconds(ts).replace(".", "")
