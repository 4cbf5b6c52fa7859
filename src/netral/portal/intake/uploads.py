"""Files come into memory, never into a temporary file: what is in a photo must not lie about unsealed."""

from __future__ import annotations

from functools import wraps
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from netral.portal.bodies import Bounded
from netral.portal.intake.files import LARGEST, MOST
from netral.portal.readable import clean_form
from netral.portal.signin.door import Rest, View

ROOM = (LARGEST + 1) * MOST + (1 << 20)
"""Bytes of a whole form; one that is larger is cut off, and told so."""


class InMemory(Bounded):
    """Keeps each file in memory up to one byte above what may be kept, so that it can be told as too large."""

    most = ROOM

    def new_file(self, *rest: Any, **more: Any) -> None:
        super().new_file(*rest, **more)
        self._file = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start <= LARGEST:
            self._file.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self._file.seek(0)
        return InMemoryUploadedFile(
            self._file, self.field_name, self.file_name or "?", self.content_type, file_size, self.charset
        )


def in_memory(view: View[Rest]) -> View[Rest]:
    """For a view that takes files. The check against forgery reads the form, so it has to come after this choice."""

    @csrf_protect
    @wraps(view)
    def protected(request: HttpRequest, *rest: Rest.args, **named: Rest.kwargs) -> HttpResponse:
        clean_form(request)
        return view(request, *rest, **named)

    @csrf_exempt
    @wraps(view)
    def chosen(request: HttpRequest, *rest: Rest.args, **named: Rest.kwargs) -> HttpResponse:
        if request.content_type == "multipart/form-data":
            request.upload_handlers = [InMemory(request)]
        return protected(request, *rest, **named)

    return chosen  # type: ignore[return-value]
