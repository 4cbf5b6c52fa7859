"""Comments below a post, on whichever platform: each is an act of its author, and the object of that act."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from netral.acts.mapping import Acts
from netral.acts.values.cells import Cells, handle

EDITS_ARE_READ = {
    "id": "Komentar yang diubah (`updatedAt`) dibaca sebagai perubahan oleh penulisnya, sebab hanya ia yang dapat "
    "mengubah isinya; tetapi YouTube tidak menjamin bahwa waktu itu tidak bergeser karena hal lain, misalnya moderasi. "
    "Pastikan tanda “(diedit)” di halamannya sebelum memakai waktu itu.",
    "en": "A changed comment (`updatedAt`) is read as an edit by its author, who alone can change the words; but "
    "YouTube does not promise that nothing else moves that time, such as moderation. See “(edited)” on the page "
    "before you rely on it.",
}


def acts(cells: Cells, *, ids: pa.Array, thread: pa.Array, parent: pa.Array, **told: Any) -> Acts:
    """`thread`: the post below which it stands. `parent`: the comment that is answered, null where it is the post."""
    return Acts(
        cells,
        verb="Create",
        interaction="reply",
        activity_id=ids,
        object_id=ids,
        object_type="Note",
        in_reply_to_id=pc.coalesce(parent, thread),
        root_id=thread,
        **told,
    )


def on_youtube(cells: Cells, *, ids: pa.Array, video: pa.Array, author: pa.Array, **told: Any) -> Acts:
    """`author`: a channel's name, which is a handle only where it begins with @; else it is for show."""
    url = pc.binary_join_element_wise("https://www.youtube.com/watch?v=", video, "&lc=", ids, "")
    told = {"actor_handle": handle_of(author), "object_url": url, **told}
    return acts(cells, ids=ids, thread=video, platform="youtube", actor_id_kind="channel", **told)


def handle_of(author: pa.Array) -> pa.Array:
    """Without @ it is a display name, which anybody may take."""
    return pc.if_else(pc.starts_with(author, "@"), handle(author), pa.scalar(None, pa.string()))
