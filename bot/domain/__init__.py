"""Pure rules of the supervision office: no clock, no store, no messenger."""
