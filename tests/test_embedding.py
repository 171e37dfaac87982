"""Which vectors topics are found with: seed words, tables of vectors, and models that are on this machine."""

import sys
from importlib.util import find_spec
from pathlib import Path

import model2vec
import numpy as np
import pandas as pd
import pytest
from test_topics import EPISODES, LANGUAGES, SUBJECTS, TURNS, subject_of
from tokenizers import Tokenizer, models, pre_tokenizers

from analysis import topics
from analysis.findings import Unusable
from analysis.topics.embedding import embedding

GUIDE = [["parkeren", "auto"], ["groen", "boom"]]
OTHERS = ["bus", "riool", "school"]
HELD = {  # what a session says of each subject: no two sessions share a word but the small words
    "verkeer": {
        "a": ["parkeren kost te veel", "de garage vraagt vergunningen", "parkeren bij de slagboom", "betaald parkeren op zaterdag"],
        "b": ["een auto rijdt te hard", "de auto maakt lawaai", "die bestuurder raast", "iedere auto hoort bij de uitrit"],
        "c": ["een auto staat dubbel", "de auto blokkeert onze stoep", "de oprit van de winkel", "nog een auto"],
    },
    "natuur": {
        "b": ["meer groen graag", "groen koelt de gevel", "mussen vinden groen prettig", "het gras verdort"],
        "c": ["de boom is gekapt", "een boom geeft schaduw", "wortels van de boom", "onder de boom zit een egel"],
        "d": ["die boom valt om", "de boom is ziek", "schimmel op de takken", "plant een boom"],
    },
}
PLACES = {subject: np.eye(3)[n] for n, subject in enumerate(SUBJECTS)}
SUBJECT = [next(name for name, said in SUBJECTS.items() if text in said) for text in TURNS["text"]]


def mixed() -> tuple[pd.DataFrame, pd.DataFrame, list[str]]:
    """Four sessions with episodes of eight turns: on what they hold apart, and on what they share; and the subject of each turn."""
    rows, episodes, subjects = [], [], []
    for session in "abcd":
        parts = [(name, held[session]) for name, held in HELD.items() if session in held] + [(name, SUBJECTS[name]) for name in OTHERS]
        for n, (name, texts) in enumerate(parts):
            episodes.append((session, n, 8 * n, 8 * n + 7, 40))
            for text in texts * 2:
                rows.append((session, len([row for row in rows if row[0] == session]), "Spreker 1", text, len(text.split()), True))
                subjects.append(name)
    turns = pd.DataFrame(rows, columns=["session", "turn", "speaker", "text", "words", "content"])
    return turns, pd.DataFrame(episodes, columns=["session", "episode", "first", "last", "words"]), subjects


def where(found: topics.Found, subjects: list[str]) -> dict[str, list[int]]:
    """The topic of each session's episode on a subject."""
    told = found.assignments.assign(subject=subjects).drop_duplicates(["session", "subject"])
    return told.groupby("subject")["topic"].agg(list).to_dict()


def table(folder: Path, name: str = "vectors.csv", vectors: np.ndarray | None = None) -> str:
    """A table of vectors, by subject where there are no others."""
    noise = np.random.default_rng(1).normal(0, 0.05, (len(TURNS), 3))
    made = pd.DataFrame(np.array([PLACES[s] for s in SUBJECT]) + noise if vectors is None else vectors).add_prefix("v")
    made = pd.concat([TURNS[["session", "turn"]], made], axis=1).sample(frac=1, random_state=1)
    path = folder / name
    made.to_csv(path, index=False) if path.suffix == ".csv" else made.to_parquet(path)
    return str(path)


# Seeds


def test_seed_words_bring_together_what_would_not_be():
    turns, episodes, subjects = mixed()
    free = where(topics.topics(turns, episodes, LANGUAGES), subjects)
    assert len(set(free["verkeer"])) > 1 and len(set(free["natuur"])) > 1
    guided = where(topics.topics(turns, episodes, LANGUAGES, seeds=GUIDE), subjects)
    for name in HELD:
        assert len(set(guided[name])) == 1 and guided[name][0] >= 0
    assert guided["verkeer"][0] != guided["natuur"][0]


