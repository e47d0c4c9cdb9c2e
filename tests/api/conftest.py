import pytest

from complaints.services.reference_data import load_reference_data
from tests.api.clients import Program, program


@pytest.fixture
def reference_data(db: None) -> None:
    load_reference_data()


@pytest.fixture
def crm(reference_data: None) -> Program:
    """A program that may do everything."""
    return program()
