"""Vectors of turns that come from elsewhere: from a model on this machine, which the user names, or from a table."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.findings import Unusable
from analysis.settings import folder

KINDS = ("sentence-transformers", "model2vec")


def located(name: str, corpus: str, data: str | Path = "data") -> str:
    """The name of an embedding, a table of vectors with its whole path: one that is told without lies in the folder of the corpus."""
    return str(folder(corpus, data) / name) if name.endswith((".csv", ".parquet")) else name


def turn_vectors(turns: pd.DataFrame, name: str) -> np.ndarray:
    """A vector for each turn, turns by dimensions: of a model, or from a table, as `name` says.

    Raises Unusable where there is no such kind, library, model or table, or where a turn has no vector.
    """
    kind, _, model = name.partition(":")
    if kind in KINDS and model:
        return _encoded(tuple(turns["text"]), kind, model)
    if name.endswith((".csv", ".parquet")):
        return _given(turns, Path(name))
    raise Unusable(
        f"embeddings = {name!r} is none that is known: use sentence-transformers:NAME, model2vec:NAME, or a table of vectors (.csv, .parquet)"
    )


@lru_cache(maxsize=1)
def _encoded(texts: tuple[str, ...], kind: str, name: str) -> np.ndarray:
    """The vectors of a model; those of the last call are kept, as fitting and telling topics want the same."""
    try:
        encode = _static(_model(name)) if kind == "model2vec" else _transformer(_model(name, "sentence-transformers/"))
    except ModuleNotFoundError:
        raise Unusable(f"embeddings of {kind} want the extra `embeddings`: .venv/bin/pip install '.[embeddings]'") from None
    except Unusable:
        raise
    except Exception as fault:  # whatever the library makes of a folder that holds something else
        raise Unusable(f"the model {name} cannot be read: {type(fault).__name__} {str(fault).strip().partition(chr(10))[0]}") from None
    return np.asarray(encode(list(texts)), dtype=float)


def _model(name: str, owner: str = "") -> str:
    """The folder of a model: the one that is named, or where fetched models are kept.

    Nothing is fetched: a report is made without a network, of the same model each time.
    """
    if Path(name).is_dir():
        return name
    from huggingface_hub import snapshot_download

    whole = name if "/" in name else owner + name
    try:
        return snapshot_download(whole, local_files_only=True)
    except ValueError:
        raise Unusable(f"embeddings: there is no folder {name}") from None
    except OSError:
        raise Unusable(f"embeddings: the model {name} is not on this machine; fetch it once: .venv/bin/hf download {whole}") from None


def _static(folder: str) -> Callable:
    from model2vec import StaticModel

    return partial(StaticModel.from_pretrained(folder, force_download=False).encode, use_multiprocessing=False)


def _transformer(folder: str) -> Callable:
    from sentence_transformers import SentenceTransformer
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # it would stand in the notebook
    return partial(SentenceTransformer(folder, device="cpu", local_files_only=True).encode, show_progress_bar=False)


def _given(turns: pd.DataFrame, path: Path) -> np.ndarray:
    """The vectors of a table, in the order of the turns."""
    table = _table(path)
    if not {"session", "turn"} < set(table.columns):
        raise Unusable(f"{path.name}: a table of vectors has the columns session, turn, and numbers")
    if not pd.api.types.is_integer_dtype(table["turn"]):
        raise Unusable(f"{path.name}: the column 'turn' holds no numbers of turns")
    table = table.assign(session=table["session"].astype(str))
    numbers = [column for column in table.columns if column not in ("session", "turn")]
    for column in numbers:
        if not pd.api.types.is_numeric_dtype(table[column]):
            raise Unusable(f"{path.name}: the column {column!r} holds what is no number; besides session and turn there are numbers only")
    if table.duplicated(["session", "turn"]).any():
        row = table[table.duplicated(["session", "turn"])].iloc[0]
        raise Unusable(f"{path.name}: turn {row['turn']} of {row['session']} has two vectors")
    found = turns[["session", "turn"]].merge(table, on=["session", "turn"], how="left")
    bad = found[~np.isfinite(found[numbers].to_numpy(float)).all(axis=1)]
    if len(bad):
        raise Unusable(f"{path.name}: no vector, or not all of one, for turn {bad['turn'].iloc[0]} of {bad['session'].iloc[0]}")
    return found[numbers].to_numpy(float)


def _table(path: Path) -> pd.DataFrame:
    if not path.is_file():
        raise Unusable(f"{path}: there is no such table of vectors")
    try:
        return pd.read_csv(path, dtype={"session": str}) if path.suffix == ".csv" else pd.read_parquet(path)
    except (OSError, ValueError):
        raise Unusable(f"{path.name} cannot be read as {path.suffix[1:]}") from None
