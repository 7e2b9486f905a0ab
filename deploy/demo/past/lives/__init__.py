"""The lives that matters live: each is a generator that does something and says when it goes on."""

from deploy.demo.past.lives.life import Life, Wait

__all__ = ["Life", "Wait"]
