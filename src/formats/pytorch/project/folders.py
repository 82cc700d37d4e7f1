"""Reads a data set of one's own as ResNet Playground exports it, a folder or a zip: in train and test a folder a class.

The order of the pictures is that of their content, mixed the same way everywhere, and the name of the set has a hash of
it all. So what is read is what the run learned, to the bit and whatever its files are called; else it is refused.
"""

from __future__ import annotations

import hashlib
import io
import json
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np

from draws import Generator, shuffle
from pictures import DataError

OWN = "own-"  # what the names of such sets begin with: own-SIDE-CLASSES-TRAIN-TEST-HASH
SPLITS = ("train", "test")
LIST = "classes.json"  # which class each folder is of, in the order of the labels; lies beside train and test
ENDINGS = (".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif")
HOW = (
    "export the data set as a zip in ResNet Playground (on its page, or by npx resnet data export), and put it beside"
    " train.py as data.zip, or give --data the zip or the folder that it unpacks to"
)

Parts = Any  # a path as tuple[str, ...]
Picture = Any  # tuple[Sequence[int], int]: red, green and blue of every pixel, row by row, and the number of the class


@dataclass
class File:
    split: str
    folder: str
    name: str
    read: Callable[[], bytes]


def read(place: Path, name: str, classes: Sequence[str]) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Both splits of a set of that name: uint8 [N, S, S, 3] and labels."""
    _, digits, *_, wanted = name.split("-")
    side = int(digits)
    files, listed = found_in(place)
    labels = labels_of(classes, listed, {file.folder for file in files}, place)
    splits: dict[str, list[Picture]] = {split: [] for split in SPLITS}
    for file in files:
        pixels = decoded(file.read, side, f"{file.split}/{file.folder}/{file.name} in {place}")
        splits[file.split].append((pixels, labels[same(file.folder)]))
    ordered = {split: in_content_order(splits[split], which) for which, split in enumerate(SPLITS)}
    if content_hash(classes, side, ordered)[: len(wanted)] != wanted:
        raise DataError(f"{place} holds other pictures than those that the run learned: {HOW}.")
    return {split: in_arrays(pictures, side) for split, pictures in ordered.items()}


def found_in(place: Path) -> tuple[list[File], bytes | None]:
    """The pictures of a folder or a zip, or of the zip of that name beside it; and the list of their classes."""
    for there in (place, place.with_name(f"{place.name}.zip")):
        if not there.exists():
            continue
        try:
            files = {parts: opened for parts, opened in files_of(there) if not parts[-1].startswith(".")}
            found = {parts: opened for parts, opened in files.items() if is_picture(parts)}
            roots = {parts[:-3] for parts in found}
            if len(roots) > 1:
                raise DataError(f"{there} holds more than one data set: give --data the folder of one.")
            for root in roots:
                listed = files.get((*root, LIST))
                pictures = [File(*parts[-3:], opened) for parts, opened in found.items()]
                return pictures, listed() if listed else None
        except (OSError, zipfile.BadZipFile) as error:
            raise DataError(f"{there} cannot be read ({error}): {HOW}.") from error
    raise DataError(f"The pictures of this run are not in {place}: {HOW}.")


def files_of(place: Path) -> Iterable[tuple[Parts, Callable[[], bytes]]]:
    if place.is_dir():
        for path in place.rglob("*"):
            if path.is_file():
                yield path.relative_to(place).parts, path.read_bytes
        return
    archive = zipfile.ZipFile(place)
    for entry in archive.infolist():
        if not entry.is_dir():
            yield PurePosixPath(entry.filename).parts, partial(archive.read, entry)


def is_picture(parts: Parts) -> bool:
    # What macOS puts beside the files of a zip is called as they are.
    return len(parts) >= 3 and parts[-3] in SPLITS and parts[-1].lower().endswith(ENDINGS) and "__MACOSX" not in parts


def same(folder: str) -> str:
    """One text for a name that file systems may spell in several ways."""
    return unicodedata.normalize("NFC", folder)


def labels_of(classes: Sequence[str], listed: bytes | None, folders: set[str], place: Path) -> dict[str, int]:
    """The class of every folder, by its number: as the list says, or by the folder's name."""
    if listed is None:
        names = {same(name): name for name in folders}
    else:
        try:
            names = {same(entry["folder"]): entry["name"] for entry in json.loads(listed)["classes"]}
        except (ValueError, KeyError, TypeError) as error:
            raise DataError(f"{LIST} in {place} cannot be read ({error!r}): {HOW}.") from error
    strange = {same(folder) for folder in folders} - names.keys()
    missing = [name for name in classes if name not in names.values()]
    strange |= {name for name in names.values() if name not in classes}
    if strange or missing:
        # Each of a thousand names would hide what is wrong.
        said = [f"{place} has a class {name!r} that the run lacks" for name in sorted(strange)[:1]]
        said += [f"{place} lacks the class {name!r} of the run" for name in missing[:1]]
        raise DataError(f"{' and '.join(said)}: {HOW}.")
    numbers = {name: number for number, name in enumerate(classes)}
    return {folder: numbers[name] for folder, name in names.items()}


def decoded(opened: Callable[[], bytes], side: int, what: str) -> bytes:
    """The pixels of a picture that has the size of the run's: upright, and over white where it is transparent."""
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(opened())) as file:
            picture = ImageOps.exif_transpose(file)
            if picture.size != (side, side):
                size = "x".join(map(str, picture.size))
                raise DataError(f"{what} is {size} pixels large, but the run learned {side}x{side}: {HOW}.")
            if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
                white = Image.new("RGBA", picture.size, "white")
                picture = Image.alpha_composite(white, picture.convert("RGBA"))
            return picture.convert("RGB").tobytes()
    except (OSError, ValueError, zipfile.BadZipFile) as error:
        raise DataError(f"{what} cannot be read ({error}): {HOW}.") from error


def in_content_order(pictures: Sequence[Picture], which: int) -> list[Picture]:
    """Sorted by their pixels and then mixed, a list (0 or 1) in its own way: files have no part in it."""
    ordered = sorted(pictures)
    return [ordered[i] for i in shuffle(list(range(len(ordered))), Generator(0, "own", which))]


def content_hash(classes: Sequence[str], side: int, splits: dict[str, list[Picture]]) -> str:
    """Of the classes, the labels and the pixels in their order: 64 digits; the name of the set has the first."""

    def hashes(pictures: list[Picture]) -> dict[str, str]:
        labels = b"".join(label.to_bytes(2, "little") for _, label in pictures)
        pixels = hashlib.sha256()
        for picture, _ in pictures:
            pixels.update(bytes(picture))
        return {"labels": hashlib.sha256(labels).hexdigest(), "pixels": pixels.hexdigest()}

    content = {"classes": list(classes), "imageSize": side, **{split: hashes(splits[split]) for split in SPLITS}}
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    # Half of a surrogate pair is no character; JavaScript writes it as this does.
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()


def in_arrays(pictures: list[Picture], side: int) -> tuple[np.ndarray, np.ndarray]:
    pixels = np.frombuffer(bytearray(b"".join(bytes(picture) for picture, _ in pictures)), dtype=np.uint8)
    return pixels.reshape(-1, side, side, 3), np.array([label for _, label in pictures])
