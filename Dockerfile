# A small image that runs as nobody: docker run --rm --network none -v "$PWD:/work:ro" sayso check
FROM python:3.13-slim AS libraries
COPY requirements.lock /
RUN python -m venv --without-pip /libraries \
    && pip --python /libraries/bin/python install --no-cache-dir --require-hashes --no-deps -r /requirements.lock \
    && pip --python /libraries/bin/python check

FROM python:3.13-slim
ENV PYTHONPATH=/sayso PYTHONDONTWRITEBYTECODE=1 PYTHONUTF8=1
COPY --from=libraries /libraries /libraries
COPY checks/sayso /sayso/sayso
COPY cli/sayso_cli /sayso/sayso_cli
COPY schema.json LICENSE /sayso/sayso/
USER 65534:65534
WORKDIR /work
ENTRYPOINT ["/libraries/bin/python", "-P", "-m", "sayso_cli"]
