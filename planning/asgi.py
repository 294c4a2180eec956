"""The ASGI application, which every way of running Groundplan serves."""

import os
import warnings

from django.core.asgi import get_asgi_application

from planning.instance_key import signing_key

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "planning.settings")

# WhiteNoise hands its files over as synchronous streams; they are small enough to be
# read whole, which is what Django does after warning about it once per process.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous")

application = get_asgi_application()

# Made on the first start, and missed at this one rather than at the first export.
signing_key()
