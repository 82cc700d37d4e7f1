"""A frozen front: which modules it is, and that the steps it misses are counted."""

import unittest
from types import SimpleNamespace
from unittest.mock import MagicMock

import stand_ins  # noqa: F401

import frozen


class Front(unittest.TestCase):
    def setUp(self):
        self.modules = {name: MagicMock(name=name) for name in ("features", "layer1", "layer2", "classifer")}
        self.model = SimpleNamespace(named_children=self.modules.items)

    def front(self, **config):
        front = frozen.Frozen(self.model, config)
        front.hold()
        held = [name for name, module in self.modules.items() if module.eval.called]
        still = [name for name, module in self.modules.items() if module.requires_grad_.called]
        self.assertEqual(held, still)
        return held

    def test_is_the_stem_and_stages_as_far_as_the_setting_says(self):
        self.assertEqual(self.front(freeze=2), ["features", "layer1"])

    def test_never_has_the_classifier(self):
        self.assertEqual(self.front(freeze=5), ["features", "layer1", "layer2"])

    def test_is_nothing_in_runs_that_do_not_know_of_it(self):
        self.assertEqual(self.front(), [])


class Missed(unittest.TestCase):
    def after(self, run, freeze, steps):
        modules = {name: MagicMock() for name in ("features", "layer1", "layer2", "classifer")}
        front = frozen.Frozen(SimpleNamespace(named_children=modules.items), {"freeze": freeze})
        for _ in range(steps):
            front.count(run)
        return run

    def test_counts_on_from_what_the_page_counted(self):
        run = self.after({"missed": [4]}, 2, 3)
        self.assertEqual(run["missed"], [7, 3])
        self.assertEqual(self.after(run, 1, 2)["missed"], [9, 3])
        names = ("features.0.weight", "layer1.0.features.0.weight", "layer2.0.shortcut.0.weight", "classifer.bias")
        self.assertEqual([frozen.steps_missed(run, name) for name in names], [9, 3, 0, 0])

    def test_says_nothing_where_nothing_was_ever_frozen(self):
        self.assertEqual(self.after({}, 0, 3), {})


if __name__ == "__main__":
    unittest.main()
