# One image for the service, migrations and one-off commands.
FROM python:3.11-slim-bookworm AS build
WORKDIR /src
COPY requirements.txt .
RUN python -m venv /opt/monitor && /opt/monitor/bin/pip install --no-cache-dir --no-deps --require-hashes -r requirements.txt
COPY pyproject.toml README.md LICENSE ./
COPY monitor monitor
RUN /opt/monitor/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /srv/monitor --create-home monitor
COPY --from=build /opt/monitor /opt/monitor
WORKDIR /srv/monitor
COPY config config
RUN mkdir data && chown monitor data
USER monitor
ENV PATH=/opt/monitor/bin:$PATH PYTHONUNBUFFERED=1
EXPOSE 8080
HEALTHCHECK --interval=60s --timeout=5s --start-period=60s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/healthz', timeout=4)"]
STOPSIGNAL SIGTERM
CMD ["monitor", "run"]
