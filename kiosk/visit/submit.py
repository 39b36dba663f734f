"""The kiosk's own filing office: prints the forms, seals, stores durably, draws the slip; then tells what became of it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from drivers.ports import Bitmap
from kiosk.faults import Fault
from kiosk.forms.printing import print_form
from kiosk.forms.walk import Filling
from kiosk.identity.party import Fact
from kiosk.procedures.procedure import Procedure
from kiosk.receipts import SlipText, render_slip
from kiosk.settings import Settings
from kiosk.visit.clock import Clock
from kiosk.visit.filing import ConsentGiven, Papers, clear_parts, form_refs
from kiosk.visit.identify import Identified
from kiosk.visit.snapshot import Delivery
