"""What a process knows of itself and of the others, from the variables that torchrun sets."""

import contextlib
import io
import unittest
from unittest.mock import MagicMock, patch

import stand_ins  # noqa: F401

import processes
from storage import RunError


def process(rank=0, world=1, gpus=0):
    environment = {"RANK": str(rank), "WORLD_SIZE": str(world), "LOCAL_RANK": str(rank)}
    with patch.dict("os.environ", environment), patch.object(processes, "torch") as torch:
        torch.cuda.is_available.return_value = gpus > 0
        torch.cuda.device_count.return_value = gpus
        torch.backends.mps.is_available.return_value = False
        return processes.Processes()


class ProcessesTest(unittest.TestCase):
    def setUp(self):
        patcher = patch.object(processes, "dist")
        self.dist = patcher.start()
        self.addCleanup(patcher.stop)

    def test_without_torchrun_there_is_one(self):
        with patch.dict("os.environ", clear=True):
            alone = processes.Processes("cpu")
        self.assertEqual((alone.rank, alone.world, alone.first), (0, 1, True))
        self.dist.init_process_group.assert_not_called()

    def test_several_talk_by_gloo_on_the_cpu_and_by_nccl_on_gpus(self):
        process(1, 2)
        self.assertEqual(self.dist.init_process_group.call_args.args, ("gloo",))
        self.dist.reset_mock()
        process(1, 2, gpus=2)
        self.assertEqual(self.dist.init_process_group.call_args.args, ("nccl",))

    def test_the_fastest_device_that_is_there(self):
        for cuda, mps, kind in ((True, True, "cuda"), (False, True, "mps"), (False, False, "cpu")):
            with patch.object(processes, "torch") as torch:
                torch.cuda.is_available.return_value = cuda
                torch.backends.mps.is_available.return_value = mps
                self.assertEqual(processes.default_device(), kind)

    def test_several_cannot_share_apples_gpu(self):
        with patch.dict("os.environ", {"WORLD_SIZE": "2"}), self.assertRaisesRegex(RunError, "without torchrun"):
            processes.Processes("mps")

    def test_alone_it_agrees_with_itself(self):
        with patch.dict("os.environ", clear=True):
            alone = processes.Processes("cpu")
        self.assertEqual(alone.any(True, False), [True, False])
        self.assertEqual(alone.furthest("mine", 3), "mine")

    def test_more_processes_than_gpus_are_refused(self):
        with self.assertRaisesRegex(RunError, "give --nproc_per_node=1"):
            process(1, 2, gpus=1)

    def test_processes_that_start_again_meet_where_the_first_of_them_is(self):
        places = {"TORCHELASTIC_USE_AGENT_STORE": "True", "MASTER_ADDR": "here", "MASTER_PORT": "7"}
        torchruns, ours = MagicMock(), MagicMock(port=9)
        with patch.dict("os.environ", places), patch.object(processes.time, "sleep"):
            self.dist.TCPStore.side_effect = [torchruns, ours]
            self.assertIs(processes.meeting_place(0), ours)
            torchruns.set.assert_called_once_with("train.py", "9")
            # First it finds the place of one that died.
            torchruns.get.side_effect = ["8", "9"]
            self.dist.TCPStore.side_effect = [torchruns, RuntimeError("refused"), ours]
            self.assertIs(processes.meeting_place(1), ours)
            self.assertEqual(self.dist.TCPStore.call_args.args, ("here", 9))
        self.assertIsNone(processes.meeting_place(0))

    def test_shares_make_up_the_batch_and_differ_by_one_at_most(self):
        for count in (0, 1, 3, 16, 17):
            for world in (1, 2, 3, 5):
                batch = list(range(count))
                shares = [process(rank, world).share(batch) for rank in range(world)]
                self.assertEqual([number for share in shares for number in share], batch)
                sizes = [len(share) for share in shares]
                self.assertLessEqual(max(sizes) - min(sizes), 1)

    def test_only_the_first_speaks(self):
        with contextlib.redirect_stderr(io.StringIO()) as stderr:
            process(0, 2).tell("first")
            process(1, 2).tell("second")
        self.assertEqual(stderr.getvalue(), "first\n")


if __name__ == "__main__":
    unittest.main()
