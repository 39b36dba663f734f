"""`kiosk bench codes`: how much is read, how fast and how wrongly, with the peers beside it on the same pictures."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import zxingcpp

from drivers.code.decode import decode_frame
from drivers.code.live import LiveReader
from tests.bench.code_lab.blanks import blanks
from tests.bench.code_lab.bursts import FPS, bursts
from tests.bench.code_lab.payloads import card_payload, full_name, given_name
from tests.bench.code_lab.peers import texts_by_peer
from tests.bench.code_lab.pictures import Shot, picture_of, stills

KEPT_ASIDE = (7001, 7002)
"""Seeds that nobody looked at while filters were chosen."""
_HD = (1920, 1080)


def run() -> dict[str, Any]:
    """Draw everything from the seeds kept aside and return the figures."""
    return {
        "stills": {str(seed): _stills(seed) for seed in KEPT_ASIDE},
        "bursts": _bursts(KEPT_ASIDE),
        "no_code": _no_code(KEPT_ASIDE),
        "frame_1080p_ms": _milliseconds(KEPT_ASIDE[0]),
        "encoding": _encoding(KEPT_ASIDE[0], 4000),
    }


def _stills(seed: int) -> dict[str, Any]:
    drawn = stills(seed)
    pictures = [still.picture for still in drawn]
    read = {"ours": [[code.text for code in decode_frame(picture)] for picture in pictures]}
    read |= texts_by_peer(pictures)
    right = {
        name: [still.text in texts for still, texts in zip(drawn, found, strict=True)] for name, found in read.items()
    }
    by_kind = Counter(still.kind for still, good in zip(drawn, right["ours"], strict=True) if good)
    return {
        "pictures": len(drawn),
        "read_percent": {name: round(100 * float(np.mean(good)), 1) for name, good in right.items()},
        "wrong_texts": {
            name: sum(text != still.text for still, texts in zip(drawn, found, strict=True) for text in texts)
            for name, found in read.items()
        },
        "ours_by_kind": {kind: f"{by_kind[kind]}/{count}" for kind, count in Counter(s.kind for s in drawn).items()},
    }


def _bursts(seeds: Sequence[int]) -> dict[str, Any]:
    """A rescue that runs in the second thread is given the time of one frame, never more (see frame_1080p_ms)."""
    times, wrong, unread = [], 0, Counter[str]()
    for burst in (burst for seed in seeds for burst in bursts(seed)):
        reader, seconds = LiveReader(), None
        for number, frame in enumerate(burst.frames):
            texts = [code.text for code in reader.feed(frame, number / FPS)]
            reader.settle()
            wrong += sum(text != burst.text for text in texts)
            if burst.text in texts:
                seconds = number / FPS
                break
        reader.close()
        unread[burst.kind] += seconds is None
        times.append(float("inf") if seconds is None else seconds)
    return {
        "bursts": len(times),
        "read_percent": round(100 * float(np.mean(np.isfinite(times))), 1),
        "median_seconds": round(float(np.median(times)), 3),
        "p90_seconds": round(float(np.percentile(times, 90)), 3) if np.isfinite(np.percentile(times, 90)) else None,
        "wrong_texts": wrong,
        "unread": dict(+unread),
    }


def _no_code(seeds: Sequence[int]) -> dict[str, int]:
    frames = [frame for seed in seeds for frame in blanks(seed)]
    reader = LiveReader()
    live = sum(len(reader.feed(frame, number / FPS)) for number, frame in enumerate(frames * 3))
    reader.close()
    return {
        "frames": len(frames),
        "reads_thorough": sum(len(decode_frame(frame)) for frame in frames),
        "reads_live": live,
    }


def _milliseconds(seed: int) -> dict[str, float]:
    """Per frame of 1080p: what `feed` takes, and what it takes until the second thread is done too."""
    rng = np.random.default_rng([seed, 5])
    shots = [Shot(pitch=rng.uniform(1.2, 5), motion=rng.uniform(0, 9), defocus=rng.uniform(0, 4)) for _ in range(10)]
    frames = [picture_of(card_payload(rng), shot, rng, _HD) for shot in shots] + blanks(seed, 8, _HD)
    reader, synchronous, all_work = LiveReader(), [], []
    for number in range(10 * len(frames)):
        frame = frames[(number // 5) % len(frames)]
        began = time.perf_counter()
        reader.feed(frame, number / 30)
        synchronous.append(1e3 * (time.perf_counter() - began))
        reader.settle()
        all_work.append(1e3 * (time.perf_counter() - began))
    reader.close()
    return {
        "synchronous_median": round(float(np.median(synchronous)), 1),
        "synchronous_p95": round(float(np.percentile(synchronous, 95)), 1),
        "all_work_median": round(float(np.median(all_work)), 1),
        "all_work_p95": round(float(np.percentile(all_work, 95)), 1),
    }


def _encoding(seed: int, each: int) -> dict[str, int]:
    """Perfect codes of full payloads, names and single syllables: the trap is in the bytes, not in the picture."""
    rng, texts, wrong, unread = np.random.default_rng([seed, 3]), 0, 0, 0
    for make in (card_payload, full_name, given_name):
        for _ in range(each):
            text = make(rng)
            code = zxingcpp.create_barcode(text.encode(), zxingcpp.BarcodeFormat.QRCode)
            found = [code.text for code in decode_frame(np.array(code.to_image(scale=3)))]
            texts += 1
            wrong += any(one != text for one in found)
            unread += not found
    return {"texts": texts, "wrong": wrong, "unread": unread}
