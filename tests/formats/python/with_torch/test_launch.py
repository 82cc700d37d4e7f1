"""The files that run the project elsewhere: as far as they can be tried here."""

import os
import re
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

import nbformat
import yaml

PROJECT = Path(__file__).resolve().parents[4] / "src" / "formats" / "pytorch" / "project"


class Packages(unittest.TestCase):
    def test_pip_and_uv_install_the_same(self):
        listed = (PROJECT / "requirements.txt").read_text().split()
        [dependencies] = re.findall(r"^dependencies = \[(.*)\]$", (PROJECT / "pyproject.toml").read_text(), re.M)
        self.assertEqual(re.findall(r'"([^"]+)"', dependencies), listed)


class Notebook(unittest.TestCase):
    def test_is_one_and_its_code_is_python(self):
        notebook = nbformat.read(PROJECT / "colab.ipynb", as_version=nbformat.NO_CONVERT)
        nbformat.validate(notebook)
        for cell in notebook.cells:
            if cell.cell_type == "code":
                plain = "\n".join(line for line in cell.source.splitlines() if not line.startswith(("!", "%")))
                compile(plain, "cell", "exec")


class Sky(unittest.TestCase):
    def test_is_yaml_whose_commands_are_shell(self):
        task = yaml.safe_load((PROJECT / "sky.yaml").read_text())
        for part in ("setup", "run"):
            subprocess.run(["bash", "-n"], input=task[part], text=True, check=True)
        self.assertIn("--max_restarts=3", task["run"])


class Slurm(unittest.TestCase):
    """With stand-ins for what Slurm brings: srun runs what it is given, and passes its signal on."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        stand_ins = {
            "scontrol": 'if [ "$1" = show ]; then echo node1; else echo "$@" >> requeued; fi',
            "srun": 'exec "$@"',
            "torchrun": 'echo "$@" > started; trap "echo saved > saved; exit 143" TERM; sleep ${LASTS:-60} & wait',
        }
        for name, script in stand_ins.items():
            (self.folder / name).write_text(f"#!/bin/bash\n{script}\n")
            (self.folder / name).chmod(0o755)

    def begin(self, **environment):
        slurm = {
            "SLURM_JOB_NODELIST": "node[1-2]",
            "SLURM_NNODES": "2",
            "SLURM_GPUS_ON_NODE": "4",
            "SLURM_JOB_ID": "17",
        }
        environment = {**os.environ, "PATH": f"{self.folder}:{os.environ['PATH']}", **slurm, **environment}
        return subprocess.Popen(["bash", PROJECT / "job.slurm", "--bf16"], cwd=self.folder, env=environment)

    def test_a_job_whose_time_is_up_saves_and_is_queued_again(self):
        job = self.begin()
        while not (self.folder / "started").exists():
            time.sleep(0.05)
        time.sleep(0.2)
        job.terminate()
        job.wait(timeout=20)
        self.assertEqual((self.folder / "requeued").read_text(), "requeue 17\n")
        self.assertTrue((self.folder / "saved").exists())
        started = (self.folder / "started").read_text()
        self.assertIn("--nnodes=2 --nproc_per_node=4", started)
        self.assertIn("--rdzv_endpoint=node1:29500 --rdzv_id=17 train.py --bf16", started)

    def test_a_job_that_ends_is_not(self):
        self.assertEqual(self.begin(LASTS="0").wait(timeout=20), 0)
        self.assertFalse((self.folder / "requeued").exists())


if __name__ == "__main__":
    unittest.main()
