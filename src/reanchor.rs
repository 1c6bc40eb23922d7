//! Finds the quotations of a gold file again in an article that changed.
