//! Tests of the editor of gold.
