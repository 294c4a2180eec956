"""Print the public key that checks what this instance exports: for whoever verifies it elsewhere."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand

from planning.exports.signing import fingerprint
from planning.instance_key import public_key
from planning.management.plans import wrong_usage


class Command(BaseCommand):
    help = "Print the public key, in PEM, that checks what this instance exports."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            key = public_key()
        except ImproperlyConfigured as error:
            raise wrong_usage(str(error)) from None
        # Beside the output, so that the output alone is a file for --key.
        self.stderr.write(f"key {fingerprint(key)}")
        self.stdout.write(key, ending="")
