"""Draws pictures of codes as a poor camera sees them, graded by one fault at a time; the same seed, the same picture.

The model is a camera's, not an engine's: a scene with a card or a phone in it is projected, lit, blurred, sampled,
made noisy and compressed. Nothing here is chosen by what an engine can or cannot read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
import qrcode

from tests.bench.code_lab.payloads import card_payload

SIZE = (640, 480)
"""Pixels of a still, width and height."""
_OVER = 3
"""The scene is drawn this many times finer than the sensor samples it."""


@dataclass(frozen=True)
class Still:
    """One picture and the text that stands in it."""

    kind: str
    grade: float
    text: str
    picture: np.ndarray


@dataclass
class Shot:
    """How one picture is taken; lengths in pixels of the sensor, angles in degrees, light in parts of full scale."""

    pitch: float = 4.0
    """Pixels a module."""
    turn: float = 0.0
    tilt: float = 0.0
    tilt_axis: float = 0.0
    defocus: float = 0.0
    motion: float = 0.0
    motion_axis: float = 0.0
    exposure: float = 0.8
    noise: float = 0.004
    jpeg: int = 92
    glare: float = 0.0
    hologram: float = 0.0
    shadow: float = 0.0
    worn: float = 0.0
    phone: bool = False
    inverted: bool = False
    moire: float = 0.0
    shift: tuple[float, float] = (0.0, 0.0)
    """Pixels by which the middle of the code is off."""


def modules(text: str, rng: np.random.Generator) -> np.ndarray:
    """The code's modules without quiet zone, 1 is dark; UTF-8 bytes without an ECI header, as cards have them."""
    level = [qrcode.constants.ERROR_CORRECT_L, qrcode.constants.ERROR_CORRECT_M][int(rng.integers(2))]
    code = qrcode.QRCode(error_correction=level, border=0)
    code.add_data(qrcode.util.QRData(text.encode(), mode=qrcode.util.MODE_8BIT_BYTE))
    code.make(fit=True)
    return np.array(code.get_matrix(), np.uint8)


def picture_of(
    text: str,
    shot: Shot,
    rng: np.random.Generator,
    size: tuple[int, int] = SIZE,
    noise: np.random.Generator | None = None,
) -> np.ndarray:
    """Take a BGR picture of a card or phone that shows `text`; `rng` lays out the scene, `noise` is the sensor's."""
    code = modules(text, rng)
    surface, square = _surface(code, shot, rng)
    scene = _project(surface, square, len(code), shot, rng, size)
    scene = _light(scene, shot, rng)
    return _sense(_optics(scene, shot), shot, noise or rng)


