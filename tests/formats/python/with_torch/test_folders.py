"""A data set of one's own: real pictures of every kind, and a whole project that learns some."""

import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path

import numpy as np
import torch
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "golden"))
# Before the other, which has a draws.py too.
sys.path.insert(0, str(Path(__file__).resolve().parents[4] / "src" / "formats" / "pytorch" / "project"))

import folders
from network import ResidualNetwork
from pictures import DataError

ROOT = Path(__file__).resolve().parents[4]
PROJECT = ROOT / "src" / "formats" / "pytorch" / "project"
GOLDEN = ROOT / "tests" / "golden" / "pytorch" / "own-set"
SIDE = 32


def file_of(picture, kind="png", **options):
    data = io.BytesIO()
    picture.save(data, kind, **options)
    return data.getvalue()


class Decoded(unittest.TestCase):
    def setUp(self):
        noise = np.random.default_rng(3).integers(0, 256, (4, 4, 3), dtype=np.uint8)
        self.picture = Image.fromarray(noise)

    def decoded(self, data, side=4):
        pixels = folders.decoded(lambda: data, side, "train/a/1.png in data")
        return np.frombuffer(pixels, dtype=np.uint8).reshape(side, side, 3)

    def test_pixels_are_those_of_the_file(self):
        for kind, options in (("png", {}), ("bmp", {}), ("webp", {"lossless": True})):
            self.assertTrue(np.array_equal(self.decoded(file_of(self.picture, kind, **options)), self.picture), kind)

    def test_grey_and_palettes_become_colours(self):
        grey = self.picture.convert("L")
        self.assertTrue(np.array_equal(self.decoded(file_of(grey)), np.stack([grey] * 3, axis=2)))
        palette = self.picture.quantize(16)
        self.assertTrue(np.array_equal(self.decoded(file_of(palette)), palette.convert("RGB")))

    def test_what_is_transparent_is_white(self):
        clear = self.picture.copy()
        clear.putalpha(0)
        self.assertTrue((self.decoded(file_of(clear)) == 255).all())

    def test_pictures_are_upright(self):
        exif = Image.Exif()
        exif[0x0112] = 3  # upside down
        turned = self.picture.rotate(180)
        self.assertTrue(np.array_equal(self.decoded(file_of(turned, exif=exif)), self.picture))

    def test_refusals(self):
        with self.assertRaisesRegex(DataError, "train/a/1.png in data is 4x4 pixels large, but the run learned 32x32"):
            self.decoded(file_of(self.picture), 32)
        for data in (b"", b"no picture", file_of(self.picture)[:60]):
            with self.assertRaisesRegex(DataError, "train/a/1.png in data cannot be read"):
                self.decoded(data)


def made_set(classes):
    """A zip of pictures whose brightness tells their class, and the name of their set."""
    noise, zipped, splits = np.random.default_rng(2), io.BytesIO(), {}
    listed = [{"folder": f"class {i}", "name": name} for i, name in enumerate(classes)]
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("classes.json", json.dumps({"classes": listed}))
        for split, count in (("train", 24), ("test", 6)):
            splits[split] = []
            for label, entry in enumerate(listed):
                for number in range(count):
                    pixels = (label * 50 + noise.integers(0, 40, (SIDE, SIDE, 3))).astype(np.uint8)
                    archive.writestr(f"{split}/{entry['folder']}/{number:06}.png", file_of(Image.fromarray(pixels)))
                    splits[split].append((pixels.tobytes(), label))
    ordered = {split: folders.in_content_order(splits[split], which) for which, split in enumerate(folders.SPLITS)}
    digits = folders.content_hash(classes, SIDE, ordered)[:16]
    counts = "-".join(str(len(splits[split])) for split in folders.SPLITS)
    return zipped.getvalue(), f"own-{SIDE}-{len(classes)}-{counts}-{digits}"


class Project(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.project = Path(folder.name)
        for path in [*PROJECT.glob("*.py"), GOLDEN / "model.py"]:
            shutil.copy(path, self.project)
        run = json.loads((GOLDEN / "run.json").read_text(encoding="utf-8"))
        self.zipped, name = made_set(run["classes"])
        change = {"dataset": name, "trainImages": 96, "testImages": 24, "batchSize": 16, "epochs": 3}
        run |= {"steps": 0, "config": {**run["config"], **change}}
        (self.project / "run.json").write_text(json.dumps(run))
        code = "import torch; torch.manual_seed(5); from model import ResNet; from safetensors.torch import save_file;"
        code += 'save_file(ResNet().state_dict(), "weights.safetensors", {"steps": "0", "model.width": "4"})'
        self.python("-c", code)

    def python(self, *arguments, code=0):
        environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(
            [sys.executable, *arguments], cwd=self.project, env=environment, capture_output=True, text=True, timeout=300
        )
        self.assertEqual(done.returncode, code, done.stderr)
        return done

    def epochs_of(self, out):
        from safetensors import safe_open

        with safe_open(self.project / out / "checkpoint.safetensors", "pt") as file:
            epochs = json.loads(file.metadata()["pytorch-run"])["epochs"]
        return [(epoch["trainLoss"], epoch["testLoss"], epoch["testAccuracy"]) for epoch in epochs]

    def test_it_learns_them_from_a_zip_as_from_its_folder(self):
        missing = self.python("train.py", code=1)
        self.assertRegex(missing.stderr, r"^train.py: The pictures of this run are not in .*data: export the data set")
        self.assertEqual(len(missing.stderr.strip().splitlines()), 1)

        (self.project / "data.zip").write_bytes(self.zipped)
        self.python("train.py", "--out", "zip")
        with zipfile.ZipFile(self.project / "data.zip") as archive:
            archive.extractall(self.project / "unpacked")
        self.python("train.py", "--out", "folder", "--data", "unpacked")
        epochs = self.epochs_of("zip")
        self.assertEqual(epochs, self.epochs_of("folder"))
        self.assertLess(epochs[-1][0], epochs[0][0])
        self.assertGreater(epochs[-1][2], 0.6)

        next((self.project / "unpacked" / "test" / "class 1").iterdir()).unlink()
        other = self.python("train.py", "--out", "other", "--data", "unpacked", code=1)
        self.assertIn("unpacked holds other pictures than those that the run learned", other.stderr)


class Network(unittest.TestCase):
    def test_model_py_is_the_network_that_the_engines_are_held_to(self):
        spec = json.loads((GOLDEN / "run.json").read_text(encoding="utf-8"))["model"]
        scope = {"__name__": "model"}
        exec(compile((GOLDEN / "model.py").read_text(), "model.py", "exec"), scope)
        ours, theirs = scope["ResNet"]().double().eval(), ResidualNetwork(spec).double().eval()
        ours.load_state_dict(theirs.state_dict())
        pictures = torch.randn(3, 3, SIDE, SIDE, dtype=torch.float64)
        with torch.no_grad():
            self.assertEqual(ours(pictures).shape, (3, 4))
            self.assertTrue(torch.allclose(ours(pictures), theirs(pictures), rtol=1e-12))


if __name__ == "__main__":
    unittest.main()
