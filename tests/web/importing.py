"""Sending files to the import page and posting the preview back."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.web.posting import Form, form

PATH = "/plans/bookshop/import/"
CSV = "id,statement,priority\nFR-1,The shop sells books,must\nFR-2,The shop is quick,should\n"


def file(data: bytes | str, name: str = "requirements.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data.encode() if isinstance(data, str) else data)


def send(browser: Client, *files: SimpleUploadedFile, **said: Any) -> Any:
    return browser.post(PATH, {"files": list(files), **said})


def preview_form(response: Any) -> Form:
    return form(response.content, f"{PATH}apply/")


def confirm(browser: Client, response: Any, **said: Any) -> Any:
    return browser.post(f"{PATH}apply/", preview_form(response).data(**said))
