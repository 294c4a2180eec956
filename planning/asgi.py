"""The ASGI application, which every way of running Groundplan serves."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "planning.settings")

application = get_asgi_application()
