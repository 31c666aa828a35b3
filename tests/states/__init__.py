"""State machines: whatever anybody taps in whatever order, nothing illegal comes of it.

Each file has a model of one matter (who may do what in which state, and what the facts must then be), written from the
product's promises and not from the services. hypothesis taps; model and services must agree on every answer.
"""
