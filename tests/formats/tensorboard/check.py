"""Reads run.tfevents by TensorBoard's own reader: python check.py. Run with tensorboard 2.21.0; needed only when the file changes."""

import pathlib
import shutil
import tempfile

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.plugins.hparams import plugin_data_pb2

here = pathlib.Path(__file__).parent
with tempfile.TemporaryDirectory() as folder:
    shutil.copy(here / "run.tfevents", pathlib.Path(folder) / "events.out.tfevents.1800000000.test")
    log = EventAccumulator(folder, size_guidance={"scalars": 0, "tensors": 0})
    log.Reload()


def scalars(tag):
    return [(event.step, round(event.value, 6), event.wall_time) for event in log.Scalars(tag)]


assert sorted(log.Tags()["scalars"]) == [
    "accuracy/test",
    "accuracy/train",
    "images_per_second",
    "learning_rate",
    "loss/test",
    "loss/train",
]
assert scalars("loss/train") == [(100, 2.25, 1_799_999_980), (200, 1.5, 1_799_999_990)]
assert scalars("accuracy/test") == [(100, 0.2, 1_799_999_980), (200, 0.4, 1_799_999_990), (300, 0.6, 1_800_000_000)]

text = log.Tensors("settings/text_summary")[0].tensor_proto.string_val[0].decode()
assert "| blocks | 1,1,1 |" in text and "| depthAt | 1:2,1,1 |" in text

kept = {tag: plugin_data_pb2.HParamsPluginData.FromString(data.plugin_data.content) for tag, data in log.summary_metadata.items() if data.plugin_data.plugin_name == "hparams"}
start = kept["_hparams_/session_start_info"].session_start_info
assert start.start_time_secs == 1_799_999_970
assert start.hparams["learningRate"].number_value == 0.1
assert start.hparams["nesterov"].bool_value is True
assert start.hparams["optimizer"].string_value == "sgd"
end = kept["_hparams_/session_end_info"].session_end_info
assert (end.status, end.end_time_secs) == (1, 1_800_000_000)
print("TensorBoard reads every tag, step and value.")