def test_seed_words_leave_other_episodes_as_they_were():
    turns, episodes, subjects = mixed()
    for found in (topics.topics(turns, episodes, LANGUAGES), topics.topics(turns, episodes, LANGUAGES, seeds=GUIDE)):
        placed = where(found, subjects)
        assert all(len(set(placed[name])) == 1 for name in OTHERS)
        assert len({placed[name][0] for name in OTHERS}) == 3
        assert not {placed[name][0] for name in OTHERS} & {topic for name in HELD for topic in placed[name]}


def test_seed_words_are_understood_as_people_write_them():
    turns, episodes, subjects = mixed()
    written = [["Auto's", "betaald parkeren"], ["GROEN", "bomen"]]
    guided = where(topics.topics(turns, episodes, LANGUAGES, seeds=written), subjects)
    assert all(len(set(guided[name])) == 1 for name in HELD)


def test_seed_words_that_nobody_says_change_nothing():
    plain, guided = topics.topics(TURNS, EPISODES, LANGUAGES), topics.topics(TURNS, EPISODES, LANGUAGES, seeds=[["zeppelin"], []])
    pd.testing.assert_frame_equal(plain.assignments, guided.assignments)


@pytest.mark.parametrize("seeds", ["parkeren", ["parkeren", "auto"], [["parkeren", 3]]])
def test_seeds_that_are_not_lists_of_words_are_told(seeds):
    with pytest.raises(Unusable, match="lists of words within a list"):
        topics.topics(TURNS, EPISODES, LANGUAGES, seeds=seeds)


def test_seeds_and_another_embedding_do_not_go_together(tmp_path):
    with pytest.raises(Unusable, match="leave out either seeds or embeddings"):
        topics.topics(TURNS, EPISODES, LANGUAGES, seeds=GUIDE, embeddings=table(tmp_path))


# Tables of vectors


@pytest.mark.parametrize("name", ["vectors.csv", "vectors.parquet"])
def test_topics_follow_a_table_of_vectors(tmp_path, name):
    found = topics.topics(TURNS, EPISODES, LANGUAGES, embeddings=table(tmp_path, name))
    assert sorted(subject_of(found).values()) == ["bus", "riool", "school"]


def test_topics_follow_the_vectors_where_these_and_the_words_disagree(tmp_path):
    halves = np.array([[1.0, 0] if subject == "bus" else [0, 1.0] for subject in SUBJECT])
    found = topics.topics(TURNS, EPISODES, LANGUAGES, embeddings=table(tmp_path, vectors=halves))
    placed = found.assignments.assign(subject=SUBJECT).groupby("subject")["topic"].unique()
    assert len(found.topics) == 2 and placed["riool"].tolist() == placed["school"].tolist() != placed["bus"].tolist()


def test_turns_without_content_need_no_vector(tmp_path):
    turns = TURNS.assign(content=TURNS["turn"] != 3)
    given = pd.read_csv(table(tmp_path))
    given[given["turn"] != 3].to_csv(tmp_path / "some.csv", index=False)
    assert len(topics.topics(turns, EPISODES, LANGUAGES, embeddings=str(tmp_path / "some.csv")).topics) == 3


def test_sessions_named_by_numbers_are_found_in_the_table(tmp_path):
    number = dict(zip("abcd", ["01", "02", "03", "4"], strict=True))
    given = pd.read_csv(table(tmp_path))
    given.assign(session=given["session"].map(number)).to_csv(tmp_path / "numbers.csv", index=False)
    turns, episodes = (t.assign(session=t["session"].map(number)) for t in (TURNS, EPISODES))
    found = topics.topics(turns, episodes, dict.fromkeys(number.values(), "nl"), embeddings=str(tmp_path / "numbers.csv"))
    assert len(found.topics) == 3


