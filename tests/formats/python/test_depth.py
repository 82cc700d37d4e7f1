"""Which tensors stay when the depth changes, and what new ones there are. Their numbers: with_torch/test_page.py."""

import unittest
from unittest.mock import MagicMock, patch

import stand_ins  # noqa: F401

import depth

BEFORE = ("features.0.weight", "layer1.0.features.0.weight", "layer1.1.features.0.weight", "layer2.0.features.0.weight")


def blocks_of(count):
    """A network of one stage, with as much of each block as matters here."""
    parts = ("features.0.weight", "features.1.weight", "features.1.bias", "features.1.running_mean")
    return {f"layer1.{block}.{part}": MagicMock() for block in range(count) for part in parts}


class ChangedDepth(unittest.TestCase):
    def test_what_is_taken_out_goes_with_all_that_stands_beside_it(self):
        tensors = {prefix + name: prefix + name for name in BEFORE for prefix in ("", "momentum.", "average.")}
        after = dict.fromkeys(BEFORE[:2] + BEFORE[3:])
        kept = depth.changed_depth(tensors, after, [1, 1], 1, 5)
        self.assertEqual(set(kept), {name for name in tensors if "layer1.1" not in name})
        self.assertTrue(all(kept[name] == name for name in kept))

    def test_new_blocks_have_slots_where_others_have_them(self):
        tensors = dict.fromkeys(blocks_of(1), "kept")
        tensors |= {"momentum.layer1.0.features.0.weight": "kept", "average.layer1.0.features.0.weight": "kept"}
        with patch.object(depth, "new_tensor", side_effect=lambda *_: MagicMock()):
            kept = depth.changed_depth(tensors, blocks_of(2), [2], 1, 5)
        self.assertEqual([name for name, value in kept.items() if value == "kept"], list(tensors))
        new = {name for name in blocks_of(2) if name not in tensors}
        trained = {name for name in new if "running" not in name}
        slots = {f"momentum.{name}" for name in trained} | {f"average.{name}" for name in new}
        self.assertEqual(set(kept) - set(tensors), new | slots)

    def test_the_last_module_of_a_branch_is_what_begins_at_zero(self):
        with patch.object(depth, "new_tensor", return_value=MagicMock()) as new_tensor:
            depth.changed_depth(dict.fromkeys(blocks_of(1), "kept"), blocks_of(2), [2], 1, 5)
        ends = new_tensor.call_args.args[2]
        self.assertEqual(ends, {"layer1.0.features.1.weight", "layer1.1.features.1.weight"})


if __name__ == "__main__":
    unittest.main()
