"""Schedules by values that can be worked out by hand, and what the optimizer is made of."""

import unittest
from types import SimpleNamespace
from unittest.mock import patch

import stand_ins  # noqa: F401

import optimizer


def factors(schedule, total, epochs=10, warmup=0):
    config = {"schedule": schedule, "epochs": epochs, "warmup": warmup}
    return [optimizer.schedule_factor(config, step, total) for step in range(total)]


class Schedules(unittest.TestCase):
    def test_one_cycle_rises_for_three_tenths_and_falls_to_nearly_nothing(self):
        rates = factors("onecycle", 10)
        self.assertEqual(rates[:3], [1 / 3, 2 / 3, 1])
        self.assertEqual(rates[3:], [n / 8 for n in range(7, 0, -1)])

    def test_one_cycle_of_one_step_is_at_its_top(self):
        self.assertEqual(factors("onecycle", 1), [1])

    def test_step_falls_by_ten_at_a_half_and_three_quarters(self):
        self.assertEqual(factors("step", 8), [1] * 4 + [0.1] * 2 + [0.01] * 2)

    def test_cosine_is_a_half_in_the_middle(self):
        rates = factors("cosine", 100)
        self.assertEqual(rates[0], 1)
        self.assertAlmostEqual(rates[50], 0.5)
        self.assertEqual(rates, sorted(rates, reverse=True))

    def test_warm_up_rises_towards_the_highest_rate_and_does_not_reach_it(self):
        self.assertEqual(factors("constant", 40, epochs=10, warmup=1), [0.2, 0.4, 0.6, 0.8] + [1.0] * 36)

    def test_no_step_is_without_a_rate(self):
        for schedule in ("onecycle", "cosine", "step", "constant"):
            for total in (1, 2, 3, 17):
                self.assertTrue(all(0 < rate <= 1 for rate in factors(schedule, total)), (schedule, total))


SGD = {
    "optimizer": "sgd",
    "learningRate": 0.1,
    "momentum": 0.9,
    "nesterov": True,
    "weightDecay": 5e-4,
    "decay": "all",
}


class Optimizers(unittest.TestCase):
    def setUp(self):
        self.kernel, self.bias = SimpleNamespace(ndim=4), SimpleNamespace(ndim=1)
        self.model = SimpleNamespace(parameters=lambda: iter([self.kernel, self.bias]))

    def made(self, **change):
        """The name of the optimizer that is made, its groups of parameters and its other arguments."""
        with patch.object(optimizer.torch, "optim") as optim:
            optimizer.make_optimizer({**SGD, **change}, self.model)
        [(name, (groups,), others)] = optim.mock_calls
        return name, groups, others

    def test_decay_of_all(self):
        name, groups, others = self.made()
        self.assertEqual(name, "SGD")
        self.assertEqual(groups, [{"params": [self.kernel, self.bias], "weight_decay": 5e-4}])
        self.assertEqual(others, {"lr": 0.1, "momentum": 0.9, "nesterov": True})

    def test_decay_of_weights_leaves_vectors_alone(self):
        _, groups, _ = self.made(decay="weights")
        self.assertEqual(groups[0], {"params": [self.kernel], "weight_decay": 5e-4})
        self.assertEqual(groups[1], {"params": [self.bias], "weight_decay": 0.0})

    def test_without_momentum_there_is_no_nesterov(self):
        _, _, others = self.made(momentum=0)
        self.assertIs(others["nesterov"], False)

    def test_momentum_is_the_first_beta_of_adamw(self):
        name, _, others = self.made(optimizer="adamw", momentum=0.8)
        self.assertEqual(name, "AdamW")
        self.assertEqual(others, {"lr": 0.1, "betas": (0.8, optimizer.ADAM_BETA2), "eps": optimizer.ADAM_EPSILON})


if __name__ == "__main__":
    unittest.main()
