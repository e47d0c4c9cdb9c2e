"""The version of the code; the model adds its own."""

ENGINE_VERSION = "2.1.0"
