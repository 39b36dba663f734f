"""Draws photographs of printed pages on a desk: perspective, uneven light, shadow, noise; same seed, same picture."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

PHOTO = (2592, 1944)
"""Pixels of a five-megapixel document camera."""
_PAGE = (1240, 1754)
"""The drawn sheet: A4 at 150 dots an inch."""


@dataclass(frozen=True)
class Photograph:
    """A picture and where the sheet's corners truly are: top left, top right, bottom right, bottom left."""

    picture: np.ndarray
    corners: np.ndarray


def page(rng: np.random.Generator) -> np.ndarray:
    """A printed form: lines of letters, a table, a red stamp."""
    width, height = _PAGE
    sheet = np.full((height, width, 3), rng.integers(236, 252), np.uint8)
    letters = list("abcdeghiklmnopqrstuvxyABCDEGHKLMNT   ")
    for row in range(120, height - 320, int(rng.integers(34, 46))):
        text = "".join(rng.choice(letters, int(rng.integers(30, 62))))
        cv2.putText(sheet, text, (90, row), cv2.FONT_HERSHEY_DUPLEX, 0.62, (30, 28, 26), 1, cv2.LINE_AA)
    for line in range(4):
        cv2.line(sheet, (90, height - 280 + 50 * line), (width - 90, height - 280 + 50 * line), (60, 60, 60), 2)
    cv2.circle(sheet, (width - 300, height - 240), 110, (60, 50, 200), 5, cv2.LINE_AA)
    return sheet


def photograph(
    rng: np.random.Generator, *, blur: float = 0.0, cut: float = 0.0, dark: float = 1.0, glare: bool = False
) -> Photograph:
    """Photograph a page; `blur` in pixels of the photograph, `cut` the part of the sheet that lies outside."""
    sheet = page(rng)
    corners = _lay(rng, cut)
    flat = np.array([[0, 0], [_PAGE[0], 0], _PAGE, [0, _PAGE[1]]], np.float32)
    scene = _desk(rng)
    warp = cv2.getPerspectiveTransform(flat, corners)
    cv2.warpPerspective(sheet, warp, PHOTO, scene, cv2.INTER_AREA, borderMode=cv2.BORDER_TRANSPARENT)
    lit = scene.astype(np.float32) * _light(rng) * dark
    if glare:
        lit += _reflection(rng, corners)
    lit = cv2.GaussianBlur(lit, (0, 0), max(0.7, blur))
    noisy = lit + rng.normal(0, rng.uniform(2, 5), lit.shape)
    return Photograph(np.clip(noisy, 0, 255).astype(np.uint8), corners)


def _lay(rng: np.random.Generator, cut: float) -> np.ndarray:
    """Corners of a sheet seen by a camera that stands neither straight nor quite above it."""
    height = PHOTO[1] * rng.uniform(0.8, 0.92)
    half = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * np.array([height / np.sqrt(2), height]) / 2
    turn = np.radians(rng.uniform(-6, 6))
    points = half @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    lean = rng.uniform(-0.09, 0.09, 2)
    points = points / (1 + points @ (lean / height))[:, None]
    shift = np.array([rng.uniform(-0.12, 0.12) * PHOTO[0], 0.0])
    points = points + np.array(PHOTO) / 2 + shift
    points[:, 1] += PHOTO[1] / 2 - (points[:, 1].min() + points[:, 1].max()) / 2
    if cut:
        points[:, 1] += PHOTO[1] - points[:, 1].max() + cut * height
    return points.astype(np.float32)


def _desk(rng: np.random.Generator) -> np.ndarray:
    shade = rng.uniform(40, 150, 3)
    grain = cv2.resize(rng.normal(0, 14, (48, 324)).astype(np.float32), PHOTO, interpolation=cv2.INTER_CUBIC)
    return np.clip(shade + grain[..., None], 0, 255).astype(np.uint8)


def _light(rng: np.random.Generator) -> np.ndarray:
    x, y = np.meshgrid(np.linspace(-1, 1, PHOTO[0], dtype=np.float32), np.linspace(-1, 1, PHOTO[1], dtype=np.float32))
    fall = (
        0.92
        - rng.uniform(0, 0.2) * (x - rng.uniform(-1, 1)) ** 2
        - rng.uniform(0, 0.15) * (y - rng.uniform(-1, 1)) ** 2
    )
    angle, place = rng.uniform(0, 2 * np.pi), rng.uniform(-0.5, 0.5)
    edge = 1 / (1 + np.exp(-(np.cos(angle) * x + np.sin(angle) * y - place) / rng.uniform(0.01, 0.15)))
    return (np.clip(fall, 0.3, 1) * (1 - rng.uniform(0.1, 0.45) * edge))[..., None].astype(np.float32)


def _reflection(rng: np.random.Generator, corners: np.ndarray) -> np.ndarray:
    where = corners.mean(axis=0) + rng.uniform(-300, 300, 2)
    x, y = np.meshgrid(np.arange(PHOTO[0], dtype=np.float32), np.arange(PHOTO[1], dtype=np.float32))
    return (400 * np.exp(-((x - where[0]) ** 2 + (y - where[1]) ** 2) / rng.uniform(120, 260) ** 2))[..., None]
