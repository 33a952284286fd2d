"""Who is let in, which forms are taken, and what is done with files that are added."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from kaoyi.errors import UsageError
from kaoyi.model import Dispute
from kaoyi.serve import run
from kaoyi.serve.upload import safe_name

Room = Callable[..., TestClient]


def token_of(client: TestClient, path: str) -> str:
    """The hidden token of a page's form."""
    found = re.search(r'name="token" value="([^"]+)"', client.get(path).text)
    assert found
    return found[1]


def test_beyond_this_machine_a_password_is_needed(record: str) -> None:
    with pytest.raises(UsageError, match="password"):
        run(record, host="0.0.0.0")


def test_the_password_is_asked_for_everywhere(room: Room) -> None:
    client = room(password="墨")
    for path in ("/", "/index.json", "/openapi.json", "/static/room.css", "/health"):
        answer = client.get(path)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Basic")
    assert client.get("/", auth=("anybody", "wrong")).status_code == 401
    assert client.get("/", headers={"Authorization": "Basic !!"}).status_code == 401


def test_the_password_opens(room: Room) -> None:
    client = room(password="ink")
    assert client.get("/", auth=("anybody", "ink")).status_code == 200
    assert client.get("/index.json", headers={"Authorization": "Bearer ink"}).status_code == 200


def test_another_name_for_this_machine_is_not_answered(room: Room) -> None:
    client = room(hosts=("127.0.0.1", "localhost", "::1"))
    assert client.get("/").status_code == 200
    assert client.get("/", headers={"Host": "localhost:8765"}).status_code == 200
    assert client.get("/", headers={"Host": "[::1]:8765"}).status_code == 200
    assert client.get("/", headers={"Host": "rebound.example"}).status_code == 421


def test_a_verdict_is_taken_and_stands(client: TestClient, dispute: Dispute) -> None:
    path = f"/dispute/{dispute.id}"
    form = {"token": token_of(client, path), "claim": dispute.rows[1].claims[0], "because": "名册可查", "by": "读者甲"}
    answer = client.post(f"{path}/verdict", data=form, follow_redirects=False)
    assert answer.status_code == 303
    page = client.get(f"{path}.json").json()
    assert page["standing"]["because"] == "名册可查"
    assert page["plot"]["adopted"]
    assert [one["taken"] for one in page["take"]][1]
    again = {**form, "claim": "value", "value": "180000", "because": "另一份名册"}
    client.post(f"{path}/verdict", data=again)
    page = client.get(f"{path}.json").json()
    assert page["standing"]["words"] == "180000"
    assert [one["because"] for one in page["history"]] == ["另一份名册", "名册可查"]
    client.post(f"{path}/verdict", data={**form, "claim": "", "because": "收回"})
    assert client.get(f"{path}.json").json()["standing"] is None
    assert "收回" in client.get("/ledger").text


def test_a_verdict_without_a_reason_is_asked_for_again(client: TestClient, dispute: Dispute) -> None:
    path = f"/dispute/{dispute.id}"
    form = {"token": token_of(client, path), "claim": dispute.rows[0].claims[0], "because": " ", "by": "读者乙"}
    answer = client.post(f"{path}/verdict", data=form)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert "读者乙" in answer.text
    assert client.get(f"{path}.json").json()["standing"] is None


@pytest.mark.parametrize("given", ["", "made-up-token-of-some-length"])
def test_a_form_from_elsewhere_is_refused(client: TestClient, dispute: Dispute, given: str) -> None:
    path = f"/dispute/{dispute.id}"
    token_of(client, path)
    form = {"token": given, "claim": dispute.rows[0].claims[0], "because": "x"}
    assert client.post(f"{path}/verdict", data=form).status_code == 403
    assert client.get(f"{path}.json").json()["standing"] is None
    good = {**form, "token": token_of(client, path)}
    assert client.post(f"{path}/verdict", data=good, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_added_files_are_read(client: TestClient, record: str) -> None:
    files = [
        ("files", ("../../战报.txt", "据县志记载，1931年洪水中死者四百一十二人。".encode())),
        ("files", ("picture.png", b"\x89PNG")),
        ("files", ("nothing.txt", b"")),
    ]
    answer = client.post("/upload", data={"token": token_of(client, "/upload")}, files=files, follow_redirects=False)
    assert answer.status_code == 303
    where = answer.headers["location"]
    for _ in range(200):
        reading = client.get(f"{where}.json").json()["reading"]
        if reading["state"] != "reading":
            break
        time.sleep(0.05)
    assert reading["state"] == "done"
    assert reading["refused"][0][0] == "picture.png"
    assert [bad["path"] for bad in reading["failures"]] == ["nothing.txt"]
    assert sorted(path.name for path in Path(f"{record}-files").iterdir()) == ["nothing.txt", "战报.txt"]
    assert client.get("/document/战报.txt").status_code == 200
    assert client.get(where).status_code == 200


def test_a_file_of_the_same_name_keeps_its_place(client: TestClient, record: str) -> None:
    form = {"token": token_of(client, "/upload")}
    for words in ("一处爆炸造成3人死亡。", "另一处爆炸造成5人死亡。", "一处爆炸造成3人死亡。"):
        client.post("/upload", data=form, files=[("files", ("a.txt", words.encode()))])
    assert len([*Path(f"{record}-files").iterdir()]) == 2


def test_too_much_at_once_is_refused(room: Room) -> None:
    client = room(max_upload=1000)
    form = {"token": token_of(client, "/upload")}
    answer = client.post("/upload", data=form, files=[("files", ("a.txt", b"x" * 2_000_000))])
    assert answer.status_code == 413

    def pieces() -> Iterator[bytes]:
        for _ in range(40):
            yield b"x" * 100_000

    kind = {"Content-Type": "multipart/form-data; boundary=b"}
    assert client.post("/upload", content=pieces(), headers=kind).status_code in (400, 413)


@pytest.mark.parametrize(
    ("name", "safe"),
    [("a.md", "a.md"), ("/etc/passwd", "passwd"), ("..\\..\\x.txt", "x.txt"), ("\x00\n.txt", "txt"), ("", "file"), ("史" * 200 + ".txt", None)],
)  # fmt: skip
def test_names_of_added_files_are_never_paths(name: str, safe: str | None) -> None:
    found = safe_name(name)
    assert safe is None or found == safe
    assert "/" not in found
    assert "\\" not in found
    assert len(found.encode()) <= 200
