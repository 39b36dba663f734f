"""What is done to a part of a frame before another try: one small filter each, none of them knows an engine."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import ArrayLike, NDArray

from drivers.picture import Picture


def grey_of(picture: Picture) -> Picture:
    """Return the brightness of a BGR picture; a grey one is returned as it is."""
    return picture if picture.ndim == 2 else _bytes(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY))


def darkest_of(picture: Picture) -> Picture:
    """Return min(B, G, R): a hologram adds coloured light, ink stays dark in every channel."""
    if picture.ndim == 2:
        return picture
    blue, green, red = cv2.split(picture)
    return _bytes(cv2.min(cv2.min(blue, green), red))


def enlarged(grey: Picture, factor: float) -> Picture:
    """Return the picture `factor` times as large (bicubic)."""
    return _bytes(cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC))


def reduced(picture: Picture, factor: float) -> Picture:
    """Return the picture `factor` times as large, less than 1 (area means, so that fine modules do not alias)."""
    return _bytes(cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA))


def sharpened(grey: Picture, sigma: float, amount: float) -> Picture:
    """Return the picture with a blur of about `sigma` pixels undone in part (unsharp mask)."""
    return _bytes(cv2.addWeighted(grey, 1 + amount, cv2.GaussianBlur(grey, (0, 0), sigma), -amount, 0))


def levelled(grey: Picture) -> Picture:
    """Return the picture with brightness and contrast made equal over neighbourhoods of 25 pixels."""
    size = (25, 25)
    light = grey.astype(np.float32)
    mean = cv2.blur(light, size)
    spread = np.sqrt(np.maximum(cv2.blur(light * light, size) - mean * mean, 16.0))
    return _bytes(np.clip(127 + 60 * (light - mean) / spread, 0, 255))


def softened(grey: Picture, sigma: float = 0.8) -> Picture:
    """Return the picture with noise below `sigma` pixels averaged away."""
    return _bytes(cv2.GaussianBlur(grey, (0, 0), sigma))


def without_specks(grey: Picture) -> Picture:
    """Return the picture without single-pixel noise; edges stay (3 × 3 median)."""
    return _bytes(cv2.medianBlur(grey, 3))


def refocused(grey: Picture, radius: float) -> Picture:
    """Return the picture with a lens out of focus by a disc of `radius` pixels undone (Wiener deconvolution)."""
    noise_to_signal = 0.02
    blur = np.fft.rfft2(_disc(grey.shape, radius))
    undo = np.conj(blur) / (np.abs(blur) ** 2 + noise_to_signal)
    mean = float(grey.mean())
    light = np.fft.irfft2(np.fft.rfft2(grey - mean) * undo, s=grey.shape)
    low, high = np.percentile(light, [1, 99])
    return _bytes(np.clip((light - low) * 255 / max(high - low, 1.0), 0, 255))


def _disc(shape: tuple[int, ...], radius: float) -> NDArray[np.float64]:
    """A disc of sum 1 around the origin of a picture that wraps at its edges."""
    rows, columns = np.fft.fftfreq(shape[0]) * shape[0], np.fft.fftfreq(shape[1]) * shape[1]
    disc = np.clip(radius + 0.5 - np.hypot(rows[:, None], columns[None, :]), 0, 1)
    return np.asarray(disc / disc.sum(), np.float64)


def _bytes(levels: ArrayLike) -> Picture:
    """Return grey levels as a picture; OpenCV's own results are passed on without a copy."""
    return np.asarray(levels).astype(np.uint8, copy=False)
