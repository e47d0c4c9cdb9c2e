"""The version of the code; the model adds its own."""

ENGINE_VERSION = "1.1.0"
