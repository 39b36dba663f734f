"""How a kiosk becomes known to its portal, and stays so."""

from sync.enrolment.client import EnrolmentError, EnrolmentFault, enrol
from sync.enrolment.code import CodeError, EnrolmentCode
from sync.enrolment.files import TlsFiles

__all__ = ["CodeError", "EnrolmentCode", "EnrolmentError", "EnrolmentFault", "TlsFiles", "enrol"]
