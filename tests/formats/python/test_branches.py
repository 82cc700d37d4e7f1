"""Stochastic depth: what is left out, and that the mean stays."""

import unittest

import stand_ins  # noqa: F401

from draws import branch_factors


class Factors(unittest.TestCase):
    def test_later_blocks_are_left_out_more_often_and_the_mean_is_one(self):
        drawn = [branch_factors(3, 1, step, 4, 0.5) for step in range(4000)]
        for block in range(4):
            factors = [factors[block] for factors in drawn]
            chance = (block + 1) / 4 * 0.5
            self.assertAlmostEqual(factors.count(0.0) / len(factors), chance, delta=0.03)
            self.assertAlmostEqual(sum(factors) / len(factors), 1, delta=0.06)

    def test_seed_and_step_decide(self):
        self.assertEqual(branch_factors(3, 1, 7, 9, 0.5), branch_factors(3, 1, 7, 9, 0.5))
        steps = {tuple(branch_factors(3, 1, step, 9, 0.5)) for step in range(50)}
        self.assertGreater(len(steps), 20)


if __name__ == "__main__":
    unittest.main()
