"""One machine: the embedded servers, the secrets and the processes of `make run`."""
