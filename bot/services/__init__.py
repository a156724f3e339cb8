"""Use cases: plain values in, frozen records out, in the unit of work of the update."""
