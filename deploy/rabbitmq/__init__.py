"""The broker's configuration: users, queues, policies, limits."""