def test_an_episode_without_content_has_no_vector(tmp_path):
    talk = TURNS.assign(document=(TURNS.index // 8), content=TURNS.index >= 8)
    vectors = embedding(table(tmp_path)).fit(talk).vectors(talk)
    lengths = np.linalg.norm(vectors, axis=1)
    assert lengths[0] == 0 and lengths[1:] == pytest.approx(1, abs=1e-3)


FAULTS = {
    "no such table": (lambda given: None, "there is no such table of vectors"),
    "no key": (lambda given: given.drop(columns="turn"), "has the columns session, turn, and numbers"),
    "no numbers": (lambda given: given[["session", "turn"]], "has the columns session, turn, and numbers"),
    "text": (lambda given: given.assign(text="bus"), "column 'text' holds what is no number"),
    "a turn left out": (lambda given: given[(given["session"] != "b") | (given["turn"] != 5)], "for turn 5 of b"),
    "a gap": (lambda given: given.assign(v1=given["v1"].where((given["session"] != "b") | (given["turn"] != 5))), "for turn 5 of b"),
    "endless": (lambda given: given.assign(v1=np.inf), "not all of one, for turn 0 of a"),
    "twice": (lambda given: pd.concat([given, given[(given["session"] == "c") & (given["turn"] == 7)]]), "turn 7 of c has two vectors"),
    "turns by name": (lambda given: given.assign(turn="one"), "the column 'turn' holds no numbers of turns"),
}


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_wrong_with_a_table_is_told_in_a_line(tmp_path, fault, suffix):
    change, told = FAULTS[fault]
    made, path = change(pd.read_csv(table(tmp_path))), tmp_path / f"wrong{suffix}"
    if made is not None:
        made.to_csv(path, index=False) if suffix == ".csv" else made.to_parquet(path)
    with pytest.raises(Unusable, match=told) as raised:
        topics.topics(TURNS, EPISODES, LANGUAGES, embeddings=str(path))
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("name", ["wrong.csv", "wrong.parquet"])
def test_a_table_that_is_something_else_is_told(tmp_path, name):
    (tmp_path / name).write_bytes(b"\x89PNG\r\n\x1a\n\x00\xff")
    with pytest.raises(Unusable, match=rf"^{name} cannot be read as {name[6:]}$"):
        topics.topics(TURNS, EPISODES, LANGUAGES, embeddings=str(tmp_path / name))


# Models


@pytest.mark.parametrize("name", ["bert", "sentence-transformers:", "word2vec:x", "vectors.xlsx"])
def test_an_embedding_of_no_known_kind_is_told(name):
    with pytest.raises(Unusable, match="is none that is known: use sentence-transformers:NAME, model2vec:NAME, or a table"):
        topics.topics(TURNS, EPISODES, LANGUAGES, embeddings=name)


@pytest.mark.parametrize("kind", ["sentence-transformers", "model2vec"])
def test_a_library_that_is_not_installed_is_told(kind, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, kind.replace("-", "_"), None)
    with pytest.raises(Unusable, match=rf"{kind} want the extra `embeddings`: .venv/bin/pip install '\.\[embeddings\]'"):
        topics.topics(TURNS, EPISODES, LANGUAGES, embeddings=f"{kind}:{tmp_path}")


@pytest.mark.parametrize("kind", [kind for kind in ("sentence_transformers", "model2vec") if find_spec(kind)])
def test_a_model_that_is_not_there_is_told_at_once_and_nothing_is_fetched(kind, tmp_path, monkeypatch):
    monkeypatch.setattr("socket.getaddrinfo", lambda *_: pytest.fail("it asks the network"))
    kind = kind.replace("_", "-")
    with pytest.raises(Unusable, match=r"nowhere/no-model is not on this machine; fetch it once: .*hf download nowhere/no-model"):
        topics.topics(TURNS, EPISODES, LANGUAGES, embeddings=f"{kind}:nowhere/no-model")
    with pytest.raises(Unusable, match="there is no folder"):
        topics.topics(TURNS, EPISODES, LANGUAGES, embeddings=f"{kind}:{tmp_path}/none")
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(Unusable, match="cannot be read") as raised:
        topics.topics(TURNS, EPISODES, LANGUAGES, embeddings=f"{kind}:{tmp_path}")
    assert "\n" not in str(raised.value)


def test_topics_with_model2vec(tmp_path):
    known = {"bus": 0, "halte": 0, "buslijn": 0, "riool": 1, "put": 1, "water": 1, "school": 2, "juf": 2, "leraar": 2}
    vocabulary = {"[UNK]": 0} | {word: n for n, word in enumerate(known, start=1)}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    vectors = np.vstack([np.full(3, 0.01), np.eye(3)[list(known.values())]]).astype(np.float32)
    model2vec.StaticModel(vectors, tokenizer).save_pretrained(tmp_path)
    found = topics.topics(TURNS, EPISODES, LANGUAGES, embeddings=f"model2vec:{tmp_path}")
    assert sorted(subject_of(found).values()) == ["bus", "riool", "school"]
