"""Draws frames without any code: desks, printed text, barred and chequered things that resemble one."""

from __future__ import annotations

import cv2
import numpy as np


def blanks(seed: int, count: int = 24, size: tuple[int, int] = (1280, 720)) -> list[np.ndarray]:
    """Draw `count` BGR frames; four kinds take turns."""
    makers = (_desk, _text, _chequered, _keys)
    return [makers[n % 4](np.random.default_rng([seed, 7, n]), size) for n in range(count)]


def _desk(rng: np.random.Generator, size: tuple[int, int]) -> np.ndarray:
    coarse = cv2.resize(rng.uniform(30, 200, (5, 8, 3)).astype(np.float32), size, interpolation=cv2.INTER_CUBIC)
    return np.clip(coarse + rng.normal(0, 6, (size[1], size[0], 3)), 0, 255).astype(np.uint8)


def _text(rng: np.random.Generator, size: tuple[int, int]) -> np.ndarray:
    page = _desk(rng, size) // 4 + 170
    for row in range(40, size[1] - 20, 34):
        words = "".join(rng.choice(list("abcdeghiklmnopqrstuvxy   "), 60))
        cv2.putText(page, words, (30, row), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (40, 40, 40), 2, cv2.LINE_AA)
    return page


def _chequered(rng: np.random.Generator, size: tuple[int, int]) -> np.ndarray:
    frame, cell, count = _desk(rng, size), int(rng.integers(3, 9)), int(rng.integers(25, 50))
    cells = rng.integers(0, 2, (count, count), np.uint8)
    patch = np.repeat(np.repeat(cells * 200 + 25, cell, 0), cell, 1)
    frame[100 : 100 + len(patch), 200 : 200 + len(patch)] = patch[: size[1] - 100, : size[0] - 200, None]
    return frame


def _keys(rng: np.random.Generator, size: tuple[int, int]) -> np.ndarray:
    frame, step = _desk(rng, size), int(rng.integers(40, 90))
    for x in range(50, size[0] - step, step):
        for y in range(50, size[1] - step, step):
            inner = step // 5
            cv2.rectangle(frame, (x, y), (x + step - 8, y + step - 8), (25, 25, 25), 3)
            cv2.rectangle(frame, (x + inner, y + inner), (x + step - 8 - inner, y + step - 8 - inner), (20, 20, 20), -1)
    return frame
