//! Writes values, speakers and quotations in the canonical spelling of gold.
