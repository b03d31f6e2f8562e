"""At start: is what keeps conversations, and what words answers, really ours?

Stock Rasa replaces a store whose name is misspelt by its own in memory, and only warns.
"""

from __future__ import annotations

import secrets
import time
from typing import Any, List, Optional

import sqlalchemy as sa

from assistant.privacy import keyring
from assistant.storage.conversations import ConversationStore, Event, unwrapped
from assistant.storage.tables import METADATA
from assistant.wording.nlg import FactNLG


def problems(agent: Any) -> List[str]:
    """French sentences; none when conversations are kept as they should."""
    found: List[str] = []
    store = unwrapped(agent.tracker_store)
    if not isinstance(store, ConversationStore):
        found.append(
            f"Les conversations sont gardées par {type(store).__name__} : écrivez « type: "
            "assistant.storage.conversations.ConversationStore » sous « tracker_store » dans "
            "endpoints.yml."
        )
    else:
        found += _of_database(store)
    if not isinstance(agent.nlg, FactNLG):
        found.append(
            f"Les réponses sont écrites par {type(agent.nlg).__name__} : écrivez « type: "
            "assistant.wording.nlg.FactNLG » sous « nlg » dans endpoints.yml."
        )
    return found


def _of_database(store: ConversationStore) -> List[str]:
    try:
        missing = set(METADATA.tables) - set(sa.inspect(store.engine).get_table_names())
        if missing:
            names = ", ".join(sorted(missing))
            return [f"Il manque des tables dans la base de données : {names}."]
        return [fault for fault in (probe(store), _lost_key(store)) if fault]
    except (keyring.WeakSecret, keyring.Unreadable) as fault:
        return [str(fault)]
    except (sa.exc.SQLAlchemyError, OSError) as error:
        cause = getattr(error, "orig", None)
        if isinstance(cause, keyring.WeakSecret):
            return [str(cause)]
        return [
            f"La base de données ne peut pas être lue et écrite ({type(error).__name__}) : "
            "vérifiez DIFE_DATABASE_URL, les droits et la place libre."
        ]


def probe(store: ConversationStore) -> Optional[str]:
    """Write, read and delete a sentence that nobody else knows; None when all is well."""
    words = secrets.token_hex(16)
    name = f"autotest-{words[:16]}"
    mine = Event.sender_id == name
    try:
        with store.session_scope() as session:
            session.add(
                Event(sender_id=name, type_name="autotest", timestamp=time.time(), data=words)
            )
            session.commit()
        with store.session_scope() as session:
            stored = session.query(sa.type_coerce(Event.data, sa.Text)).filter(mine).scalar()
            read = session.query(Event.data).filter(mine).scalar()
    finally:
        forget(store, name)
    if read != words:
        return "La base de données ne rend pas ce qui y a été écrit."
    if words in stored or not keyring.encrypted(stored):
        return "Les conversations sont écrites en clair dans la base de données."
    return None


def forget(store: ConversationStore, name: str) -> None:
    """Delete the events of a conversation of ours, which said nothing: its bytes may stay."""
    with store.session_scope() as session:
        session.execute(sa.delete(Event).where(Event.sender_id == name))
        session.commit()


def _lost_key(store: ConversationStore) -> Optional[str]:
    """Conversations that no key opens would fail at each of their turns."""
    stored = sa.type_coerce(Event.data, sa.Text)
    opened = [stored.like(f"{prefix}%") for prefix in keyring.prefixes("events")]
    with store.session_scope() as session:
        closed = session.query(Event.sender_id).filter(
            stored.like(f"{keyring.FORMAT}%"), ~sa.or_(*opened)
        )
        count = closed.distinct().count()
    if not count:
        return None
    return (
        f"{count} conversation(s) ont été chiffrées avec une autre clé. Ajoutez l'ancienne valeur "
        "de DIFE_CLE (ou le contenu de <var>/cle) à DIFE_CLES_ANCIENNES ; si elle est perdue, "
        "effacez tout."
    )