def _surface(code: np.ndarray, shot: Shot, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """The object from straight above at 12 pixels a module, and the corners of the code on it."""
    cell = 12
    side = len(code) * cell
    print_ = np.repeat(np.repeat(1 - code, cell, 0), cell, 1).astype(np.float32)
    width, height = int(side * rng.uniform(2.4, 3.2)), int(side * rng.uniform(1.7, 2.1))
    body = _phone_body(width, height) if shot.phone else _card_body(width, height, rng)
    left, top = int(rng.uniform(0.5, 0.85) * (width - side)), int(rng.uniform(0.25, 0.6) * (height - side))
    ink, paper = (0.10, 0.95) if shot.phone else (rng.uniform(0.08, 0.22), rng.uniform(0.78, 0.93))
    quiet = 4 * cell if shot.phone else int(rng.uniform(1.5, 4) * cell)
    body[max(0, top - quiet) : top + side + quiet, max(0, left - quiet) : left + side + quiet] = paper
    body[top : top + side, left : left + side] = (ink + (paper - ink) * print_)[..., None]
    if shot.worn:
        _wear(body[top : top + side, left : left + side], shot.worn, cell, rng)
    if shot.inverted:
        body = 1.02 - body
    if shot.moire:
        body *= _screen_grid(body.shape, cell, shot.moire, rng)
    corners = np.array([[left, top], [left + side, top], [left + side, top + side], [left, top + side]], np.float32)
    return body, corners


def _card_body(width: int, height: int, rng: np.random.Generator) -> np.ndarray:
    x, y = np.meshgrid(np.linspace(0, 1, width, dtype=np.float32), np.linspace(0, 1, height, dtype=np.float32))
    lines = 0.03 * np.sin(2 * np.pi * (rng.uniform(20, 50) * x + 3 * np.sin(2 * np.pi * y * rng.uniform(1, 4))))
    body = np.stack([0.78 + lines, 0.84 + lines - 0.1 * x, 0.74 + lines + 0.1 * y], -1).astype(np.float32)
    for row in range(int(rng.integers(4, 9))):
        top = int((0.12 + 0.1 * row) * height)
        for _ in range(40):
            left = int(rng.uniform(0.03, 0.5) * width)
            body[top : top + height // 28, left : left + int(rng.integers(3, 14))] *= 0.35
    return body


def _phone_body(width: int, height: int) -> np.ndarray:
    body = np.full((height, width, 3), 0.95, np.float32)
    body[: height // 12] = (0.75, 0.5, 0.25)
    return body


def _wear(patch: np.ndarray, amount: float, cell: int, rng: np.random.Generator) -> None:
    side = len(patch)
    for _ in range(int(24 * amount)):
        start = rng.uniform(0, side, 2)
        end = start + rng.normal(0, side * 0.25, 2)
        shade = float(rng.choice([0.2, 0.9], p=[0.25, 0.75]))
        width = int(rng.uniform(0.1, 0.7) * cell) + 1
        cv2.line(patch, tuple(map(int, start)), tuple(map(int, end)), (shade,) * 3, width)
    fade = cv2.resize(rng.uniform(0, 1, (5, 5)).astype(np.float32), (side, side), interpolation=cv2.INTER_CUBIC)
    patch += (0.9 - patch) * np.clip(fade * amount * 0.8, 0, 0.8)[..., None]


def _screen_grid(shape: tuple[int, ...], cell: int, strength: float, rng: np.random.Generator) -> np.ndarray:
    period = cell * rng.uniform(0.13, 0.4)
    x = np.arange(shape[1], dtype=np.float32)[None, :, None]
    y = np.arange(shape[0], dtype=np.float32)[:, None, None]
    phase = np.array([0, 1, 2], np.float32)[None, None, :] / 3
    columns = 1 + strength * np.sin(2 * np.pi * (x / period + phase))
    return (columns * (1 + 0.5 * strength * np.sin(2 * np.pi * y / period))).astype(np.float32)


def _project(
    surface: np.ndarray, square: np.ndarray, count: int, shot: Shot, rng: np.random.Generator, size: tuple[int, int]
) -> np.ndarray:
    """The object on a desk through a pinhole, at `_OVER` times the sensor's resolution."""
    turn, tilt, axis = np.radians([shot.turn, shot.tilt, shot.tilt_axis])
    flat = (square - square.mean(0)) / (square[1, 0] - square[0, 0]) * shot.pitch * count * _OVER
    spin = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    points = flat @ spin.T
    direction = np.array([np.cos(axis), np.sin(axis)])
    along = points @ direction
    far = 4.0 * shot.pitch * count * _OVER
    points = points + np.outer(along * (np.cos(tilt) - 1), direction)
    points = points * (far / (far + along * np.sin(tilt)))[:, None]
    centre = np.array(size) * _OVER / 2 + rng.uniform(-0.08, 0.08, 2) * np.array(size) * _OVER
    centre = centre + np.array(shot.shift) * _OVER
    warp = cv2.getPerspectiveTransform(square, (points + centre).astype(np.float32))
    desk = _desk((size[0] * _OVER, size[1] * _OVER), rng)
    return cv2.warpPerspective(
        surface, warp, (desk.shape[1], desk.shape[0]), desk, cv2.INTER_AREA, borderMode=cv2.BORDER_TRANSPARENT
    )


def _desk(size: tuple[int, int], rng: np.random.Generator) -> np.ndarray:
    coarse = cv2.resize(rng.uniform(0.15, 0.6, (6, 8, 3)).astype(np.float32), size, interpolation=cv2.INTER_CUBIC)
    grain = cv2.resize(rng.normal(0, 0.03, (size[1] // 4, size[0] // 4)).astype(np.float32), size)
    return coarse + grain[..., None]


def _light(scene: np.ndarray, shot: Shot, rng: np.random.Generator) -> np.ndarray:
    height, width = scene.shape[:2]
    x, y = np.meshgrid(np.linspace(-1, 1, width, dtype=np.float32), np.linspace(-0.75, 0.75, height, dtype=np.float32))
    lit = scene * (1 + rng.uniform(-0.15, 0.15) * x + rng.uniform(-0.15, 0.15) * y)[..., None]
    if shot.shadow:
        angle, place = rng.uniform(0, 2 * np.pi), rng.uniform(-0.1, 0.1)
        edge = 1 / (1 + np.exp(-(np.cos(angle) * x + np.sin(angle) * y - place) / rng.uniform(0.004, 0.05)))
        lit = lit * (1 - shot.shadow * edge)[..., None]
    if shot.hologram:
        lit = lit + shot.hologram * _rainbow(x, y, rng)
    if shot.glare:
        cx, cy, spread = rng.uniform(-0.3, 0.3), rng.uniform(-0.3, 0.3), rng.uniform(0.06, 0.3)
        lit = lit + ((0.3 + 1.4 * shot.glare) * np.exp(-(((x - cx) ** 2 + (y - cy) ** 2) / spread**2)))[..., None]
    return lit


def _rainbow(x: np.ndarray, y: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    angle, fine = rng.uniform(0, 2 * np.pi), rng.uniform(6, 30)
    wave = np.cos(angle) * x + np.sin(angle) * y + 0.1 * np.sin(6 * y)
    bands = [np.clip(np.sin(2 * np.pi * (wave * fine / 4 + phase)), 0, 1) for phase in (0, 0.33, 0.66)]
    mesh = 0.5 + 0.5 * np.sin(2 * np.pi * fine * (x * np.sin(angle) - y * np.cos(angle)))
    return (np.stack(bands, -1) * mesh[..., None]).astype(np.float32)


def _optics(scene: np.ndarray, shot: Shot) -> np.ndarray:
    blurred = cv2.GaussianBlur(scene, (0, 0), 0.45 * _OVER)  # what even a sharp lens does
    if shot.defocus:
        radius = shot.defocus * _OVER
        reach = int(radius) + 1
        y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1]
        disc = np.clip(radius + 0.5 - np.hypot(x, y), 0, 1).astype(np.float32)
        blurred = cv2.filter2D(blurred, -1, disc / disc.sum())
    if shot.motion:
        blurred = cv2.filter2D(blurred, -1, _streak(shot.motion * _OVER, shot.motion_axis))
    return blurred


def _streak(length: float, axis: float) -> np.ndarray:
    reach = int(length / 2) + 2
    kernel = np.zeros((2 * reach + 1, 2 * reach + 1), np.float32)
    for step in np.linspace(-length / 2, length / 2, 8 * reach):
        x = reach + step * np.cos(np.radians(axis))
        y = reach + step * np.sin(np.radians(axis))
        kernel[round(y), round(x)] += 1
    return kernel / kernel.sum()


def _sense(scene: np.ndarray, shot: Shot, rng: np.random.Generator) -> np.ndarray:
    size = (scene.shape[1] // _OVER, scene.shape[0] // _OVER)
    light = np.clip(cv2.resize(scene, size, interpolation=cv2.INTER_AREA), 0, None) * shot.exposure
    full_well = 0.00012  # shot noise: variance in proportion to light
    noisy = light + rng.normal(0, 1, light.shape) * np.sqrt(full_well * np.maximum(light, 0) + shot.noise**2)
    gain = min(12.0, 0.5 / max(float(light.mean()), 1e-3)) if light.mean() < 0.2 else 1.0
    levels = (255 * np.clip(noisy * gain, 0, 1) ** (1 / 1.6)).astype(np.uint8)
    coded = cv2.imencode(".jpg", levels, [cv2.IMWRITE_JPEG_QUALITY, shot.jpeg])[1]
    return cv2.imdecode(coded, cv2.IMREAD_COLOR)


def _mixed(grade: float, rng: np.random.Generator) -> Shot:
    shot = Shot(pitch=3.4 - 1.2 * grade, turn=rng.uniform(0, 360), tilt=10 + 25 * grade, tilt_axis=rng.uniform(0, 360))
    for fault in rng.choice(["defocus", "motion", "dark", "jpeg", "shadow", "hologram", "worn"], 2, replace=False):
        match fault:
            case "defocus":
                shot.defocus = shot.pitch * (0.2 + 0.4 * grade)
            case "motion":
                shot.motion, shot.motion_axis = shot.pitch * (0.4 + 0.7 * grade), rng.uniform(0, 180)
            case "dark":
                shot.exposure, shot.noise = 0.2 - 0.13 * grade, 0.008
            case "jpeg":
                shot.jpeg = int(60 - 35 * grade)
            case "shadow":
                shot.shadow = 0.5 + 0.3 * grade
            case "hologram":
                shot.hologram = 0.2 + 0.3 * grade
            case "worn":
                shot.worn = 0.1 + 0.3 * grade
    return shot


_Recipe = Callable[[float, np.random.Generator], Shot]
KINDS: dict[str, _Recipe] = {
    "small": lambda g, r: Shot(pitch=5 - 3.5 * g, turn=r.uniform(-8, 8)),
    "tilt": lambda g, r: Shot(pitch=4, tilt=25 + 45 * g, tilt_axis=r.uniform(0, 360)),
    "rotation": lambda g, r: Shot(pitch=4 - 2.5 * g, turn=r.uniform(0, 360), tilt=8),
    "motion": lambda g, r: Shot(
        pitch=4, motion=4 * (0.5 + 2.2 * g), motion_axis=r.uniform(0, 180), turn=r.uniform(-8, 8)
    ),
    "defocus": lambda g, r: Shot(pitch=4, defocus=4 * (0.3 + 1.0 * g), turn=r.uniform(-8, 8)),
    "low_light": lambda g, r: Shot(pitch=3.2, exposure=0.16 * 0.06**g, noise=0.006, turn=r.uniform(-8, 8)),
    "glare": lambda g, r: Shot(pitch=3.2, glare=g, turn=r.uniform(-8, 8)),
    "jpeg": lambda g, r: Shot(pitch=2.4, jpeg=int(40 - 36 * g), turn=r.uniform(-20, 20)),
    "hologram": lambda g, r: Shot(pitch=3.2, hologram=0.3 + 1.5 * g, turn=r.uniform(-8, 8)),
    "shadow": lambda g, r: Shot(pitch=2.6, shadow=0.6 + 0.38 * g, exposure=0.5, noise=0.008, turn=r.uniform(-8, 8)),
    "worn": lambda g, r: Shot(pitch=3.2, worn=0.1 + 0.8 * g, turn=r.uniform(-8, 8)),
    "phone": lambda g, r: Shot(pitch=3.6 - 2.0 * g, phone=True, moire=0.1 + 0.6 * g, tilt=25 * g, glare=0.2 * g),
    "dark_phone": lambda g, r: Shot(
        pitch=3.6 - 2.0 * g, phone=True, inverted=True, moire=0.1 + 0.6 * g, tilt=25 * g, noise=0.004 + 0.016 * g
    ),
    "mixed": _mixed,
}


def stills(seed: int, each: int = 12) -> list[Still]:
    """Draw `each` pictures of every kind, their grades spread evenly from easy (0) to hopeless (1)."""
    made = []
    for kind_number, (kind, recipe) in enumerate(KINDS.items()):
        for number in range(each):
            rng = np.random.default_rng([seed, kind_number, number])
            grade = (number + float(rng.uniform())) / each
            text = card_payload(rng)
            made.append(Still(kind, grade, text, picture_of(text, recipe(grade, rng), rng)))
    return made
