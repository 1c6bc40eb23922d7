//! What may be missing from the gold: passages that no label covers, and facts that extractors return.
