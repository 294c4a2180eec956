FROM python:3.12-slim

ENV PYTHONUNBUFFERED=1 PATH=/opt/venv/bin:$PATH
RUN useradd --system --no-create-home groundplan && python -m venv /opt/venv

WORKDIR /app
COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes --no-deps -r requirements.lock

COPY manage.py pyproject.toml ./
COPY planning planning
COPY templates templates
COPY static static
# The key serves this one command; the running container is given its own.
RUN python -m compileall -q planning \
 && SECRET_KEY=build DATABASE_URL=sqlite://:memory: python manage.py collectstatic --no-input --verbosity 0

# The signing key is made here; mount a volume, or each new container signs with a key of its own.
RUN install -d -o groundplan -m 700 var/keys var/running
VOLUME /app/var/keys

USER groundplan
EXPOSE 8000

# Asks as the proxy in front does: for a permitted host, with TLS ended there.
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s CMD ["python", "-c", "\
import os, http.client; \
host = os.environ['ALLOWED_HOSTS'].split(',')[0].lstrip('.*') or 'localhost'; \
connection = http.client.HTTPConnection('127.0.0.1', 8000, timeout=4); \
headers = {'Host': host, 'X-Forwarded-Proto': 'https'}; \
connection.request('GET', '/sign-in/', headers=headers); \
raise SystemExit(connection.getresponse().status >= 400)"]

CMD ["uvicorn", "planning.asgi:application", "--host", "0.0.0.0", "--port", "8000", \
     "--lifespan", "off", "--timeout-graceful-shutdown", "3"]
