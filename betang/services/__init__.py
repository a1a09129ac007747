"""Public services: the catalogue, residents' requests, the counter's queue, its clocks, delivery and satisfaction."""
