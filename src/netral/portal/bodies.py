"""How large may a form with files be? Asked before any of it is read: what comes goes into memory, or to the disk."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

LARGEST = 51 << 20
"""Bytes: the largest file that any page takes, with the form around it."""


class Bounded(FileUploadHandler):
    """Stands before Django's own handlers, which take whatever anybody sends, also to pages that want no file."""

    most = LARGEST

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *rest: Any, **more: Any) -> None:  # noqa: ARG002, N803
        if content_length > self.most:
            raise RequestDataTooBig

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:  # noqa: ARG002
        return raw_data

    def file_complete(self, file_size: int) -> Any:  # noqa: ARG002
        return None
