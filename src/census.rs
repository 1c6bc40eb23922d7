//! What a corpus holds: facts by type, slot, need, cluster and status, and articles that are nearly the same.
