"""Diwan in containers: the manifests of Kubernetes and the compose file, written from the same table as the local stack."""
