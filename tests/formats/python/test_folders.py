"""A data set of one's own: which of the files are its pictures, of which class, and what is refused.

Files hold what stands for pixels here; real pictures are read in with_torch/. Order and hash are held to ours in
pytorchPython.test.ts.
"""

import json
import tempfile
import unicodedata
import unittest
import zipfile
from pathlib import Path
from unittest.mock import patch

import stand_ins  # noqa: F401

import folders
from pictures import DataError

CLASSES = ["猫", 'a "b"\\', "Äpfel"]
FOLDERS = ["猫", "a _b__", "Äpfel"]
LIST = json.dumps({"classes": [{"folder": folder, "name": name} for folder, name in zip(FOLDERS, CLASSES)]})


def files(**change):
    """Two pictures of every class in train, one in test, and the list."""
    made = {f"train/{folder}/{i}{n}.png": bytes([i, n]) for i, folder in enumerate(FOLDERS) for n in range(2)}
    made |= {f"test/{folder}/9.PNG": bytes([i, 9]) for i, folder in enumerate(FOLDERS)}
    return {**made, "classes.json": LIST.encode(), "train/.DS_Store": b"", "note.txt": b"", **change}


def name_of():
    """The name of the set that these files make."""
    splits = {"train": [(bytes([i, n]), i) for i in range(3) for n in range(2)]}
    splits["test"] = [(bytes([i, 9]), i) for i in range(3)]
    ordered = {split: folders.in_content_order(splits[split], which) for which, split in enumerate(folders.SPLITS)}
    return f"own-32-3-6-3-{folders.content_hash(CLASSES, 32, ordered)[:16]}"


class Folders(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        for name, stand_in in (("decoded", lambda opened, *_: opened()), ("in_arrays", lambda pictures, _: pictures)):
            patcher = patch.object(folders, name, stand_in)
            patcher.start()
            self.addCleanup(patcher.stop)

    def unpacked(self, made, inside="data"):
        for path, data in made.items():
            file = self.folder / inside / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        return self.folder / inside

    def zipped(self, made, name="data.zip", inside=""):
        with zipfile.ZipFile(self.folder / name, "w") as archive:
            for path, data in made.items():
                archive.writestr(inside + path, data)
        return self.folder / name

    def read(self, place, name=None):
        return folders.read(place, name or name_of(), CLASSES)

    def refused(self, made, reason, name=None):
        with self.assertRaisesRegex(DataError, reason) as refusal:
            self.read(self.unpacked(made), name)
        self.assertIn("export the data set as a zip in ResNet Playground", str(refusal.exception))

    def test_a_folder_a_zip_and_a_zip_beside_it_are_the_same_set(self):
        sets = [self.read(self.unpacked(files()))]
        sets.append(self.read(self.unpacked(files(), "deeper/in")))
        sets.append(self.read(self.zipped(files(), "other.zip")))
        sets.append(self.read(self.zipped(files(), "third.zip", inside="a set/")))
        self.zipped(files(), "beside.zip")
        (self.folder / "beside").mkdir()
        sets.append(self.read(self.folder / "beside"))
        for found in sets:
            self.assertEqual(found, sets[0])
        self.assertEqual(sorted(sets[0]["test"]), [(b"\0\t", 0), (b"\1\t", 1), (b"\2\t", 2)])
        self.assertEqual(len(sets[0]["train"]), 6)

    def test_what_macos_adds_to_a_zip_is_no_picture(self):
        made = files(**{"__MACOSX/train/猫/._00.png": b"x", "train/猫/._00.png": b"x"})
        self.assertEqual(len(self.read(self.zipped(made))["train"]), 6)

    def test_names_that_a_file_system_spells_in_its_own_way(self):
        made = {unicodedata.normalize("NFD", path): data for path, data in files().items()}
        self.assertNotEqual(set(made), set(files()))
        self.assertEqual(self.read(self.zipped(made)), self.read(self.unpacked(files())))

    def test_without_a_list_folders_are_called_as_the_classes(self):
        numbers = folders.labels_of(["b", "a"], None, {"a", "b"}, Path())
        self.assertEqual(numbers, {"b": 0, "a": 1})
        made = files()
        del made["classes.json"]
        self.refused(
            made, "data has a class 'a _b__' that the run lacks and .*data lacks the class 'a \"b\".*' of the run"
        )

    def test_other_pictures_are_refused(self):
        self.refused(files(**{"train/猫/00.png": b"\7\7"}), "holds other pictures than those that the run learned")
        self.refused(files(**{"train/猫/05.png": b"\7\7"}), "holds other pictures than those that the run learned")

    def test_other_classes_are_refused(self):
        self.refused(files(**{"train/dog/1.png": b"\0\7"}), "has a class 'dog' that the run lacks")
        self.refused(files(**{"classes.json": b'{"classes": [3]}'}), "classes.json in .* cannot be read")

    def test_the_same_classes_in_another_order_are_the_run_s(self):
        listed = {"classes": json.loads(LIST)["classes"][::-1]}
        made = files(**{"classes.json": json.dumps(listed).encode()})
        self.assertEqual(self.read(self.zipped(made)), self.read(self.unpacked(files())))

    def test_where_nothing_is(self):
        with self.assertRaisesRegex(DataError, "The pictures of this run are not in .*missing: export the data set"):
            self.read(self.folder / "missing")
        (self.folder / "empty").mkdir()
        with self.assertRaisesRegex(DataError, "The pictures of this run are not in .*empty: export the data set"):
            self.read(self.folder / "empty")
        (self.folder / "bad.zip").write_bytes(b"PK\3\4 not a zip")
        with self.assertRaisesRegex(DataError, "bad.zip cannot be read .*: export the data set"):
            self.read(self.folder / "bad.zip")

    def test_two_sets_in_one_folder(self):
        self.unpacked(files(), "both/one")
        self.unpacked(files(), "both/two")
        with self.assertRaisesRegex(DataError, "both holds more than one data set: give --data the folder of one"):
            self.read(self.folder / "both")


if __name__ == "__main__":
    unittest.main()
