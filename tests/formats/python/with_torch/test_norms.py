"""Batch norm of a single value, against the formulas of src/nn/batchNorm.ts in float64."""

import sys
import unittest
from pathlib import Path

import torch
from torch import nn

sys.path.insert(0, str(Path(__file__).resolve().parents[4] / "src" / "formats" / "pytorch" / "project"))

from norms import take_single_values


class SingleValue(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(3)
        self.norm = nn.BatchNorm2d(5)
        nn.init.normal_(self.norm.weight)
        nn.init.normal_(self.norm.bias)
        self.model = nn.Sequential(nn.Conv2d(3, 5, 1), self.norm)
        take_single_values(self.model)

    def test_is_refused_by_torch_itself(self):
        with self.assertRaisesRegex(ValueError, "more than 1 value per channel"):
            nn.BatchNorm2d(5)(torch.randn(1, 5, 1, 1))

    def test_leaves_the_bias_and_no_gradient_but_its_own(self):
        x = torch.randn(1, 3, 1, 1, requires_grad=True)
        mean = self.model[0](x).detach().flatten()
        y = self.model(x)
        self.assertTrue(torch.equal(y.flatten(), self.norm.bias))
        y.mul(torch.arange(1.0, 6.0).view(1, 5, 1, 1)).sum().backward()
        self.assertTrue(torch.equal(self.norm.bias.grad, torch.arange(1.0, 6.0)))
        for gradient in (x.grad, self.norm.weight.grad, self.model[0].weight.grad):
            self.assertEqual(gradient.abs().max(), 0)
        self.assertTrue(torch.allclose(self.norm.running_mean, 0.1 * mean))
        self.assertTrue(torch.allclose(self.norm.running_var, torch.full((5,), 0.9)))
        self.assertEqual(self.norm.num_batches_tracked, 1)

    def test_changes_nothing_for_more_values(self):
        usual = nn.BatchNorm2d(5)
        usual.load_state_dict(self.norm.state_dict())
        x = torch.randn(2, 5, 1, 1)
        self.assertTrue(torch.equal(self.norm(x), usual(x)))
        for name, tensor in usual.state_dict().items():
            self.assertTrue(torch.equal(self.norm.state_dict()[name], tensor), name)
        self.assertTrue(torch.equal(self.norm.eval()(x[:1]), usual.eval()(x[:1])))


if __name__ == "__main__":
    unittest.main()
