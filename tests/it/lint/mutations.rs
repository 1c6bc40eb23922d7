//! Gold with a random mistake is still valid, or its mistake is reported at the right place; nothing ever panics.
