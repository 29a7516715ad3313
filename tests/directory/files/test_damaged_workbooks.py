"""Workbooks that end the process of the library that reads them: refused, with what to do, and the next one is read."""

import io
import subprocess
import sys

import openpyxl
import pytest

from services.directory.files import workbook_process
from services.directory.files.reading import read_file
from services.directory.files.source_table import FileRefused
from tests.factories.office_files import old_workbook, open_workbook


def with_a_cell_at(place: str) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["Nom", "CP"])
    book.active.append(["Mairie", "64000"])
    book.active[place] = "oublié"
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def damaged(data: bytes) -> bytes:
    """In the middle of the compressed table."""
    begin = data.index(b"content.xml") + len(b"content.xml")
    return data[:begin] + b"\xff" * 30 + data[begin + 30 :]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (with_a_cell_at("XFD1048576"), "écrit très loin du tableau"),
        (old_workbook()[:3988], "abîmé"),
        (damaged(open_workbook(["Nom", "CP"], ["Mairie", "64000"])), "abîmé"),
    ],
    ids=["a cell at the far end", "half an .xls", "a broken .ods"],
)
def test_it_is_refused_and_the_next_one_is_read(data, said):
    with pytest.raises(FileRefused) as refused:
        read_file(data)

    assert said in refused.value.sentence
    assert read_file(with_a_cell_at("C2")).lines == [(2, ["Mairie", "64000"])]


def test_where_a_process_may_take_less_memory_workbooks_are_still_read():
    opening = f"ulimit -v 1000000; exec {sys.executable} -P {workbook_process.__file__}"

    ended = subprocess.run(["sh", "-c", opening], input=with_a_cell_at("C2"), capture_output=True, check=False)

    assert (ended.returncode, b"Mairie" in ended.stdout) == (0, True)
