# One image for the service, workers, migrations and one-off commands. Whoever publishes it pins the base by digest:
# docker build --build-arg BASE=python:3.11-slim-bookworm@sha256:…
ARG BASE=python:3.11-slim-bookworm

FROM ${BASE} AS build
WORKDIR /src
COPY requirements.txt .
RUN python -m venv /opt/monitor && /opt/monitor/bin/pip install --no-cache-dir --no-deps --require-hashes -r requirements.txt
COPY pyproject.toml README.md LICENSE ./
COPY monitor monitor
# Installed, checked, and without what only installing needs.
RUN /opt/monitor/bin/pip install --no-cache-dir --no-deps --no-build-isolation . \
 && /opt/monitor/bin/monitor --help > /dev/null \
 && /opt/monitor/bin/pip uninstall --yes setuptools pip

FROM ${BASE}
# The base brings an installer of its own.
RUN python -m pip uninstall --yes --root-user-action=ignore pip setuptools wheel \
 && python -c "import ensurepip, os, shutil; shutil.rmtree(os.path.dirname(ensurepip.__file__))"
RUN useradd --system --uid 10001 --home-dir /srv/monitor --create-home --shell /usr/sbin/nologin monitor
COPY --from=build /opt/monitor /opt/monitor
WORKDIR /srv/monitor
COPY config config
# All that is written: digest pages, and the SQLite file where there is no DATABASE_URL. The rest may be read-only.
RUN mkdir data && chown monitor data
USER 10001
ENV PATH=/opt/monitor/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 LOG_FORMAT=json
VOLUME /srv/monitor/data
EXPOSE 8080
HEALTHCHECK --interval=60s --timeout=5s --start-period=90s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/healthz', timeout=4)"]
STOPSIGNAL SIGTERM
# On all addresses of the container; what of it is published is said where it is run.
CMD ["monitor", "run"]
