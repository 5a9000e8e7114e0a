# A small image that runs as nobody: docker run --rm --network none -v "$PWD:/work:ro" sayso check
FROM python:3.13-slim AS libraries
COPY requirements.lock /
RUN python -I -m venv --without-pip /libraries \
    && python -I -m pip --isolated --python /libraries/bin/python install --no-cache-dir \
        --only-binary=:all: --no-deps --require-hashes -r /requirements.lock \
    && python -I -m pip --isolated --python /libraries/bin/python check \
    && echo /sayso > /libraries/lib/python3.13/site-packages/sayso.pth

FROM python:3.13-slim
COPY --from=libraries /libraries /libraries
COPY checks/sayso /sayso/sayso
COPY cli/sayso_cli /sayso/sayso_cli
COPY schema.json LICENSE /sayso/sayso/
USER 65534:65534
WORKDIR /work
ENTRYPOINT ["/libraries/bin/python", "-I", "-B", "-X", "utf8", "-m", "sayso_cli"]
