"""The version of the code; the model adds its own."""

ENGINE_VERSION = "3.1.0"
