"""Events on RabbitMQ: names, publishing with confirms, hearing with retry and dead letters."""
