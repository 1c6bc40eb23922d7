//! Agreement between annotators: how alike two labellings of one article are.
