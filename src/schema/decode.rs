//! Decodes schema.yaml and entities.yaml.
