from complaints.services.seeds import seeder
from sentiment.services.lexicon import load_lexicon


@seeder("lexicon terms")
def load() -> int:
    return load_lexicon()
