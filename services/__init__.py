"""The services of Diwan; each is independent of the others and they meet only in `shared.contracts`."""
