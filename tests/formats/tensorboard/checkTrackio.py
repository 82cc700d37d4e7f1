"""Imports run.csv and run.tfevents by trackio: python checkTrackio.py. Run with trackio 0.43.0 (and tbparse 0.0.9); needed only when the files change."""

import math
import os
import pathlib
import shutil
import tempfile

os.environ["TRACKIO_DIR"] = tempfile.mkdtemp()
import trackio
from trackio.sqlite_storage import SQLiteStorage

here = pathlib.Path(__file__).parent

# One run, as it is.
trackio.import_csv(here / "run.csv", "csv")
rows = SQLiteStorage.get_logs("csv", "run")
names = {"step", "timestamp", "epoch", "train/loss", "train/acc", "test/loss", "test/acc", "lr", "seconds", "images/s"}
assert [set(row) for row in rows] == [names] * 3, rows
assert [row["step"] for row in rows] == [100, 200, 300]
assert [row["timestamp"] for row in rows] == ["2027-01-15T07:59:40.000Z", "2027-01-15T07:59:50.000Z", "2027-01-15T08:00:00.000Z"]
assert [row["test/acc"] for row in rows] == [0.2, 0.4, 0.6000000000000001]
assert [row["lr"] for row in rows] == [0.1, 0.05, 0.1 / 3]
assert rows[1]["train/loss"] == 1.5 and math.isnan(rows[2]["train/loss"])

# Several runs in one project: a folder each.
with tempfile.TemporaryDirectory() as folder:
    for name in ("深-1", "深-2"):
        run = pathlib.Path(folder) / name
        run.mkdir()
        shutil.copy(here / "run.tfevents", run / "events.out.tfevents.1800000000.resnet-playground")
    trackio.import_tf_events(folder, "events")
assert sorted(SQLiteStorage.get_runs("events")) == ["深-1", "深-2"]
points = {(row["step"], tag): row[tag] for row in SQLiteStorage.get_logs("events", "深-2") for tag in row if "/" in tag}
assert len(points) == 11 and points[200, "loss/train"] == 1.5 and (300, "loss/train") not in points, points
print("trackio reads every step, time and value.")
