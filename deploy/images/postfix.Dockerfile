# The relay before intake (deploy/kubernetes/mail). Its configuration is mounted; its parts become the users that Debian made.
FROM debian:12.11-slim
LABEL org.opencontainers.image.title="Diwan relay" \
      org.opencontainers.image.description="Postfix before Diwan's door for mail"
# hadolint ignore=DL3008
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends ca-certificates postfix postfix-lmdb \
    && rm -rf /var/lib/apt/lists/*
EXPOSE 25 10025
ENTRYPOINT ["postfix"]
CMD ["start-fg"]
