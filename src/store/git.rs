//! Asks git what changed and what a file was; whatever git cannot tell is absent.
