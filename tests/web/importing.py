"""Sending files to the import page and posting the preview back."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.web.posting import Form, form, forms

PATH = "/plans/bookshop/import/"
CSV = "id,statement,priority\nFR-1,The shop sells books,must\nFR-2,The shop is quick,should\n"

AGAIN = "id,title,statement\nFR-1,Borrow,A member borrows.\nFR-2,Return,A member returns.\n"


def file(data: bytes | str, name: str = "requirements.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data.encode() if isinstance(data, str) else data)


def send(browser: Client, *files: SimpleUploadedFile, **said: Any) -> Any:
    return browser.post(PATH, {"files": list(files), **said})


def preview_form(response: Any) -> Form:
    return form(response.content, f"{PATH}apply/")


def confirm(browser: Client, response: Any, **said: Any) -> Any:
    return browser.post(f"{PATH}apply/", preview_form(response).data(**said))


def brought(browser: Client, text: str, *more: str) -> Any:
    """Send a file, leave ticked what is ticked, tick more, and apply it."""
    said = preview_form(send(browser, file(text))).data()
    said["chosen"] = [*said.get("chosen", []), *more]
    return browser.post(f"{PATH}apply/", said, follow=True)


def undos(page: bytes | str) -> list[Form]:
    """Every form that takes something back: the message's first, then those of the last imports."""
    return [each for each in forms(page) if "/fixes/undo/" in each.action]
