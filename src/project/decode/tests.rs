//! Tests of the decoder of karat.yaml.
