//! Brings a gold file into canonical form: order, spelling, blank lines, hashes; comments stay.
