"""Dead letters: what a service could not digest, to be read and replayed by an operator.

`python -m shared.messaging.dead_letters list|show|replay`, with the broker's address in `DIWAN_OPERATOR_AMQP_URL`.
"""
