"""What a picture is in this building: rows of grey or BGR bytes."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Picture: TypeAlias = NDArray[np.uint8]
"""Shape ``(height, width)`` for grey, ``(height, width, 3)`` for BGR."""
